import { theme } from '../../reports/html/style/theme.ts'

const shares = Array.from({ length: 21 }, (_, index) => `.p${index * 5}{--p:${index * 5}%}`).join('')

/** The style sheet of the site: the report's colours and type, and what only a site has. */
export const style = `${theme}
:root{--bar:#d7e6f5;--bar-ink:#0b5cad;--head:#fff}
@media (prefers-color-scheme:dark){:root{--bar:#1b3450;--bar-ink:#82bbf6;--head:#161b22}}
h1{color:var(--ink);font-size:clamp(1.6rem,4vw,2.3rem)}
main,footer,.bar>div{max-width:82rem;margin:0 auto;padding:0 1.25rem}
main{padding-block:1.25rem 1rem}
footer{color:var(--soft);font-size:.85rem;border-top:1px solid var(--line);margin-top:2rem;padding-block:1rem 3rem}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:5}
.bar{background:var(--head);border-bottom:1px solid var(--line)}
.bar>div{display:flex;flex-wrap:wrap;gap:.3rem 1.6rem;align-items:center;padding-block:.55rem}
.brand{font-weight:700;color:var(--ink);text-decoration:none;letter-spacing:-.01em}
.bar nav{display:flex;gap:1.1rem;font-size:.95rem}.bar form{margin-left:auto;display:flex;gap:.4rem}
input[type=search],button{font:inherit;font-size:.93rem;color:var(--ink);background:var(--bg);border:1px solid var(--soft);border-radius:7px;padding:.25rem .6rem;min-height:2.1rem;min-width:0}
button{cursor:pointer}
.trail{margin:0;color:var(--soft);font-size:.88rem}
.intro{font-size:1.05rem;max-width:80ch}.intro p{margin:.3rem 0}
.panel,.card,table{background:var(--card);border:1px solid var(--line);border-radius:10px}
.panel,.card{padding:.8rem 1.1rem;margin:.7rem 0}
.card{border-left:5px solid var(--tone);content-visibility:auto;contain-intrinsic-size:auto 16rem}
.card h3{margin:0 0 .3rem;font-size:1.05rem}.card>p{margin:.3rem 0;max-width:95ch}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(12rem,100%),auto));gap:.5rem 2rem;margin:0}
.facts .broad{grid-column:1/-1}
.row{display:grid;grid-template-columns:7rem minmax(0,1fr);gap:.75rem;align-items:baseline;font-size:.95rem;margin:.25rem 0}
.row dd{min-width:0}
dl{margin:.4rem 0}
.chip{display:inline-block;background:var(--tint);color:var(--tone);border-radius:99px;padding:.05rem .6rem;font-size:.8rem;font-weight:600;white-space:nowrap}
.chip.fact{background:var(--code);color:var(--ink)}
.chip.v-inconclusive{background:none;outline:1px dashed var(--tone);outline-offset:-1px}
.old{color:var(--warn);background:var(--warn-bg);border-radius:4px;padding:0 .35rem;font-size:.8rem;white-space:nowrap}
.open{color:var(--inconclusive);border:1px dashed var(--inconclusive);border-radius:5px;padding:0 .25rem;font-size:.75rem;white-space:nowrap}
td.undecided,td.aged b{font-style:italic}td.na{color:var(--soft)}
.wide{overflow-x:auto;position:relative;margin:.5rem 0;border-radius:10px}
table{border-collapse:separate;border-spacing:0;font-size:.93rem;overflow-wrap:normal}
table.full{width:100%;overflow-wrap:anywhere}table.full th[scope=row]{min-width:11rem}table.full td{min-width:4.5rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .7rem;border-top:1px solid var(--line)}
thead tr:first-child>*,tbody:first-child tr:first-child>*{border-top:0}
thead th{overflow-wrap:normal;color:var(--soft);font-size:.8rem;font-weight:600;vertical-align:bottom}
tbody th{font-weight:500}td small,th small{display:block;line-height:1.35;font-weight:400}
caption{text-align:left;color:var(--soft);font-size:.83rem;padding:0 .2rem .4rem}
.num{text-align:right;font-variant-numeric:tabular-nums}
.num.v-fail,.num.v-warn,.num.v-inconclusive{color:var(--tone);font-weight:600;background:none;outline:0}time{white-space:nowrap}
.matrix td{text-align:center;padding:.3rem .4rem;white-space:nowrap;min-width:3.6rem;border-left:1px solid var(--line)}
.matrix thead th{text-align:left;padding:.5rem .3rem;border-left:1px solid var(--line)}
.matrix .tall>*{writing-mode:vertical-rl;transform:rotate(180deg);max-height:13rem;line-height:1.25}
.matrix .tall a{font-weight:600}.matrix .tall small{color:var(--soft)}
.matrix th:first-child{position:sticky;left:0;background:var(--card);z-index:1;border-left:0;min-width:12rem;max-width:17rem;border-right:1px solid var(--line)}
.matrix tbody th{padding-block:.3rem}
.share{background:linear-gradient(var(--bar-ink),var(--bar-ink)) left bottom/var(--p) 4px no-repeat,linear-gradient(var(--bar),var(--bar)) left bottom/100% 4px no-repeat}
td.p100{background:none}.p100 b{font-weight:400;color:var(--pass)}
.share a{display:block;color:var(--ink);text-decoration:none}.share a:hover b{text-decoration:underline}
.share b{font-variant-numeric:tabular-nums;font-weight:600}.share small{color:var(--ink);font-size:.75rem;font-variant-numeric:tabular-nums}
.servers .share{min-width:10rem}.servers .share small{display:inline}.servers th[scope=row]{min-width:16rem}.servers td{white-space:nowrap}
${shares}
td .sign{color:var(--tone);font-weight:700;text-decoration:none}
.matrix td.v-fail,.matrix td.v-warn{background:var(--tint)}.matrix td.v-inconclusive{outline:1px dashed var(--tone);outline-offset:-3px;border-radius:6px}
.data{margin:.2rem 0 1rem;font-size:.85rem;color:var(--soft)}.data a{margin-left:.5rem}
.legend{display:flex;flex-wrap:wrap;gap:.4rem 1.5rem;list-style:none;padding:0;margin:.5rem 0;font-size:.88rem;color:var(--soft);align-items:center}
.legend .share{display:inline-block;border-radius:5px;padding:0 .6rem;color:var(--ink);background-color:var(--card);border:1px solid var(--line)}
.against dd{background:var(--tint);border-left:3px solid var(--tone);border-radius:4px;padding:.2rem .6rem;overflow-wrap:anywhere}
.review{background:var(--code);border-radius:8px;padding:.5rem .8rem;margin:.5rem 0}.review p{margin:.2rem 0}
img{max-width:100%;height:auto;vertical-align:middle}
summary{cursor:pointer;border-radius:5px}
details.exchange{margin:.4rem 0}
pre{background:var(--code);border-radius:8px;padding:.6rem .8rem;margin:.3rem 0;white-space:pre-wrap;max-height:28rem;overflow:auto}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));gap:0 1rem}
ul.plain{list-style:none;padding-left:0;margin:.3rem 0}ul.plain.panel{padding:.5rem 1.1rem}ol.panel,ul.panel:not(.plain){padding-left:2.6rem}ul.plain li{padding:.15rem 0}
.list{columns:2 26rem;column-gap:2.5rem;list-style:none;padding:0;font-size:.93rem}.list li{break-inside:avoid;padding:.12rem 0}
.changed{display:flex;flex-wrap:wrap;gap:.3rem .6rem}
.better{color:var(--pass)}.worse{color:var(--fail)}
td.verdict{white-space:nowrap}
:target{outline:2px solid var(--accent);outline-offset:3px;border-radius:6px}
h2 small,h3 small{font-weight:400}
@media (min-width:64rem){.split{display:grid;grid-template-columns:minmax(0,max-content) minmax(26rem,1fr);gap:0 2rem;align-items:start}}
.split .matrix caption{max-width:36rem}
[hidden]{display:none!important}
@media (max-width:44rem){main,footer,.bar>div{padding-inline:.8rem}.bar form{margin-left:0;width:100%}.bar form label{flex:1}.bar input{width:100%}
.row{grid-template-columns:minmax(0,1fr);gap:.05rem}.card,.panel{padding-inline:.8rem}
.matrix th:first-child{min-width:6.5rem;max-width:8rem;font-size:.8rem}.matrix th:first-child small{display:none}
.stack caption{display:block}.stack thead{position:absolute;left:-999rem}.stack,.stack tbody,.stack tr,.stack th,.stack td{display:block;width:auto}
.stack th[scope=row],table.stack td{min-width:0}.stack tr{padding:.6rem .8rem;border-top:1px solid var(--line)}.stack tr:first-child{border-top:0}.stack th,.stack td{border:0;padding:.1rem 0}
.stack td.num{text-align:left;display:inline-block;margin-right:1.1rem}.stack td[data-label]::before{content:attr(data-label) " ";color:var(--soft);font-size:.8rem;font-weight:400}
.stack td.share{padding:.25rem .4rem;border-radius:6px}.stack td:empty{display:none}
td small{display:inline}.matrix td small{display:block}.stack time+small{margin-left:.5rem}}
@media print{.bar,.skip,.data{display:none}.card{content-visibility:visible;break-inside:avoid}.wide{overflow:visible}}
`
