import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';

import { workbook, type Sheet } from './price-workbook.ts';

function sheetOf(rows: Sheet['rows']): string {
  return strFromU8(unzipSync(workbook([{ name: 'Prices', rows }]))['xl/worksheets/sheet1.xml']!);
}

test('workbook: numbers are numbers, text is text, and what is missing is left out', () => {
  const xml = sheetOf([
    ['name', 'price', 'note'],
    ['=1+1 <&>', 12.5, null],
    ['b', Number.NaN, '\u0001'],
  ]);
  expect(xml).toContain('<c r="A1" s="1" t="inlineStr"><is><t xml:space="preserve">name</t></is></c>');
  expect(xml).toContain(
    '<c r="A2" t="inlineStr"><is><t xml:space="preserve">=1+1 &lt;&amp;&gt;</t></is></c>',
  );
  expect(xml).toContain('<c r="B2"><v>12.5</v></c></row>'); // the null in C2 is no cell
  expect(xml).not.toContain('r="B3"');
  expect(xml).toContain('\ufffd');
});

test('workbook: every part that its relations name is there, and columns go on after Z', () => {
  const files = unzipSync(
    workbook([{ name: 'A & B', rows: [Array.from({ length: 28 }, (_, i) => `c${i}`)] }]),
  );
  expect(Object.keys(files).sort()).toEqual([
    '[Content_Types].xml',
    '_rels/.rels',
    'xl/_rels/workbook.xml.rels',
    'xl/styles.xml',
    'xl/workbook.xml',
    'xl/worksheets/sheet1.xml',
  ]);
  expect(strFromU8(files['xl/workbook.xml']!)).toContain('name="A &amp; B"');
  expect(strFromU8(files['xl/worksheets/sheet1.xml']!)).toContain('r="AB1"');
});

test('workbook: every sheet is named, related and typed', () => {
  const files = unzipSync(
    workbook([
      { name: 'Prices', rows: [['a']] },
      { name: 'Calendar', rows: [['from'], ['2026-01-05']] },
    ]),
  );
  expect(strFromU8(files['xl/worksheets/sheet2.xml']!)).toContain('2026-01-05');
  expect(strFromU8(files['xl/workbook.xml']!)).toContain('<sheet name="Calendar" sheetId="2" r:id="rId2"/>');
  expect(strFromU8(files['xl/_rels/workbook.xml.rels']!)).toContain('Id="rId3" Type="http');
  expect(strFromU8(files['[Content_Types].xml']!)).toContain('/xl/worksheets/sheet2.xml');
});
