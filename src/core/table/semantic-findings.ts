// What a careful analyst would notice in the numbers, each with its count, first rows, an example and what was done:
// what concerns columns, products and the file. `day-findings.ts` has what concerns single days.

import { columns, type NumericRole } from './columns.ts';
import type { Finding, SalesTable } from './dataset.ts';
import { type DatasetFacts, headerOf } from './dataset-facts.ts';
import {
  blankPrices,
  calendarGaps,
  costAbovePrice,
  mergedDays,
  missingCells,
  oddValues,
  placeholders,
  soldOutDays,
  unknownUnits,
} from './day-findings.ts';
import { counted, FindingCollector } from './findings.ts';
import { fileOrder } from './group-rows.ts';
import type { MeaningVerdict } from './sales-meaning.ts';

/** All findings about the meaning of figures, days and products, in the order in which they are looked for. */
export function findInDataset(facts: DatasetFacts): Finding[] {
  const findings = new FindingCollector();
  meaningOfSales(facts, findings);
  blankPrices(facts, findings);
  placeholders(facts, findings);
  mergedDays(facts, findings);
  soldOutDays(facts, findings);
  unknownUnits(facts, findings);
  missingCells(facts, findings);
  oddValues(facts, findings);
  conversionShares(facts, findings);
  costAbovePrice(facts, findings);
  calendarGaps(facts, findings);
  constants(facts, findings);
  missingColumns(facts, findings);
  unusableProducts(facts, findings);
  newestFirst(facts, findings);
  return findings.list();
}

function percent(share: number): string {
  return `${(Math.floor(share * 1000) / 10).toString()} %`;
}

function meaningOfSales(facts: DatasetFacts, findings: FindingCollector): void {
  const { verdict, salesMeaning, isOverruled } = facts;
  if (verdict.by === 'no-sales-column') {
    findings.add(
      {
        kind: 'sales-from-units',
        severity: 'info',
        found: 'No sales column',
        done: 'Units are taken as sales',
      },
      0,
      () => `Column "${headerOf(facts, 'units')}" holds units`,
    );
    return;
  }
  const header = headerOf(facts, 'sales');
  const days = counted(verdict.sellingDays, 'conclusive row', 'conclusive rows');
  const price = headerOf(facts, 'price');
  const reasons: Record<Exclude<MeaningVerdict['by'], 'no-sales-column'>, string> = {
    'units-column': `In ${percent(verdict.share)} of ${days} it is closer to ${
      verdict.meaning === 'money' ? 'units times price' : 'the units column'
    }`,
    'whole-ratio': `In ${percent(verdict.share)} of ${days} "${header}" / "${price}" is within 0.06 of a whole number`,
    'whole-sales': `"${header}" / "${price}" is seldom whole, but "${header}" itself is in ${percent(verdict.share)} of ${days}`,
    fractions: `"${header}" / "${price}" is whole in only ${percent(verdict.share)} of ${days}, but "${header}" has fractions`,
  };
  const done =
    salesMeaning === 'units'
      ? 'Taken as units sold'
      : facts.mapping.units === undefined
        ? 'Units are sales divided by price'
        : 'Units come from their own column';
  findings.add(
    {
      kind: salesMeaning === 'money' ? 'sales-are-money' : 'sales-are-units',
      severity: verdict.by === 'fractions' && !isOverruled ? 'attention' : 'info',
      found: `"${header}" is ${salesMeaning}`,
      done: isOverruled ? `${done}, as you chose` : done,
    },
    0,
    () => reasons[verdict.by as keyof typeof reasons],
    Math.max(1, verdict.sellingDays),
  );
}

/** A conversion column that never exceeds 1 probably holds shares. */
function conversionShares(facts: DatasetFacts, findings: FindingCollector): void {
  for (const role of ['organicConversion', 'adConversion'] as const) {
    const values = facts.table.numbers[role];
    if (!values) continue;
    let known = 0;
    let largest = 0;
    for (let row = 0; row < values.length; row++) {
      if (Number.isNaN(values[row]!)) continue;
      known++;
      if (values[row]! > largest) largest = values[row]!;
    }
    if (known === 0 || largest === 0 || largest > 1) continue;
    findings.add(
      {
        kind: 'conversion-as-share',
        severity: 'attention',
        found: `"${headerOf(facts, role)}" never exceeds 1`,
        done: 'Read as percent; shares train equally well, but are shown a hundred times too small',
      },
      0,
      () => `The largest value is ${largest}; 12 % should be written as 12`,
      known,
    );
  }
}

/** Columns that never change, and products whose price never moved. */
function constants(facts: DatasetFacts, findings: FindingCollector): void {
  for (const [role, values] of Object.entries(facts.table.numbers) as [NumericRole, Float64Array][]) {
    const only = onlyValue(values);
    if (only === null) continue;
    findings.add(
      {
        kind: 'constant-column',
        severity: 'info',
        found: `"${headerOf(facts, role)}" never changes`,
        done: 'Kept; a constant scales to 0 and carries no information',
      },
      0,
      () => `Every value is ${only}`,
    );
  }
  facts.histories.forEach((history, p) => {
    const only = onlyValue(facts.merged[p]!.price.subarray(0, history.days.length));
    if (only === null) return;
    findings.add(
      {
        kind: 'constant-price',
        severity: 'attention',
        found: 'Products whose price never moved',
        done: 'Kept, but their data cannot show what another price would sell',
      },
      0,
      () => `"${history.product.name}" always cost ${only}`,
    );
  });
}

/** The one value that all known entries (two or more) share, else null. */
function onlyValue(values: Float64Array): number | null {
  let only = NaN;
  let known = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (known > 0 && value !== only) return null;
    only = value;
    known++;
  }
  return known > 1 ? only : null;
}

/** What falls away where the file, or a product in it, has no conversions or no profit. */
function missingColumns(facts: DatasetFacts, findings: FindingCollector): void {
  const parts = [
    ['organicConversion', 'organic conversion', 'The reward part for organic conversion is dropped'],
    ['adConversion', 'ad conversion', 'The reward part for ad conversion is dropped'],
  ] as const;
  for (const [role, name, done] of parts) {
    missingColumn(facts, findings, role, name, `${done}; its weight is shared among the rest`);
  }
  const isCostKnown = facts.histories.every((history) => history.has.profit || history.unitCost !== null);
  missingColumn(
    facts,
    findings,
    'profit',
    'profit',
    isCostKnown
      ? 'Profit follows from price and cost'
      : 'Profit counts as 0; with neither profit nor cost, prices have no floor and profit cannot be the goal',
  );
}

function missingColumn(
  facts: DatasetFacts,
  findings: FindingCollector,
  role: 'organicConversion' | 'adConversion' | 'profit',
  name: string,
  done: string,
): void {
  const text = { kind: 'missing-column', severity: 'info', done } as const;
  if (facts.mapping[role] === undefined) {
    const expected = columns.find((column) => column.role === role)!.header;
    findings.add(
      { ...text, found: `No ${name} in the file` },
      0,
      () => `No column is named "${expected}" or similar`,
    );
    return;
  }
  for (const history of facts.histories) {
    if (history.has[role]) continue;
    findings.add(
      { ...text, found: `Products without any ${name}` },
      0,
      () => `"${history.product.name}" has none on ${counted(history.days.length, 'day')}`,
    );
  }
}

function unusableProducts({ unusable }: DatasetFacts, findings: FindingCollector): void {
  for (const { product, reason } of unusable) {
    findings.add(
      {
        kind: 'unusable-product',
        severity: 'attention',
        found: 'Products with too little history',
        done: 'Left out',
      },
      0,
      () => `"${product.name}": ${reason}`,
    );
  }
}

/** Whether days mostly run backwards in the file. */
function newestFirst({ table }: DatasetFacts, findings: FindingCollector): void {
  if (isInFileOrder(table)) return;
  const unseen = -0x80000000;
  const lastDay = new Int32Array(table.products.length).fill(unseen);
  let backward = 0;
  let forward = 0;
  for (const row of fileOrder(table.fileRow)) {
    const product = table.product[row]!;
    const before = lastDay[product]!;
    const day = table.day[row]!;
    if (before !== unseen && day < before) backward++;
    if (before !== unseen && day > before) forward++;
    lastDay[product] = day;
  }
  if (backward === 0) return;
  const isNewestFirst = backward > 9 * forward;
  findings.add(
    isNewestFirst
      ? { kind: 'newest-first', severity: 'info', found: 'Rows are newest first', done: 'Sorted by date' }
      : {
          kind: 'unsorted',
          severity: 'info',
          found: 'Rows are not in date order',
          done: 'Sorted by date',
        },
    0,
    () => `Of ${counted(table.rowCount, 'row')} ${counted(backward, 'lies', 'lie')} before the row above`,
    backward,
  );
}

/** Whether each product's rows, which are in the order of their days, stand in that order in the file. */
function isInFileOrder({ product, fileRow }: SalesTable): boolean {
  for (let row = 1; row < fileRow.length; row++)
    if (product[row] === product[row - 1] && fileRow[row]! < fileRow[row - 1]!) return false;
  return true;
}
