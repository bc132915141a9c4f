/**
 * Paper: the layout of a desk, made smaller as a whole, in the colours of the light page and without what is folded away,
 * but for what a reader of paper could not ask for. Cards stay whole, but for the long ones; checks that passed are named
 * and no more.
 */
export const printStyle = `@media print{
@page{size:A4;margin:8mm 9mm}
:root:root:root{color-scheme:light;--page:#fff;--card:#fff;--ink:#000;--muted:#454f5c;--line:#cfd6de;--soft:#eef1f5;--bad:#b3160e;--warn:#7d4f00;
--good:#0b6b40;--p50:#1d4fc0;--band90:#9db9f2;--band99:#d6e2fb;--last:#5d6976;--badsoft:#fbe6e3;--warnsoft:#fbf0dc;--goodsoft:#e1f3ea}
html{zoom:.595}
body{font-size:13.5px;line-height:1.38;print-color-adjust:exact;-webkit-print-color-adjust:exact}
header,main{max-width:none;padding:0}
header{padding-bottom:10px}
main>.card,.pair,.facts,.notice{margin-bottom:9px}
.pair,.facts{gap:9px}
.card{padding:10px 16px;border-radius:8px;break-inside:avoid}
.card.long{break-inside:auto}
.facts .card{padding:8px 14px}
h2{font-size:15.5px}h3{margin-top:9px;font-size:13px}p{margin-bottom:5px}
.muted{font-size:12.5px}.note,.todo,.by{font-size:12px;line-height:1.35}
.theme,details:not(.printed),.scroll,.at-once{display:none}
details.printed::details-content{content-visibility:visible;display:block;height:auto;opacity:1}
details.printed summary{list-style:none;font-weight:600}
th,td{padding-top:3px;padding-bottom:3px}
table{margin:3px 0}
ul,ol{margin:3px 0}li{margin:1px 0}
.first>li,.findings>li,.checks>li{padding:3px 0;margin:0;grid-template-columns:22px minmax(0,1fr)}
.findings .bad+div .todo{display:inline;margin-left:6px}.findings .warn+div .todo{display:none}
.groups{columns:3;column-gap:22px}
.group{padding-bottom:8px}
.checks>li{border:0;padding:2px 0;font-size:12.5px}
.is-pass .note,.is-warn .todo,.is-unknown .todo{display:none}
.half{max-width:470px}.trend{max-width:none}.trend .chart{max-height:165px}
.sign{width:15px;height:15px;line-height:15px;font-size:10px;margin-top:1px}
.points{font-size:11px}
tr,li{break-inside:avoid}
h2,h3,thead,summary,.long>h2+.muted{break-after:avoid}
thead{display:table-header-group}
.cites{columns:5;column-gap:16px;font-size:10px;line-height:1.25;margin:2px 0 6px}.cites li{margin-bottom:2px}.cites code{font-size:9.5px}
.cites a{color:inherit;text-decoration:none}.cites .more{display:none}
.card>:last-child{margin-bottom:0}
}
`
