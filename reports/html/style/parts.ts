/** Findings, checks, filters and exchanges. */
export const parts = `.card{background:var(--card);border:1px solid var(--line);border-left:5px solid var(--tone);border-radius:10px;padding:.8rem 1.2rem;margin:.7rem 0;content-visibility:auto;contain-intrinsic-size:auto 14rem}
.card h3,.card h4{margin:.1rem 0 .3rem;font-size:1.02rem;font-weight:600;color:var(--ink);text-transform:none;letter-spacing:0}
.card li{margin:.35rem 0}
.class{margin:1.3rem 0 .3rem}.class small{font-weight:400;margin-left:.3rem}
.titles{margin:.3rem 0;padding-left:2.6rem;font-size:.95rem}.titles li{padding:.08rem 0}.titles .chip{min-width:4.3rem;text-align:center}.titles small{white-space:nowrap}
.titles a{color:var(--ink);text-decoration-color:var(--line)}.titles a:hover{text-decoration-color:currentColor}
.remedy{margin:.2rem 0 .5rem;max-width:90ch}.remedy b{color:var(--soft);font-weight:600;font-size:.85rem;margin-right:.4rem}
.demands{list-style:none;margin:0;padding:0}.card .demands li{margin:.1rem 0}
.more{display:inline}.more>summary{display:inline;margin-left:.4rem;color:var(--accent)}
.finding{margin:.5rem 0;display:grid;gap:.35rem;font-size:.95rem}
.finding>div{display:grid;grid-template-columns:6rem minmax(0,1fr);gap:.75rem;align-items:baseline}
.finding>.against{grid-template-columns:6rem minmax(0,1fr) auto minmax(0,1fr);gap:.75rem}
.against dd{background:var(--tint);border-left:3px solid var(--tone);border-radius:4px;padding:.25rem .6rem}
.finding+.finding{border-top:1px dashed var(--line);padding-top:.6rem}
.panel>h3:first-child{margin-top:0}.panel>ul:not(.tiles){margin:.3rem 0;padding-left:1.2rem}
#filters{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;margin-bottom:.7rem}
#filters fieldset{border:0;padding:0;margin:0;display:flex;flex-wrap:wrap;gap:.25rem 1rem;width:100%;min-width:0}
#filters legend{padding:0;color:var(--soft);font-size:.8rem}
#filters>label{display:grid;color:var(--soft);font-size:.8rem;gap:.15rem;min-width:0;max-width:100%}
#filters .grow{flex:1 1 12rem}
input[type=checkbox]{accent-color:var(--accent);width:1rem;height:1rem;vertical-align:-.12rem}
input[type=search],select,button{font:inherit;font-size:.95rem;color:var(--ink);background:var(--bg);border:1px solid var(--soft);border-radius:7px;padding:.3rem .6rem;min-height:2.3rem;width:100%;max-width:100%}
select{max-width:20rem}
button{cursor:pointer;width:auto}
output{color:var(--soft);font-size:.9rem;align-self:center}
summary{cursor:pointer;border-radius:5px}
.doc{margin:.5rem 0;padding:0 1.2rem}
.doc>summary{padding:.6rem 0}.doc>summary h3{display:inline;margin:0 .5rem 0 .15rem}
.tally{color:var(--soft);font-size:.85rem}
.doc[open]{padding-bottom:1rem}.doc[open]>summary{border-radius:0;border-bottom:1px solid var(--line)}
.req{margin:.8rem 0;content-visibility:auto;contain-intrinsic-size:auto 6rem}
.req>p,.checks summary{display:grid;grid-template-columns:7.8rem minmax(0,1fr);gap:.5rem;align-items:baseline}
.req>p{margin:0 0 .15rem}
.req>p>.chip,.checks summary>.chip{justify-self:start}
.checks{list-style:none;padding:0;margin:0 0 0 .5rem;border-left:2px solid var(--line)}
.checks>li{padding:.05rem 0 .05rem .8rem;font-size:.92rem}
.checks summary{grid-template-columns:.7rem 7.8rem minmax(0,1fr);padding:.15rem 0}
.checks summary::before,.timeline>li>details>summary::before{content:"▸";content:"▸" / "";color:var(--soft)}
.checks details[open]>summary::before,.timeline details[open]>summary::before{content:"▾";content:"▾" / ""}
summary:hover{background:var(--code)}
:target>summary{background:var(--tint,var(--code));outline:2px solid var(--accent)}
.checks .finding{margin:.4rem 0 .8rem 1.2rem}
.timeline{list-style:none;padding:0;margin:0;content-visibility:auto;contain-intrinsic-size:auto 90rem}
.timeline>li{border-top:1px solid var(--line);padding:.2rem .9rem;content-visibility:auto;contain-intrinsic-size:auto 2.6rem}
.timeline>li:first-child{border-top:0}
.timeline>li>details>summary{display:grid;grid-template-columns:.7rem 2.6rem 4.2rem minmax(0,3fr) minmax(0,2fr) 4rem;gap:0 .6rem;align-items:baseline;padding:.15rem 0}
.id,.took{color:var(--soft);font-variant-numeric:tabular-nums;font-size:.88rem}.took{text-align:right}
.status{color:var(--tone);font-weight:650;font-variant-numeric:tabular-nums;font-size:.92rem}
.owner{color:var(--soft);font-size:.85rem}
.bar{grid-column:1/-1;display:block;width:100%;height:4px;margin-top:.2rem;background:var(--code);border-radius:2px;fill:var(--tone)}
.purpose{margin:.5rem 0 0}
.exchange{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));gap:0 1.25rem}
.timeline h3{font-size:.85rem;color:var(--soft);margin:.75rem 0 .25rem}
pre{background:var(--code);border-radius:8px;padding:.7rem .9rem;margin:.2rem 0;white-space:pre-wrap;max-height:32rem;overflow:auto}
dd pre{padding:.4rem .6rem;margin:0;max-height:none}
.jwt summary{color:var(--soft);font-size:.85rem}
@media (max-width:44rem){.finding>div,.finding>.against{grid-template-columns:minmax(0,1fr);gap:.1rem}
.card,.doc{padding-inline:.9rem}.checks .finding{margin-left:0}
.req>p{display:block}.checks summary{grid-template-columns:.7rem minmax(0,1fr);gap:0 .5rem}.checks summary>:last-child{grid-column:2}
#filters>label,#filters .grow{flex:1 1 8rem}
.timeline>li>details>summary{grid-template-columns:.7rem 2.2rem 3.6rem minmax(0,1fr) 3.6rem;gap:0 .4rem}.timeline code{grid-column:2/-1;grid-row:2}.timeline pre code{all:unset}.owner{grid-column:2/-1;grid-row:3}.took{grid-column:5;grid-row:1}}
`
