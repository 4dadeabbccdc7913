// A sales file of any length, the same for the same arguments: for benchmarks, and for browser tests that need a file
// too big to keep in the repository.
//
// usage: tsx e2e/bench/make-big-csv.ts PATH [ROWS]

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { pathToFileURL } from 'node:url';

import { Random } from '../../src/core/random.ts';
import { isoDate } from '../../src/core/table/day-numbers.ts';

const header =
  'Product ID,Report Date,Product Price,Units,Total Sales,Total Profit,Organic Conversion Percentage,Category\n';
const rowsPerPiece = 5_000;
const firstDay = 18_262; // 2020-01-01

/** `rows` rows in pieces of text: up to a thousand products, each a day a row, all products of a day together. */
export function* bigCsv(rows: number, seed = 1): Generator<string> {
  const random = new Random(seed);
  const draw = () => random.uniform();
  const products = Math.max(1, Math.min(1_000, Math.floor(rows / 14)));
  const basePrice = Array.from({ length: products }, () => 5 + 95 * draw());
  const baseDemand = Array.from({ length: products }, () => 5 + 60 * draw());
  yield header;
  for (let from = 0; from < rows; from += rowsPerPiece) {
    let text = '';
    for (let row = from; row < Math.min(rows, from + rowsPerPiece); row++) {
      const product = row % products;
      const price = Math.round(basePrice[product]! * (0.85 + 0.3 * draw()) * 100) / 100;
      const units = Math.round(
        baseDemand[product]! * (price / basePrice[product]!) ** -1.5 * (0.7 + 0.6 * draw()),
      );
      const sales = Math.round(price * units * 100) / 100;
      const profit = Math.round((price - 0.6 * basePrice[product]!) * units * 100) / 100;
      const conversion = Math.round(1_000 * draw()) / 100;
      text += `SKU-${10_000 + product},${isoDate(firstDay + Math.floor(row / products))},${price},${units},${sales},${profit},${conversion},Group ${product % 20}\n`;
    }
    yield text;
  }
}

/** Writes the file. */
export async function writeBigCsv(path: string, rows: number, seed = 1): Promise<void> {
  const file = createWriteStream(path);
  for (const text of bigCsv(rows, seed)) if (!file.write(text)) await once(file, 'drain');
  file.end();
  await once(file, 'finish');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [path, rows = '1000000'] = process.argv.slice(2);
  if (path === undefined || !/^\d+$/.test(rows)) {
    process.stderr.write('usage: tsx e2e/bench/make-big-csv.ts PATH [ROWS]\n');
    process.exitCode = 1;
  } else {
    await writeBigCsv(path, Number(rows));
  }
}
