import {printStyle} from './print-style.js'

const light = `--page:#f4f6f9;--card:#fff;--ink:#15202b;--muted:#566273;--line:#e1e6ed;--soft:#f0f3f7;--bad:#c22a20;--warn:#8f5b00;
--good:#0f7a4b;--p50:#2457c9;--band90:#9db9f2;--band99:#d6e2fb;--last:#6b7785;--badsoft:#fdeeec;--warnsoft:#fdf4e3;--goodsoft:#e8f6ef`
const dark = `--page:#0f141a;--card:#171e27;--ink:#e6ebf1;--muted:#9eabba;--line:#2a3440;--soft:#202a35;--bad:#ff8a82;--warn:#e9b557;
--good:#52cc96;--p50:#8fb3ff;--band90:#3d5d9f;--band99:#27395e;--last:#909dad;--badsoft:#3a1f21;--warnsoft:#352a17;--goodsoft:#16322a`

/**
 * The page's own style: light and dark by the reader's setting or the button, cards that fall into one column on a phone,
 * and print. Charts name the same variables in their attributes, so that they keep their colours where it is forbidden.
 */
export const style = `
:root{color-scheme:light;${light}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${dark}}}
:root[data-theme=dark]{color-scheme:dark;${dark}}
*{box-sizing:border-box;min-width:0}
[hidden]{display:none!important}
body{margin:0;background:var(--page);color:var(--ink);font:14.5px/1.5 Inter,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;
overflow-wrap:break-word;-webkit-text-size-adjust:100%}
header,main{max-width:1080px;margin:0 auto;padding:0 20px}
header{display:flex;justify-content:space-between;align-items:flex-end;gap:8px 24px;flex-wrap:wrap;padding-top:30px;padding-bottom:16px}
main{padding-bottom:48px}
h1{font-size:30px;line-height:1.15;letter-spacing:-.015em;margin:2px 0 5px}
h2{font-size:17px;line-height:1.3;letter-spacing:-.005em;margin:0 0 4px}
h3{font-size:14px;margin:18px 0 4px}
p{margin:0 0 10px}
header p{margin:0}
small{font-size:.62em;font-weight:500;color:var(--muted)}
a{color:var(--p50);text-underline-offset:2px}
code{font:12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--soft);padding:1px 5px;border-radius:4px;overflow-wrap:anywhere}
pre{font:12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--soft);padding:10px 14px;border-radius:6px;overflow-x:auto}
.eyebrow{font-size:12px;font-weight:600;letter-spacing:.07em;text-transform:uppercase;color:var(--muted)}
.muted,.note{color:var(--muted)}
.note{display:block;font-size:13px;line-height:1.45}
.muted{font-size:13.5px}
.short{white-space:nowrap}
.bad{color:var(--bad)}.warn{color:var(--warn)}.good{color:var(--good)}
.made{text-align:right}
.theme{font:inherit;font-size:12.5px;color:var(--muted);background:var(--card);border:1px solid var(--line);border-radius:6px;padding:2px 10px;margin-top:6px;cursor:pointer}
.theme:hover{color:var(--ink)}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:20px 22px;margin:0 0 16px}
.card>:last-child{margin-bottom:0}
.pair{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:16px;margin:0 0 16px}
.pair>.card{margin:0}
.verdict{display:flex;gap:26px;align-items:center;border-left:5px solid var(--line)}
.bad-edge{border-left-color:var(--bad)}.warn-edge{border-left-color:var(--warn)}.good-edge{border-left-color:var(--good)}
.ring{flex:none;display:block}
.said{flex:1}
.said h2{font-size:20px;line-height:1.35;margin:8px 0 6px;text-wrap:pretty}
.said p{margin:0 0 4px}
.badges{display:flex;flex-wrap:wrap;align-items:center;gap:4px 10px}
.badge{font-weight:700;letter-spacing:.05em;font-size:12px;border-radius:5px;padding:2px 9px}
.badge.bad{background:var(--badsoft)}.badge.warn{background:var(--warnsoft)}.badge.good{background:var(--goodsoft)}
.when{flex:none;text-align:right;max-width:32%}
.when b{display:block;font-size:30px;line-height:1.15;letter-spacing:-.02em;font-variant-numeric:tabular-nums;white-space:nowrap}
.when div{font-size:13px;color:var(--muted)}
.notice{display:flex;gap:12px;border:1px solid;border-radius:10px;padding:12px 18px;margin:0 0 16px;color:var(--warn);background:var(--warnsoft)}
.notice.bad{color:var(--bad);background:var(--badsoft)}
.notice p{margin:0;color:var(--ink)}
.notice code{background:var(--card)}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(180px,1fr));gap:16px;margin:0 0 16px}
.facts .card{margin:0;padding:14px 16px}
.facts b{display:block;font-size:24px;line-height:1.3;letter-spacing:-.015em;font-variant-numeric:tabular-nums}
.facts .card div{font-size:13px;line-height:1.4;color:var(--muted);display:block}
.first,.findings,.checks{list-style:none;padding:0;margin:4px 0 0}
.first>li,.findings>li,.checks>li{display:grid;grid-template-columns:26px minmax(0,1fr);padding:8px 0;border-top:1px solid var(--line)}
.first>li:first-child,.checks>li:first-child,.findings>li:first-child{border-top:0}
.todo{display:block;margin-top:3px;font-size:13px}
.notice .todo{display:inline;margin-left:4px}
.by{font-size:13px;font-weight:600;white-space:nowrap}
.first .by{color:var(--muted);font-weight:400}
.said-of{margin-bottom:8px}
.tag{display:inline-block;font-size:11.5px;color:var(--warn);background:var(--warnsoft);border-radius:4px;padding:0 6px}
.tally{display:flex;flex-wrap:wrap;gap:4px 18px;font-size:13.5px;margin:0 0 6px;color:var(--muted)}
.tally span{color:var(--muted)}.tally .bad b{color:var(--bad)}.tally .warn b{color:var(--warn)}.tally .good b{color:var(--good)}
.sum b{font-size:24px;letter-spacing:-.015em;font-variant-numeric:tabular-nums}
.groups{columns:2;column-gap:36px;margin-top:6px}
.group{break-inside:avoid;padding-bottom:18px}
.group h3{display:flex;justify-content:space-between;gap:12px;border-bottom:1px solid var(--line);padding-bottom:4px;margin:0}
.group h3 span{font-weight:400;font-size:13px;color:var(--muted)}
.points{font-size:12.5px;color:var(--muted);white-space:nowrap}
.sign{display:block;width:18px;height:18px;margin-top:2px;border-radius:50%;font-size:11px;line-height:18px;text-align:center}
.sign.bad{background:var(--badsoft)}.sign.warn{background:var(--warnsoft)}.sign.good{background:var(--goodsoft)}
table{border-collapse:collapse;width:100%;margin:8px 0}
th,thead td{text-align:left;font-size:12.5px;font-weight:600;color:var(--muted);vertical-align:bottom}
th,td{padding:8px 14px 8px 0;border-bottom:1px solid var(--line)}
td{vertical-align:top}
th:last-child,td:last-child{padding-right:0}
tbody tr:last-child td{border-bottom:0}
.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
th.num{white-space:normal}
.num .note{white-space:normal}
.num+td:not(.num),.num+th:not(.num){padding-left:14px}
td>div{min-width:96px}
.dense{font-size:13px}.dense th,.dense td{padding:4px 14px 4px 0}
.scroll{overflow-x:auto;max-height:420px;overflow-y:auto}
.chart{display:block;width:100%;height:auto;font-family:inherit;overflow:visible}
.half{max-width:560px}
.narrow{display:none}
figure{margin:0;position:relative}
.legend{display:flex;flex-wrap:wrap;gap:2px 18px;font-size:13px;color:var(--muted);margin:8px 0 6px}
.legend svg{vertical-align:-1px;margin-right:6px}
.tip{position:absolute;pointer-events:none;background:var(--card);border:1px solid var(--line);border-radius:8px;box-shadow:0 4px 16px rgb(0 0 0/.16);padding:8px 12px;font-size:13px;
font-variant-numeric:tabular-nums;white-space:nowrap}
.tip b,.tip span{display:block}
.cross{position:absolute;pointer-events:none;width:0;border-left:1px solid var(--muted)}
details{margin-top:8px}
summary{cursor:pointer;color:var(--muted);font-size:13.5px;width:fit-content}
summary:hover{color:var(--ink)}
td details,.checks details{margin-top:3px}td summary,.checks summary{font-size:12.5px}
ul,ol{margin:6px 0;padding-left:20px}
li{margin:3px 0}
details ul{font-size:13.5px;color:var(--muted)}
.cites{list-style:none;padding:0;columns:2;column-gap:32px;font-size:12.5px}
.cites li{break-inside:avoid;margin:0 0 7px;overflow-wrap:anywhere;color:var(--muted)}.cites code{font-size:11.5px;background:none;padding:0}.cites b{color:var(--ink)}
:focus-visible{outline:2px solid var(--p50);outline-offset:2px;border-radius:3px}
@media screen and (max-width:940px){
.pair{grid-template-columns:minmax(0,1fr);gap:12px}
.half{max-width:none}.half .chart{max-height:300px}
}
@media screen and (max-width:760px){
header,main{padding-left:12px;padding-right:12px}
header{padding-top:18px}
h1{font-size:25px}
.made{text-align:left}
.card{padding:16px 14px;border-radius:10px;margin-bottom:12px}
.pair{margin-bottom:12px}
.verdict{flex-wrap:wrap;gap:12px 16px}
.verdict .said{flex-basis:100%;order:3}
.said h2{font-size:18px}
.when{flex:1;max-width:none}
.when b{font-size:25px}
.facts{grid-template-columns:1fr 1fr;gap:10px;margin-bottom:12px}
.facts .card:last-child:nth-child(odd){grid-column:1/-1}
.facts b{font-size:20px}
.wide{display:none}.narrow[hidden]{display:block!important}
.groups,.cites{columns:1}
.stack,.stack tbody,.stack tr,.stack td{display:block}
.stack thead{display:none}
.stack tr{padding:9px 0;border-bottom:1px solid var(--line)}
.stack tbody tr:last-child{border-bottom:0}
.stack td{display:grid;grid-template-columns:92px minmax(0,1fr);gap:10px;border:0;padding:2px 0!important;text-align:left;white-space:normal}
.stack td::before{content:attr(data-label);color:var(--muted);font-size:12.5px;line-height:1.7}
.stack td:first-child,.stack td[data-label=""]{display:block}
.stack td:first-child::before,.stack td[data-label=""]::before{content:none}
.stack td:empty{display:none}
td>div{min-width:0}
.small th,.small td{padding:6px 8px 6px 0;white-space:normal}.small .num{font-size:13px;white-space:nowrap}
}
${printStyle}`
