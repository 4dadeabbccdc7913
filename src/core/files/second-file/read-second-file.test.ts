import { expect, test } from 'vitest';

import { Random } from '../../random.ts';
import { buildDataset } from '../../table/build-dataset.ts';
import { memorySource } from '../../table/byte-source.ts';
import type { ReadChoices } from '../../table/dataset.ts';
import { readTable } from '../../table/read-table.ts';
import { drawnDays } from '../drawn-days.ts';
import { workbookOf } from '../workbook-fixture.ts';
import { readSecondFile } from './read-second-file.ts';

const sales = [
  'Date,SKU,Price,Units',
  ...drawnDays(new Random(1), 60, 20, 40).map(({ date, price, units }) => `${date},007,${price},${units}`),
].join('\n');
const book = workbookOf({
  Contacts: [
    ['Supplier', 'Telephone'],
    ['Acme', '555'],
  ],
  'Costs 2023': [
    ['SKU', 'Unit Cost'],
    ['007', 8],
  ],
  'Costs 2024': [
    ['SKU', 'Unit Cost'],
    ['007', 9.5],
  ],
});

async function joined(choices: ReadChoices = {}, progress: number[] = []) {
  const result = await readTable(memorySource('sales.csv', new TextEncoder().encode(sales)));
  const second = await readSecondFile(memorySource('costs.xlsx', book), choices, {
    onProgress: ({ bytesRead }) => progress.push(bytesRead),
  });
  return buildDataset(result, choices, [second]);
}

test('readSecondFile: the first sheet that belongs to sales is joined, and the others are offered', async () => {
  const progress: number[] = [];
  const { histories, questions } = await joined({}, progress);
  expect(histories[0]!.unitCost).toBe(8);
  expect(progress.length).toBeGreaterThan(0);
  expect(questions).toContainEqual({
    about: 'sheet of costs.xlsx',
    message: '"costs.xlsx" holds 3 tables; "Costs 2023" was joined. Which one is meant?',
    choices: ['Costs 2023', 'Contacts', 'Costs 2024'].map((label) => ({
      label,
      choices: { secondParts: { 'costs.xlsx': label } },
    })),
  });
});

test('readSecondFile: the sheet that was chosen is joined, and nothing more is asked', async () => {
  const { histories, questions } = await joined({ secondParts: { 'costs.xlsx': 'Costs 2024' } });
  expect(histories[0]!.unitCost).toBe(9.5);
  expect(questions?.map(({ about }) => about)).not.toContain('sheet of costs.xlsx');
});
