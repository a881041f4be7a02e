/** The first screen, panels and tables. */
export const layout = `main{max-width:72rem;margin:0 auto;padding:1.25rem 1.25rem 4rem}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:2}
.panel,.top,.timeline,table{background:var(--card);border:1px solid var(--line);border-radius:10px}
.panel{padding:.9rem 1.2rem}
.top{border-top:6px solid var(--tone);padding:1rem 1.5rem .8rem}
.eyebrow{margin:0;color:var(--soft);font-size:.85rem;letter-spacing:.03em}
.because{font-size:1.1rem;margin:.2rem 0 .8rem;max-width:70ch}
.facts{display:grid;grid-template-columns:minmax(0,1fr) auto auto auto;gap:.5rem 2.25rem;margin:0}
.shares{display:block;width:100%;height:8px;border-radius:4px;background:var(--code)}
.shares rect{fill:var(--tone)}
ul.tiles{list-style:none;padding:0;margin:.4rem -.6rem -.3rem;display:grid;grid-template-columns:repeat(6,minmax(0,1fr))}
.tile{display:block;height:100%;border-radius:8px;padding:.35rem .6rem;text-decoration:none;color:var(--ink)}
.tile:hover{background:var(--code)}
.tile .number{font-size:1.5rem;font-weight:650;line-height:1.2;font-variant-numeric:tabular-nums;color:var(--tone)}
.tile.none .number{color:var(--soft);font-weight:400}
.tile .name{display:block;font-weight:600;font-size:.93rem;color:var(--tone)}
.tile .meaning{display:block;color:var(--soft);font-size:.8rem;line-height:1.35}
nav{display:flex;flex-wrap:wrap;gap:.3rem 1.5rem;margin-top:.9rem;padding-top:.7rem;border-top:1px solid var(--line);font-size:.93rem}
table{border-collapse:separate;border-spacing:0;width:100%;overflow-wrap:break-word}
th,td{text-align:left;vertical-align:top;padding:.45rem 1rem;border-top:1px solid var(--line)}
thead th{border-top:0;color:var(--soft);font-size:.8rem;font-weight:600;padding:.5rem 1rem}
th[scope=row]{min-width:12.5rem}td{width:24%}td:nth-child(3){width:15%}td:last-child{width:auto}
td small{display:block;line-height:1.4}
.chip{display:inline-block;background:var(--tint);color:var(--tone);border-radius:99px;padding:.05rem .6rem;font-size:.8rem;font-weight:600;white-space:nowrap}
table.documents{margin-top:.7rem;font-size:.93rem}.documents caption{text-align:left;color:var(--soft);font-size:.8rem;padding:.2rem 0}
.documents td,.documents td:nth-child(3){width:auto;text-align:right;font-variant-numeric:tabular-nums;color:var(--tone)}.documents thead th{text-align:right}.documents th:first-child{text-align:left}.documents th,.documents td{padding-block:.25rem}
nav label{margin-left:auto;color:var(--soft);font-size:.85rem}
footer{color:var(--soft);font-size:.85rem;margin-top:2.5rem;border-top:1px solid var(--line);padding-top:1rem}
[hidden]{display:none!important}
@media (max-width:44rem){main{padding:.75rem .75rem 3rem}.top{padding:1rem 1rem .8rem}.panel{padding:.75rem .9rem}
.because{margin-bottom:.7rem}
.facts{grid-template-columns:1fr;gap:.2rem}.facts div{display:grid;grid-template-columns:4rem 1fr;align-items:baseline}
ul.tiles{grid-template-columns:1fr;margin-inline:-.4rem}.tile{display:grid;grid-template-columns:2.6rem 8.2rem 1fr;align-items:baseline;padding:.15rem .4rem}
.tile .number{font-size:1.1rem}.tile .name{font-size:.88rem}.tile .meaning{font-size:.76rem;line-height:1.25}
th[scope=row]{min-width:0}thead{position:absolute;left:-99rem}table,tbody,tr,th,td,td:nth-child(3){display:block;width:auto}
tbody tr{padding:.6rem .9rem;border-top:1px solid var(--line)}tbody tr:first-child{border-top:0}tbody th,tbody td{border:0;padding:.1rem 0}td small{display:inline}
table.documents{display:table;table-layout:fixed}.documents thead{position:static;display:table-header-group}.documents tbody{display:table-row-group}.documents tr,.documents tbody tr{display:table-row;padding:0}.documents th,.documents td,.documents td:nth-child(3),.documents tbody th,.documents tbody td{display:table-cell;padding:.2rem .3rem;border-top:1px solid var(--line);font-size:.8rem}.documents thead th{font-size:0}.documents thead th span{font-size:.9rem}.documents thead th:first-child,.documents thead th:last-child{font-size:.75rem}.documents th:first-child{width:45%}
nav label{margin-left:0}}
`
