// Drawn days as files are written, and what reading them should give: for the tests of layouts, programs, dates and numbers.

import { Random } from '../random.ts';
import { buildDataset } from '../table/build-dataset.ts';
import { memorySource } from '../table/byte-source.ts';
import type { Dataset } from '../table/dataset.ts';
import { readTable } from '../table/read-table.ts';
import { type DrawnDay, drawnDays } from './drawn-days.ts';

const encoder = new TextEncoder();
export const mug = drawnDays(new Random(1), 120, 20, 47);
export const pan = drawnDays(new Random(2), 120, 48, 18);
export const weeks = drawnDays(new Random(3), 60, 20, 300, 7);
export const large = drawnDays(new Random(4), 100, 20, 2400);

export const read = async (text: string): Promise<Dataset> =>
  buildDataset(await readTable(memorySource('kind.csv', encoder.encode(text))));
export const file = (header: string, rows: readonly string[]) => [header, ...rows].join('\n');
export const comma = (value: number) => value.toFixed(2).replace('.', ',');
export const german = ({ date }: DrawnDay) => date.split('-').reverse().join('.');
export const american = ({ date }: DrawnDay) => {
  const [year, month, day] = date.split('-');
  return `${Number(month)}/${Number(day)}/${year!}`;
};
export const parts = ({ date }: DrawnDay) => date.split('-') as [string, string, string];
export const sold = (list: readonly DrawnDay[]) => list.reduce((sum, { units }) => sum + units, 0);

/** Rows, units, lowest and highest price of each series. */
export const facts = ({ histories }: Dataset) =>
  histories.map(({ days, units, price, priceKnown }) => {
    const known = price.filter((_, t) => priceKnown[t] === 1);
    return [
      days.length,
      Math.round(units.reduce((a, b) => a + b, 0)),
      Number(Math.min(...known).toFixed(2)),
      Number(Math.max(...known).toFixed(2)),
    ];
  });
export const truth = (...lists: readonly (readonly DrawnDay[])[]) =>
  lists.map((list) => [
    list.length,
    sold(list),
    Math.min(...list.map(({ price }) => price)),
    Math.max(...list.map(({ price }) => price)),
  ]);

/** Lines of orders of one to four units. */
export function lines(
  list: readonly DrawnDay[],
  write: (quantity: number, day: DrawnDay, order: number) => string,
): string[] {
  const random = new Random(5);
  const out: string[] = [];
  for (const day of list)
    for (let left = day.units; left > 0;) {
      const quantity = Math.min(left, 1 + Math.floor(4 * random.uniform()));
      left -= quantity;
      out.push(write(quantity, day, 1000 + out.length));
    }
  return out;
}

export const inTwo = (one: (day: DrawnDay) => string, other: (day: DrawnDay) => string) =>
  mug.flatMap((day, t) => [one(day), other(pan[t]!)]);
