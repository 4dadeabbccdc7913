// `lab read FILE [--choices C.json]`: what the lab understands of a file, before anything is computed from it.
//
// Columns by role with the header or formula that fills each, the questions that are open, what was found, and each
// series with its days, units and prices. A file that cannot be read ends with the sentence that tells the way on.

import { isoDate } from '../../core/table/day-numbers.ts';
import { columns } from '../../core/table/columns.ts';
import type { Dataset, Finding, ProductHistory } from '../../core/table/dataset.ts';
import { readLine } from '../command.ts';
import { flatRows } from '../flat-rows.ts';
import { readFileLine } from '../lines/reading-lines.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { writeCsv } from '../write-csv.ts';

/** @throws Error in one sentence where the file cannot be read or the choices hold something else. */
export async function readCommand(args: readonly string[]): Promise<void> {
  const { argument: path, values } = readLine(readFileLine, args);
  const dataset = await readDataset(path, await readChoicesFile(values.choices), values.join);
  const understood = understoodOf(dataset);
  process.stdout.write(`${JSON.stringify(understood, null, 1)}\n`);
  if (values.csv !== undefined) await writeCsv('read', values.csv, flatRows(understood.products));
}

/** The dataset in the shape that `read` prints. */
export function understoodOf(dataset: Dataset) {
  return {
    file: dataset.fileName,
    format: dataset.format,
    columns: dataset.understood?.columns ?? mappedColumns(dataset),
    unusedColumns: dataset.understood?.unused ?? [],
    questions: (dataset.questions ?? []).map((question) => ({
      about: question.about,
      sentence: question.message,
      choices: question.choices,
    })),
    ...(dataset.joined ? { joined: dataset.joined } : {}),
    findings: dataset.findings.map(findingEntry),
    products: dataset.histories.map(productEntry),
    unusable: dataset.unusable.map(({ product, reason }) => ({
      product: product.id,
      name: product.name,
      reason,
    })),
  };
}

function mappedColumns({ mapping, headers }: Dataset): Record<string, string> {
  return Object.fromEntries(
    columns.flatMap(({ role }) => {
      const column = mapping[role];
      return column === undefined ? [] : [[role, headers[column]!]];
    }),
  );
}

function findingEntry({ kind, severity, found, done, count, rows, example }: Finding) {
  return { kind, severity, sentence: `${found}: ${done}. ${example}`, count, rows };
}

function productEntry(history: ProductHistory) {
  const { product, days, units, price, priceKnown, unitCost, salesMeaning, sales } = history;
  let sold = 0;
  let revenue = 0;
  let low = Infinity;
  let high = -Infinity;
  for (let t = 0; t < days.length; t++) {
    sold += units[t]!;
    revenue += salesMeaning === 'money' ? sales[t]! : units[t]! * price[t]!;
    if (priceKnown[t] === 0) continue;
    if (price[t]! < low) low = price[t]!;
    if (price[t]! > high) high = price[t]!;
  }
  return {
    product: product.key ?? product.id,
    name: product.name,
    series: product.series ?? {},
    rows: days.length,
    firstDay: isoDate(days[0]!),
    lastDay: isoDate(days[days.length - 1]!),
    units: sold,
    sales: revenue,
    priceLow: low,
    priceHigh: high,
    unitCost,
  };
}
