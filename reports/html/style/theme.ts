/** Colours and type. Colours are chosen for a contrast of at least 4.5 to 1 in both themes; a test measures it in a browser. */
export const theme = `:root{color-scheme:light dark;--bg:#f5f6f8;--card:#fff;--ink:#1a1e24;--soft:#56606b;--line:#dbe0e6;--accent:#0b5cad;--code:#f0f2f5;
--fail:#b3261e;--warn:#805000;--inconclusive:#6b4ea0;--pass:#17693a;--not-applicable:#56606b;--error:#a3195b;
--fail-bg:#fdeeed;--warn-bg:#fdf3dd;--inconclusive-bg:#f2edfb;--pass-bg:#e7f5ec;--not-applicable-bg:#eef1f4;--error-bg:#fce8f1}
@media (prefers-color-scheme:dark){:root{--bg:#0e1217;--card:#161b22;--ink:#e6eaef;--soft:#9ca7b3;--line:#2b323b;--accent:#82bbf6;--code:#1e252e;
--fail:#ff958c;--warn:#f0b95a;--inconclusive:#c3a8f5;--pass:#74d698;--not-applicable:#9ca7b3;--error:#ff8fbd;
--fail-bg:#371c1b;--warn-bg:#34280f;--inconclusive-bg:#2a2140;--pass-bg:#14301f;--not-applicable-bg:#222931;--error-bg:#3a1628}}
.v-fail,.c-nonconformant{--tone:var(--fail);--tint:var(--fail-bg)}
.v-warn{--tone:var(--warn);--tint:var(--warn-bg)}
.v-inconclusive,.c-inconclusive{--tone:var(--inconclusive);--tint:var(--inconclusive-bg)}
.v-pass,.c-conformant{--tone:var(--pass);--tint:var(--pass-bg)}
.v-not-applicable{--tone:var(--not-applicable);--tint:var(--not-applicable-bg)}
.v-error,.c-invalid{--tone:var(--error);--tint:var(--error-bg)}
.s-2xx{--tone:var(--pass)}.s-3xx,.s-4xx{--tone:var(--warn)}.s-5xx,.s-none{--tone:var(--fail)}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
a{color:var(--accent);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}
h1,h2,h3,h4{line-height:1.25;text-wrap:balance}
h1{margin:.1rem 0 .2rem;font-size:clamp(2rem,6vw,2.8rem);letter-spacing:-.02em;color:var(--tone)}
h2{font-size:1.25rem;margin:1.6rem 0 .45rem}
h3{font-size:1.02rem;margin:1rem 0 .4rem}
h4{font-size:.8rem;margin:1.25rem 0 .35rem;color:var(--soft);text-transform:uppercase;letter-spacing:.06em}
code,pre{font:.86em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
p code,dd code,li>code,li p code{background:var(--code);padding:.1em .35em;border-radius:4px;-webkit-box-decoration-break:clone;box-decoration-break:clone}
small{color:var(--soft);font-size:.85em}
dt{color:var(--soft);font-size:.8rem}
dd{margin:0}
.lead{color:var(--soft);margin:.2rem 0 .8rem;max-width:110ch}
`
