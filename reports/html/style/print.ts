/** On paper: a summary, or with the box at the top everything, unfolded that has something to say, nothing that only works on a screen. Without scripting too. */
export const print = `@media print{:root{color-scheme:light;--bg:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--code:#f4f4f4;--accent:#000;
--fail:#a11;--warn:#704500;--inconclusive:#5b3e90;--pass:#145c32;--not-applicable:#444;--error:#8c1049;
--fail-bg:#fff;--warn-bg:#fff;--inconclusive-bg:#fff;--pass-bg:#fff;--not-applicable-bg:#fff;--error-bg:#fff}
@page{margin:15mm}
html{font-size:10pt}body{font-size:1rem}.facts{grid-template-columns:minmax(0,1fr) auto auto}.facts div:first-child{grid-column:1/-1}ul.tiles{grid-template-columns:repeat(3,minmax(0,1fr))}.tile .name{white-space:nowrap}
main{max-width:none;padding:0}
#filters,.skip,nav{display:none}
main:not(:has(#whole:checked)) .full{display:none}
.titles{font-size:.82rem;line-height:1.35;padding-block:.4rem}.titles .chip{font-size:.7rem;padding:0 .4rem}.documents{font-size:.82rem}.top{padding-block:.5rem}.titles li{padding:0;break-inside:avoid}h2{margin-top:1rem}.documents th,.documents td{padding-block:.1rem}
.card,.req,.timeline,.timeline>li{content-visibility:visible}
.doc::details-content,li[data-verdict=fail]>details::details-content,li[data-verdict=warn]>details::details-content{content-visibility:visible!important;block-size:auto!important}
.chip{border:1px solid var(--tone)}
.card,.top,.tiles,.req>p,tr,.checks>li,.timeline>li{break-inside:avoid}h2,h3,h4,.doc>summary{break-after:avoid}
pre{max-height:none;border:1px solid var(--line)}a{color:inherit;text-decoration:none}}
`
