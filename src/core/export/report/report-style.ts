// The look of the report, on a screen and on paper.

export const reportStyle = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1080px; padding: 32px 24px 64px; color: #1b2229; background: #fff;
  font: 14px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif; }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 4px; }
h2 { font-size: 19px; margin: 36px 0 8px; padding-top: 12px; border-top: 2px solid #0d7f79; }
h3 { font-size: 16px; margin: 24px 0 4px; }
p { margin: 4px 0 10px; max-width: 78ch; }
.quiet, caption, figcaption { color: #56616b; }
.lead { font-size: 16px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 8px 0 16px; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: 4px; }
th, td { padding: 4px 8px; border-bottom: 1px solid #dfe4e8; text-align: left; vertical-align: top; overflow-wrap: break-word; }
th { font-weight: 600; }
thead th { border-bottom: 1.5px solid #74808c; white-space: nowrap; overflow-wrap: normal; }
.number { text-align: right; white-space: nowrap; }
.mark { display: inline-block; padding: 0 7px; border: 1px solid currentcolor; border-radius: 9px; font-size: 12px; white-space: nowrap; }
.override { color: #8a4b00; font-weight: 600; }
.good { color: #00694d; } .bad { color: #a8281e; } .warn { color: #8a4b00; }
.product { break-inside: avoid; border-top: 1px solid #dfe4e8; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 8px 28px; }
ul { margin: 4px 0 10px; padding-left: 20px; }
figure { margin: 8px 0 16px; }
.chart { width: 100%; height: auto; display: block; }
.chart .grid { stroke: #e4e8eb; } .chart .axis { stroke: #74808c; }
.chart .tick { fill: #5b6570; font-size: 11.5px; } .chart .label { font-size: 11.5px; }
.chart .end { text-anchor: end; } .chart .middle { text-anchor: middle; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; color: #56616b; font-size: 12.5px; }
.key { width: 16px; height: 8px; }
code { font: 12.5px ui-monospace, 'Cascadia Mono', 'Liberation Mono', monospace; overflow-wrap: anywhere; }
@media screen and (max-width: 700px) { body { padding: 20px 14px 48px; overflow-wrap: anywhere; } table { display: block; overflow-x: auto; } th, td { min-width: 72px; overflow-wrap: break-word; } .columns { grid-template-columns: minmax(0, 1fr); } }
@page { margin: 14mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h2 { break-after: avoid; } h3 { break-after: avoid; }
  .product, figure, tr { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  th, td { padding: 3px 5px; }
}
`;
