/** Screen and paper. Nothing is fetched: the fonts are the reader's own. */
export const receiptStyle = `
*{box-sizing:border-box}
body{margin:0;padding:32px 16px;background:#f3f1ec;color:#26241f;font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:760px;margin:0 auto;padding:40px 48px;background:#fff;border:1px solid #e3dfd6;border-radius:12px}
header{display:flex;justify-content:space-between;gap:24px;align-items:flex-start;margin-bottom:32px}
.brand{font-weight:700;font-size:20px;color:#8a3b12}
header dl{margin:0;text-align:right}
h1{margin:4px 0 0;font-size:28px;line-height:1.2}
h2{margin:32px 0 8px;font-size:16px}
dl.facts{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:12px 32px;margin:0}
dt{font-size:12px;color:#6f6a60}
dd{margin:0;overflow-wrap:anywhere}
.number{font-size:18px;font-weight:600}
table{width:100%;border-collapse:collapse}
th,td{padding:8px 0 8px 16px;border-bottom:1px solid #eeebe4;text-align:right;vertical-align:top;font-weight:400}
th:first-child,td:first-child{padding-left:0;text-align:left}
thead th{font-size:12px;color:#6f6a60;white-space:nowrap}
td{font-variant-numeric:tabular-nums}
td.amount{white-space:nowrap}
th.text,td.text{text-align:left}
tfoot th,tfoot td{border-bottom:0;padding-top:6px;padding-bottom:6px}
tfoot tr.sum th,tfoot tr.sum td{border-top:2px solid #26241f;font-weight:700;font-size:17px}
small{display:block;font-size:12px;color:#6f6a60;overflow-wrap:anywhere}
footer{margin-top:32px;padding-top:16px;border-top:1px solid #eeebe4;font-size:12px;color:#6f6a60;overflow-wrap:anywhere}
footer p{margin:0 0 4px}
@media(max-width:560px){main{padding:24px 16px}header{flex-direction:column}header dl{text-align:left}dl.facts{grid-template-columns:1fr}}
@page{size:A4;margin:16mm}
@media print{body{padding:0;background:#fff;font-size:10.5pt}main{max-width:none;padding:0;border:0;border-radius:0}
thead{display:table-header-group}tr,dl.facts{break-inside:avoid}h2{break-after:avoid}}`;
