// Tables as an XLSX workbook: a sheet each, its first row bold and fixed; and the price list as one.
//
// Own code, because packages for it compress large sheets in workers made from blobs, which the page's policy refuses.
// The format is ECMA-376, part 1, "Fundamentals and Markup Language Reference", with strings written into their cells.

import { strToU8, zipSync } from 'fflate';

import { calendarTable, stockTable } from '../decisions/calendar-rows.ts';
import type { Decisions } from '../decisions/decision.ts';
import { pricesTable } from '../decisions/prices-csv.ts';
import type { Suggestion } from '../decisions/suggestion.ts';
import type { Cell } from '../text/csv-cell.ts';
import { html } from './report/html.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const parts = 'http://schemas.openxmlformats.org/package/2006';
const content = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Width of a column in characters, at least and at most. */
const widths = [8, 40] as const;
/** A longer text is no cell of a spreadsheet. */
const longestText = 32_767;

export interface Sheet {
  readonly name: string;
  /** The first holds the headers, a null is an empty cell. */
  readonly rows: readonly (readonly Cell[])[];
}

/** The columns of `pricesCsv`, and a sheet each for prices by date and by stock where a product has them. The file's bytes. */
export function priceWorkbook(
  suggestions: readonly Suggestion[],
  decisions: Decisions,
): Uint8Array<ArrayBuffer> {
  const calendar = calendarTable(suggestions);
  const stock = stockTable(suggestions);
  return workbook([
    { name: 'Prices', rows: pricesTable(suggestions, decisions) },
    ...(calendar ? [{ name: 'Calendar', rows: calendar }] : []),
    ...(stock ? [{ name: 'By stock', rows: stock }] : []),
  ]);
}

/** The file's bytes; at least one sheet. */
export function workbook(sheets: readonly Sheet[]): Uint8Array<ArrayBuffer> {
  const file = (xml: string) => strToU8(declaration + xml);
  return zipSync({
    '[Content_Types].xml': file(
      `<Types xmlns="${parts}/content-types">` +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        '<Default Extension="xml" ContentType="application/xml"/>' +
        `<Override PartName="/xl/workbook.xml" ContentType="${content}.sheet.main+xml"/>` +
        sheets
          .map(
            (_, i) =>
              `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${content}.worksheet+xml"/>`,
          )
          .join('') +
        `<Override PartName="/xl/styles.xml" ContentType="${content}.styles+xml"/>` +
        '</Types>',
    ),
    '_rels/.rels': file(relations([['officeDocument', 'xl/workbook.xml']])),
    'xl/workbook.xml': file(
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>` +
        sheets
          .map(({ name }, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
          .join('') +
        '</sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': file(
      relations([
        ...sheets.map((_, i) => ['worksheet', `worksheets/sheet${i + 1}.xml`] as const),
        ['styles', 'styles.xml'],
      ]),
    ),
    'xl/styles.xml': file(
      `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>` +
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
        '<cellXfs count="2"><xf xfId="0"/><xf fontId="1" xfId="0" applyFont="1"/></cellXfs></styleSheet>',
    ),
    ...Object.fromEntries(
      sheets.map(({ rows }, i) => [`xl/worksheets/sheet${i + 1}.xml`, file(sheet(rows))]),
    ),
  });
}

function relations(targets: readonly (readonly [kind: string, target: string])[]): string {
  const each = targets.map(
    ([kind, target], i) => `<Relationship Id="rId${i + 1}" Type="${office}/${kind}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${parts}/relationships">${each.join('')}</Relationships>`;
}

function sheet(rows: readonly (readonly Cell[])[]): string {
  const columns = (rows[0] ?? []).map((_, i) => columnName(i));
  const lines = rows.map((row, i) => {
    const cells = row.map((value, column) => cellXml(`${columns[column]!}${i + 1}`, value, i === 0));
    return `<row r="${i + 1}">${cells.join('')}</row>`;
  });
  return (
    `<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${columns.map((_, i) => columnXml(i, rows)).join('')}</cols><sheetData>${lines.join('')}</sheetData></worksheet>`
  );
}

function columnXml(index: number, rows: readonly (readonly Cell[])[]): string {
  const longest = rows.reduce((most, row) => Math.max(most, String(row[index] ?? '').length), 0);
  const width = Math.min(Math.max(longest + 2, widths[0]), widths[1]);
  return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`;
}

/** Text is a string and never a formula, whatever it begins with. */
function cellXml(place: string, value: Cell, isHeader: boolean): string {
  if (value === null || value === '' || (typeof value === 'number' && !Number.isFinite(value))) return '';
  const style = isHeader ? ' s="1"' : '';
  return typeof value === 'number'
    ? `<c r="${place}"${style}><v>${value}</v></c>`
    : `<c r="${place}"${style} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
}

/** 0 is `A`, 25 `Z`, 26 `AA`. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

/** The report's escaping holds for XML too. */
function escaped(text: string): string {
  return html`${text.slice(0, longestText)}`.text;
}
