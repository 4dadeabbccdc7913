// Files that cannot be used are refused with one sentence each, and the page goes on.

import { expect, test } from '../fixtures/test.ts';

const days = (count: number, row: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => row(i)).join('\n');
const date = (i: number) => new Date(Date.UTC(2025, 0, 1 + i)).toISOString().slice(0, 10);

const badFiles = [
  { name: 'empty.csv', content: '', sentence: /is empty/i },
  { name: 'no-header.csv', content: days(20, (i) => `${date(i)},9.99,${i}`), sentence: /header/i },
  {
    name: 'picture.csv',
    content: Buffer.from([
      0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
    ]),
    sentence: /picture|image|binary|PNG/i,
  },
  {
    name: 'short.csv',
    content: `Report Date,Product Price,Total Sales\n${days(9, (i) => `${date(i)},9.99,99.9`)}`,
    sentence: /14/,
  },
  {
    name: 'unreadable.csv',
    content: `Report Date,Product Price,Total Sales\n${days(30, () => 'someday,cheap,lots')}`,
    sentence: /No row/i,
  },
];

test('five bad files, five sentences, and a good one still reads', async ({ lab, page }) => {
  await lab.open('?backend=wasm');
  for (const { name, content, sentence } of badFiles) {
    await lab.load({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
    await expect(page.getByRole('alert'), name).toContainText(sentence);
    await expect(page.getByRole('alert'), name).toContainText(name.replace('.csv', ''));
  }
  const good = `Report Date,Product Price,Total Sales\n${days(40, (i) => `${date(i)},${9 + (i % 4)},${(9 + (i % 4)) * (20 - (i % 4))}`)}`;
  await lab.load({ name: 'good.csv', mimeType: 'text/csv', buffer: Buffer.from(good) });
  await expect(page.getByText('good.csv').first()).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});
