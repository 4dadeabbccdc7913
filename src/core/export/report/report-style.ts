// The look of the report, on a screen (light and dark) and on paper.

export const reportStyle = `
:root { color-scheme: light dark; --text: #1b2229; --page: #fff; --quiet: #56616b; --line: #dfe4e8; --strong-line: #74808c;
  --accent: #0d7f79; --panel: #f2f7f7; --good: #00694d; --bad: #a8281e; --warn: #8a4b00;
  --blue: #0072b2; --sky: #2b88bf; --vermillion: #c65300; --green: #00805d; --purple: #b0568a; }
@media screen and (prefers-color-scheme: dark) { :root { --text: #e4e8eb; --page: #14191d; --quiet: #9aa7b1; --line: #2d363d;
  --strong-line: #7b8893; --accent: #35b5ad; --panel: #1c2429; --good: #4cc79f; --bad: #ff8d80; --warn: #f0ad5a;
  --blue: #58b3ec; --sky: #7cc4ee; --vermillion: #ff9a52; --green: #4cc79f; --purple: #dd92bd; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1080px; padding: 28px 24px 64px; color: var(--text); background: var(--page);
  font: 14px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif; }
h1 { font-size: 26px; line-height: 1.2; margin: 0; }
h2 { font-size: 19px; margin: 32px 0 8px; padding-top: 12px; border-top: 2px solid var(--accent); }
h3 { font-size: 16px; margin: 18px 0 4px; }
p { margin: 4px 0 10px; max-width: 82ch; }
.quiet, caption, figcaption { color: var(--quiet); }
.answer { font-size: 20px; line-height: 1.35; margin: 14px 0 2px; }
.lead { font-size: 16px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 6px 0 12px; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: 4px; }
th, td { padding: 4px 8px; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: break-word; }
th { font-weight: 600; }
thead th { border-bottom: 1.5px solid var(--strong-line); white-space: nowrap; overflow-wrap: normal; }
.number { text-align: right; white-space: nowrap; }
.mark { display: inline-block; padding: 0 7px; border: 1px solid currentcolor; border-radius: 9px; font-size: 12px; white-space: nowrap; }
.override { color: var(--warn); font-weight: 600; }
.good { color: var(--good); } .bad { color: var(--bad); } .warn { color: var(--warn); }
.product { break-inside: avoid; border-top: 1px solid var(--line); }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 28px; }
ul { margin: 4px 0 10px; padding-left: 20px; }
figure { margin: 8px 0 16px; }
.chart { width: 100%; max-width: 780px; height: auto; display: block; }
.chart .grid { stroke: var(--line); } .chart .axis { stroke: var(--strong-line); }
.chart .tick { fill: var(--quiet); font-size: 11.5px; } .chart .label { font-size: 11.5px; paint-order: stroke; stroke: var(--page); stroke-width: 3px; }
.chart .end { text-anchor: end; } .chart .middle { text-anchor: middle; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; color: var(--quiet); font-size: 12.5px; }
.key { width: 16px; height: 8px; }
code { font: 12.5px ui-monospace, 'Cascadia Mono', 'Liberation Mono', monospace; overflow-wrap: anywhere; }
form { display: grid; grid-template-columns: repeat(auto-fill, minmax(290px, 1fr)); gap: 10px 28px; margin: 8px 0 12px; }
form > * { display: grid; grid-template-columns: minmax(0, 1fr) 7.5em; align-items: center; gap: 0 12px; }
form > * > :first-child { grid-column: 1 / -1; }
form input[type='range'] { width: 100%; margin: 4px 0; accent-color: var(--accent); }
form input[type='checkbox'] { margin: 0 4px 0 0; accent-color: var(--accent); }
form select, form input[type='number'], button { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--strong-line);
  border-radius: 6px; padding: 4px 8px; max-width: 100%; }
form select, form input[type='number'] { grid-column: 1 / -1; }
output { text-align: right; font-variant-numeric: tabular-nums; }
button { cursor: pointer; padding: 5px 12px; }
.answer-bar { background: var(--panel); border-left: 3px solid var(--accent); padding: 8px 12px; max-width: none; font-weight: 600; }
#answer { position: sticky; bottom: 0; }
.tried-note { display: none; color: var(--warn); font-weight: 600; }
.is-tried .tried-note { display: block; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media screen and (max-width: 700px) {
  body { padding: 18px 14px 48px; overflow-wrap: anywhere; } .answer { font-size: 18px; }
  th, td { padding: 4px 6px; } thead th { white-space: normal; } .columns { grid-template-columns: minmax(0, 1fr); }
  .scroll th[scope='row'] { min-width: 104px; }
  .columns table, section > table { display: block; overflow-x: auto; }
}
@page { margin: 14mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  #try-host { display: none; }
  .first-page { break-after: page; }
  h2, h3 { break-after: avoid; }
  .product, figure, tr { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  th, td { padding: 3px 4px; font-size: 9pt; }
  thead th { white-space: normal; }
}
`;
