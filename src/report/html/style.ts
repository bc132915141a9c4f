/**
 * The page's own style: light and dark by the reader's setting, cards that fall into one column on a phone, and print.
 * Charts name the same variables in their attributes, so that they keep their colours where inline style is forbidden.
 */
export const style = `
:root{color-scheme:light dark;--page:#f4f6f9;--card:#fff;--ink:#16202c;--muted:#5b6878;--line:#dfe4ea;--soft:#eef1f5;
--bad:#c6281f;--warn:#9a6200;--good:#11804f;--p50:#2b62d9;--band90:#8fb0f2;--band99:#ccdcfa;--last:#7b8794}
@media (prefers-color-scheme:dark){:root{--page:#10151c;--card:#19212b;--ink:#e8edf3;--muted:#9aa7b6;--line:#2d3845;
--soft:#222c38;--bad:#ff7a70;--warn:#eeb04a;--good:#4ccb90;--p50:#82a9ff;--band90:#3f5f9f;--band99:#283c62;--last:#8c99a8}}
*{box-sizing:border-box;min-width:0}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
main{max-width:1080px;margin:0 auto;padding:28px 20px 40px}
h1{font-size:28px;line-height:1.2;margin:2px 0 4px}
h2{font-size:17px;margin:0 0 4px}
h3{font-size:15px;margin:14px 0 2px}
p{margin:0 0 10px}
a{color:var(--p50)}
code{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--soft);padding:1px 5px;
border-radius:4px}
.muted{color:var(--muted)}
.short{white-space:nowrap}
.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
header{display:flex;justify-content:space-between;gap:16px;flex-wrap:wrap;margin-bottom:18px}
header p{margin:0}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:18px 20px;margin:0 0 16px}
.verdict{border-left:6px solid var(--muted);display:flex;justify-content:space-between;gap:24px;align-items:center}
.verdict.bad-edge{border-left-color:var(--bad)}.verdict.warn-edge{border-left-color:var(--warn)}
.verdict.good-edge{border-left-color:var(--good)}
.verdict p{font-size:18px;margin:6px 0 0}
.verdict .when{text-align:right;flex:none;max-width:45%}
.badge{display:inline-block;font-weight:700;letter-spacing:.04em;font-size:13px;border:1.5px solid;border-radius:5px;padding:1px 8px}
.facts{display:grid;grid-template-columns:repeat(4,1fr);gap:16px;margin:0 0 16px}
.facts .card{margin:0;padding:14px 16px}
.facts b{display:block;font-size:22px;line-height:1.3;font-variant-numeric:tabular-nums}
.facts span{font-size:13px;color:var(--muted);display:block}
table{border-collapse:collapse;width:100%;margin:8px 0}
th{text-align:left;font-size:13px;font-weight:600;color:var(--muted)}
th,td{padding:7px 10px 7px 0;border-bottom:1px solid var(--line);vertical-align:top}
td>div{min-width:92px}
.num+td:not(.num),.num+th:not(.num){padding-left:20px}
th:last-child,td:last-child{padding-right:0}
tbody tr:last-child td{border-bottom:0}
.note{display:block;font-size:13px;color:var(--muted)}
.bad{color:var(--bad)}.warn{color:var(--warn)}.good{color:var(--good)}
.chart{display:block;width:100%;height:auto}
.narrow{display:none}
.legend{display:flex;flex-wrap:wrap;gap:4px 18px;font-size:13px;color:var(--muted);margin:6px 0 4px}
.legend svg{vertical-align:-1px;margin-right:5px}
.bar{display:grid;grid-template-columns:200px minmax(0,1fr) 150px;gap:4px 14px;align-items:center;padding:7px 0;border-top:1px solid var(--line)}
.bar svg{display:block;width:100%}
details{margin-top:10px}
summary{cursor:pointer;color:var(--muted);font-size:14px}
ul,ol{margin:6px 0;padding-left:22px}
li{margin:4px 0}
.findings{list-style:none;padding:0}
.findings li{display:grid;grid-template-columns:22px minmax(0,1fr);margin:8px 0}
@media (max-width:720px){
main{padding:18px 12px 28px}
.card{padding:14px}
.verdict{flex-direction:column;align-items:flex-start;gap:10px}.verdict .when{text-align:left;max-width:none}
td>div{min-width:0}
.facts{grid-template-columns:repeat(2,1fr);gap:10px}
.facts b{font-size:19px}
.wide{display:none}.narrow{display:block}
.bar{grid-template-columns:minmax(0,1fr) auto}.bar svg{grid-column:1/-1;grid-row:2}
.stack thead{display:none}
.stack tr{display:block;padding:8px 0;border-bottom:1px solid var(--line)}
.stack tbody tr:last-child{border-bottom:0}
.stack td{display:grid;grid-template-columns:96px minmax(0,1fr);gap:10px;border:0;padding:2px 0;text-align:left;white-space:normal}
.stack td::before{content:attr(data-label);color:var(--muted);font-size:13px}
.stack td[data-label=""]{display:block;font-weight:600}
.stack td:empty{display:none}
.num+td:not(.num){padding-left:0}
}
@media print{
@page{margin:12mm}
:root{color-scheme:light;--page:#fff;--card:#fff;--ink:#000;--muted:#444;--line:#bbb;--soft:#eee;--bad:#b3160e;--warn:#7d4f00;
--good:#0b6b40;--p50:#1d4fc0;--band90:#8fb0f2;--band99:#ccdcfa;--last:#666}
body{font-size:10px;line-height:1.4;print-color-adjust:exact;-webkit-print-color-adjust:exact}
main{max-width:none;padding:0}
.card{padding:8px 12px;margin-bottom:8px}.facts{margin-bottom:8px}.facts .card{padding:6px 10px}
h1{font-size:20px}h2{font-size:13px}h3{font-size:11px}.verdict p{font-size:13px}.facts b{font-size:15px}
th,td{padding-top:3px;padding-bottom:3px}.note,th,summary,.legend,code,.facts span{font-size:9px}
.wide{display:block}.narrow{display:none}.chart{max-height:70mm}

body{font-size:9px;line-height:1.3}.card{padding:6px 10px;margin-bottom:6px}p,ul,ol{margin-top:2px;margin-bottom:2px}
details,td .note{display:none}.bar{padding:1px 0;margin:0}.bar .note{display:inline;margin-left:6px}
ol{columns:2;column-gap:16px;font-size:7px;line-height:1.2}ol li,ol .note,ol a{font-size:7px}.chart{max-height:58mm}
tr,li,.bar{break-inside:avoid}
h2{break-after:avoid}
}
`
