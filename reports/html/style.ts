/** The page's style sheet. Colours are chosen for a contrast of at least 4.5 to 1 in both themes; a test measures it in a browser. */
export const style = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#1b1f24;--soft:#57606a;--line:#d8dee4;--accent:#0b5cad;--code:#eef1f4;
--fail:#b3261e;--warn:#855300;--inconclusive:#6b4ea0;--pass:#17693a;--not-applicable:#57606a;--error:#a3195b;
--fail-bg:#fdeceb;--warn-bg:#fdf3dd;--inconclusive-bg:#f1ecfa;--pass-bg:#e6f5eb;--not-applicable-bg:#eef1f4;--error-bg:#fce8f1}
@media (prefers-color-scheme:dark){:root{--bg:#0f1318;--card:#171c23;--ink:#e6eaef;--soft:#9aa5b1;--line:#2b323b;--accent:#7db8f5;--code:#1f262e;
--fail:#ff8f86;--warn:#f0b95a;--inconclusive:#c3a8f5;--pass:#6fd394;--not-applicable:#9aa5b1;--error:#ff8fbd;
--fail-bg:#3a1b1a;--warn-bg:#36290f;--inconclusive-bg:#2a2140;--pass-bg:#14311f;--not-applicable-bg:#222931;--error-bg:#3a1628}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:1rem}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
main{max-width:72rem;margin:0 auto;padding:1.5rem 1.25rem 4rem}
a{color:var(--accent);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:2}
h1,h2,h3,h4{line-height:1.25;text-wrap:balance}
h2{font-size:1.35rem;margin:2.75rem 0 .75rem}
h3{font-size:1.05rem;margin:1.25rem 0 .5rem}
h4{font-size:.85rem;margin:1.25rem 0 .25rem;color:var(--soft);text-transform:uppercase;letter-spacing:.05em}
code,pre{font:0.86em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
p code,dd code,li code,summary code{background:var(--code);padding:.1em .35em;border-radius:4px}
small{color:var(--soft)}
.lead{color:var(--soft);margin:.25rem 0 1rem;max-width:65ch}
.top{background:var(--card);border:1px solid var(--line);border-left:8px solid var(--tone);border-radius:12px;padding:1.5rem 1.75rem}
.c-conformant{--tone:var(--pass)}.c-nonconformant{--tone:var(--fail)}.c-inconclusive{--tone:var(--inconclusive)}.c-invalid{--tone:var(--error)}
.eyebrow{margin:0;color:var(--soft);font-size:.85rem;letter-spacing:.03em}
h1{margin:.1rem 0 .25rem;font-size:clamp(2rem,6vw,3.1rem);letter-spacing:-.02em;color:var(--tone)}
.because{font-size:1.1rem;margin:.25rem 0 1.25rem;max-width:60ch}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(13rem,45%),1fr));gap:.75rem 1.5rem;margin:0}
dt{color:var(--soft);font-size:.8rem}dd{margin:0}
.tiles{list-style:none;padding:0;margin:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(10.5rem,1fr));gap:.75rem}
.tile{display:block;height:100%;background:var(--card);border:1px solid var(--line);border-top:4px solid var(--tone);border-radius:10px;padding:.8rem 1rem;text-decoration:none;color:var(--ink)}
.tile:hover{border-color:var(--tone)}
.tile .number{display:block;font-size:1.9rem;font-weight:650;line-height:1.1;font-variant-numeric:tabular-nums;color:var(--tone)}
.tile.none .number{color:var(--soft)}
.tile .name{font-weight:600}.tile .meaning{display:block;color:var(--soft);font-size:.82rem;line-height:1.4;margin-top:.2rem}
.v-fail{--tone:var(--fail);--tint:var(--fail-bg)}.v-warn{--tone:var(--warn);--tint:var(--warn-bg)}.v-inconclusive{--tone:var(--inconclusive);--tint:var(--inconclusive-bg)}
.v-pass{--tone:var(--pass);--tint:var(--pass-bg)}.v-not-applicable{--tone:var(--not-applicable);--tint:var(--not-applicable-bg)}.v-error{--tone:var(--error);--tint:var(--error-bg)}
.chip{display:inline-block;background:var(--tint);color:var(--tone);border-radius:99px;padding:.05rem .6rem;font-size:.8rem;font-weight:600;white-space:nowrap}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:10px;background:var(--card)}
table{border-collapse:collapse;width:100%;min-width:44rem}
th,td{text-align:left;vertical-align:top;padding:.7rem 1rem;border-top:1px solid var(--line)}
thead th{border-top:0;color:var(--soft);font-size:.8rem;font-weight:600}
.card{background:var(--card);border:1px solid var(--line);border-left:5px solid var(--tone);border-radius:10px;padding:.9rem 1.2rem;margin:.75rem 0;content-visibility:auto;contain-intrinsic-size:auto 14rem}
.card h3{margin:.1rem 0 .3rem;font-size:1rem;font-weight:600}.card h3 a{color:var(--ink)}
.source{margin:0 0 .5rem;color:var(--soft);font-size:.85rem}
.finding{margin:.5rem 0;display:grid;gap:.3rem}
.finding>div{display:grid;grid-template-columns:6rem 1fr;gap:.75rem;align-items:baseline}
.finding+.finding{border-top:1px dashed var(--line);padding-top:.6rem}
#filters{display:flex;flex-wrap:wrap;gap:.75rem 1.25rem;align-items:end;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.9rem 1.2rem;margin-bottom:1rem}
#filters[hidden]{display:none}
#filters fieldset{border:0;padding:0;margin:0;display:flex;flex-wrap:wrap;gap:.25rem 1rem;width:100%}
#filters legend{padding:0;color:var(--soft);font-size:.8rem}
#filters>label{display:grid;color:var(--soft);font-size:.8rem;gap:.15rem}
input[type=search],select,button{font:inherit;font-size:.95rem;color:var(--ink);background:var(--bg);border:1px solid var(--soft);border-radius:7px;padding:.35rem .6rem;min-height:2.4rem;max-width:100%}
button{cursor:pointer}
output{color:var(--soft);font-size:.9rem;align-self:center}
.doc{margin-bottom:2rem}
.req{content-visibility:auto;contain-intrinsic-size:auto 6rem}
.timeline{content-visibility:auto;contain-intrinsic-size:auto 90rem}
.doc>h3{font-size:1.15rem;border-bottom:2px solid var(--line);padding-bottom:.3rem}
.req{margin:.6rem 0}.req>p{margin:0 0 .25rem}
.checks{list-style:none;padding:0;margin:0 0 0 .35rem;border-left:2px solid var(--line)}
.checks li{padding:.1rem 0 .1rem .8rem;font-size:.93rem}
summary{cursor:pointer;padding:.2rem 0;border-radius:5px}
summary:hover{background:var(--code)}
:target>summary{background:var(--tint,var(--code));outline:2px solid var(--accent)}
.timeline{list-style:none;padding:0;margin:0;background:var(--card);border:1px solid var(--line);border-radius:10px}
.timeline>li{border-top:1px solid var(--line);padding:.25rem .9rem;content-visibility:auto;contain-intrinsic-size:auto 3.4rem}
.timeline>li:first-child{border-top:0}
.timeline .id{display:inline-block;min-width:2.5rem;color:var(--soft);font-variant-numeric:tabular-nums}
.timeline .owner{color:var(--soft);font-size:.85rem}
.bar{display:block;width:100%;height:5px;margin-top:.25rem;background:var(--code);border-radius:3px;fill:var(--soft)}
.s-2xx{fill:var(--pass)}.s-4xx{fill:var(--warn)}.s-5xx,.s-none{fill:var(--fail)}
.exchange{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));gap:0 1.25rem}
.exchange h3,.timeline h3{font-size:.85rem;color:var(--soft);margin:.75rem 0 .25rem}
pre{background:var(--code);border-radius:8px;padding:.75rem .9rem;margin:.25rem 0;white-space:pre-wrap;max-height:32rem;overflow:auto}
.jwt summary{color:var(--soft);font-size:.85rem}
footer{color:var(--soft);font-size:.85rem;margin-top:3rem;border-top:1px solid var(--line);padding-top:1rem}
[hidden]{display:none!important}
@media (max-width:40rem){main{padding:1rem .75rem 3rem}.top{padding:1.1rem 1.1rem}.finding>div{grid-template-columns:1fr;gap:0}.tiles{grid-template-columns:1fr 1fr}}
@media print{.card,.req,.timeline{content-visibility:visible}:root{color-scheme:light;--bg:#fff;--card:#fff}body{font-size:11pt}#filters,.skip{display:none}.doc,.timeline>li{content-visibility:visible}
.card,.req,tr{break-inside:avoid}pre{max-height:none;border:1px solid var(--line)}a{color:inherit}}
`
