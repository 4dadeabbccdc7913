// What a careful analyst would notice in the numbers, each with its count, first rows, an example and what was done.

import { isoDate } from './calendar.ts';
import { type ColumnMapping, type ColumnRole, columns, type NumericRole } from './columns.ts';
import type { Finding, ProductHistory, ProductInfo, SalesMeaning, SalesTable } from './dataset.ts';
import { counted, FindingCollector, type FindingText } from './findings.ts';
import type { MergedDays } from './merge-days.ts';
import type { MeaningVerdict } from './sales-meaning.ts';

export interface DatasetFacts {
  readonly table: SalesTable;
  readonly headers: readonly string[];
  readonly mapping: ColumnMapping;
  /** Of the usable products, beside `histories`. */
  readonly merged: readonly MergedDays[];
  readonly histories: readonly ProductHistory[];
  readonly unusable: readonly { readonly product: ProductInfo; readonly reason: string }[];
  readonly verdict: MeaningVerdict;
  readonly salesMeaning: SalesMeaning;
  readonly isOverruled: boolean;
}

export function findInDataset(facts: DatasetFacts): Finding[] {
  const findings = new FindingCollector();
  meaningOfSales(facts, findings);
  blankPrices(facts, findings);
  placeholders(facts, findings);
  mergedDays(facts, findings);
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

/** `Row 214 (2025-03-08, "Mug")` */
function where(row: number, day: number, product: ProductInfo): string {
  return `Row ${row} (${isoDate(day)}, "${product.name}")`;
}

function headerOf(facts: DatasetFacts, role: ColumnRole): string {
  const index = facts.mapping[role];
  return index === undefined ? role : facts.headers[index]!;
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
  const days = counted(verdict.sellingDays, 'selling day');
  const price = headerOf(facts, 'price');
  const reasons: Record<Exclude<MeaningVerdict['by'], 'no-sales-column'>, string> = {
    'units-column': `On ${percent(verdict.share)} of ${days} it is nearer to ${
      verdict.meaning === 'money' ? 'units times price' : 'the units column'
    }`,
    'whole-ratio': `On ${percent(verdict.share)} of ${days} "${header}" / "${price}" is within 0.06 of a whole number`,
    'whole-sales': `"${header}" / "${price}" is seldom whole, but "${header}" itself is on ${percent(verdict.share)} of ${days}`,
    fractions: `"${header}" / "${price}" is whole on only ${percent(verdict.share)} of ${days}, but "${header}" has fractions`,
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

/** Blank prices: real days without a sale, or gaps in the file? */
function blankPrices(facts: DatasetFacts, findings: FindingCollector): void {
  let blank = 0;
  let blankUnsold = 0;
  let unsold = 0;
  eachDay(facts, (days, t) => {
    const isUnsold = !(days.sales[t]! > 0);
    const isBlank = Number.isNaN(days.price[t]!);
    if (isUnsold) unsold++;
    if (isBlank) blank++;
    if (isBlank && isUnsold) blankUnsold++;
  });
  if (blank === 0) return;
  const header = headerOf(facts, 'price');
  const isExact = blank === blankUnsold && blank === unsold;
  const text: FindingText = isExact
    ? {
        kind: 'price-blank-when-unsold',
        severity: 'info',
        found: `"${header}" is blank exactly on days without a sale`,
        done: 'Those days stay, as real zeros; their price is the one before (or the next)',
      }
    : {
        kind: 'price-missing',
        severity: 'repaired',
        found: `Days without a price in "${header}"`,
        done: 'Filled with the price before, else the next one',
      };
  eachDay(facts, (days, t, history) => {
    if (!Number.isNaN(days.price[t]!)) return;
    findings.add(text, days.fileRow[t]!, () => {
      const sold = days.sales[t]! > 0 ? `sales of ${days.sales[t]!}` : 'no sales';
      return `${where(days.fileRow[t]!, days.day[t]!, history.product)}: no price, ${sold}`;
    });
  });
}

/** Visits every history day of every usable product. */
function eachDay(
  facts: DatasetFacts,
  visit: (days: MergedDays, t: number, history: ProductHistory) => void,
): void {
  facts.histories.forEach((history, p) => {
    const days = facts.merged[p]!;
    for (let t = 0; t < days.count; t++) visit(days, t, history);
  });
}

function placeholders({ merged, histories }: DatasetFacts, findings: FindingCollector): void {
  merged.forEach((days, p) => {
    for (let t = days.count; t < days.mergedCount; t++) {
      findings.add(
        {
          kind: 'forecast-placeholder',
          severity: 'repaired',
          found: 'Days at the end with a prediction but no price and no sales',
          done: 'Split off as forecast placeholders, never learnt from',
        },
        days.fileRow[t]!,
        () =>
          `${where(days.fileRow[t]!, days.day[t]!, histories[p]!.product)}: prediction ${days.predictedSales![t]!}`,
      );
    }
  });
}

function mergedDays({ merged, histories }: DatasetFacts, findings: FindingCollector): void {
  merged.forEach((days, p) => {
    for (let t = 0; t < days.mergedCount; t++) {
      const rows = days.rowsMerged[t]!;
      if (rows < 2) continue;
      findings.add(
        {
          kind: 'duplicate-day',
          severity: 'repaired',
          found: 'The same day more than once for a product',
          done: 'Merged: sales, profit and predictions add up, conversions average, the price is weighted by sales',
        },
        days.fileRow[t]!,
        () => `${where(days.fileRow[t]!, days.day[t]!, histories[p]!.product)}: ${rows} rows`,
        rows - 1,
      );
    }
  });
}

/** Blank cells in columns that a product otherwise fills. */
function missingCells(facts: DatasetFacts, findings: FindingCollector): void {
  const fills = [
    ['organicConversion', "Filled with the product's median"],
    ['adConversion', "Filled with the product's median"],
    ['profit', 'Taken as 0'],
    ['sales', 'Taken as 0'],
    ['predictedSales', "Filled with the mean of up to seven previous days' sales"],
  ] as const;
  for (const [role, done] of fills) {
    const column: ColumnRole = role === 'sales' && facts.mapping.sales === undefined ? 'units' : role;
    if (facts.mapping[column] === undefined) continue;
    const header = headerOf(facts, column);
    eachDay(facts, (days, t, history) => {
      const values = days[role];
      if (!values || !Number.isNaN(values[t]!)) return;
      if (role !== 'sales' && role !== 'predictedSales' && !history.has[role]) return;
      findings.add(
        { kind: 'missing-value', severity: 'repaired', found: `Days without a value in "${header}"`, done },
        days.fileRow[t]!,
        () => `${where(days.fileRow[t]!, days.day[t]!, history.product)}: no value`,
      );
    });
  }
}

function oddValues(facts: DatasetFacts, findings: FindingCollector): void {
  const checks: readonly (readonly [
    'organicConversion' | 'adConversion' | 'sales' | 'profit',
    FindingText,
    (value: number) => boolean,
  ])[] = [
    ...(['organicConversion', 'adConversion'] as const).map(
      (role) =>
        [
          role,
          {
            kind: 'conversion-above-100',
            severity: 'repaired',
            found: `Conversions above 100 % in "${headerOf(facts, role)}"`,
            done: 'Clipped to 100',
          },
          (value: number) => value > 100,
        ] as const,
    ),
    ...(['organicConversion', 'adConversion'] as const).map(
      (role) =>
        [
          role,
          {
            kind: 'conversion-below-0',
            severity: 'repaired',
            found: `Conversions below 0 % in "${headerOf(facts, role)}"`,
            done: 'Clipped to 0',
          },
          (value: number) => value < 0,
        ] as const,
    ),
    [
      'sales',
      {
        kind: 'returns',
        severity: 'info',
        found: 'Days with negative sales (returns)',
        done: 'Sales stay as they are; units sold count as 0',
      },
      (value) => value < 0,
    ],
    [
      'profit',
      { kind: 'negative-profit', severity: 'info', found: 'Days with a loss', done: 'Kept as they are' },
      (value) => value < 0,
    ],
  ];
  for (const [role, text, test] of checks) {
    if (facts.mapping[role] === undefined && role !== 'sales') continue;
    eachDay(facts, (days, t, history) => {
      const value = days[role]?.[t] ?? NaN;
      if (!test(value)) return;
      findings.add(
        text,
        days.fileRow[t]!,
        () => `${where(days.fileRow[t]!, days.day[t]!, history.product)}: ${value}`,
      );
    });
  }
}

/** A conversion column that never exceeds 1 probably holds shares. */
function conversionShares(facts: DatasetFacts, findings: FindingCollector): void {
  for (const role of ['organicConversion', 'adConversion'] as const) {
    const values = facts.table.numbers[role];
    if (!values) continue;
    let known = 0;
    let largest = 0;
    for (const value of values) {
      if (Number.isNaN(value)) continue;
      known++;
      if (value > largest) largest = value;
    }
    if (known === 0 || largest === 0 || largest > 1) continue;
    findings.add(
      {
        kind: 'conversion-as-share',
        severity: 'attention',
        found: `"${headerOf(facts, role)}" never exceeds 1`,
        done: 'Read as percent; shares learn the same, but are shown a hundred times too small',
      },
      0,
      () => `The largest value is ${largest}; 12 % should be written as 12`,
      known,
    );
  }
}

/** A cost above the price: now and then a sale below cost, mostly the cost of all units in the wrong column. */
function costAbovePrice(facts: DatasetFacts, findings: FindingCollector): void {
  if (facts.mapping.cost === undefined) return;
  let known = 0;
  let above = 0;
  eachDay(facts, (days, t) => {
    const cost = days.cost?.[t] ?? NaN;
    if (Number.isNaN(cost) || Number.isNaN(days.price[t]!)) return;
    known++;
    if (cost > days.price[t]!) above++;
  });
  const isMostly = above > known / 2;
  const header = headerOf(facts, 'cost');
  eachDay(facts, (days, t, history) => {
    const cost = days.cost?.[t] ?? NaN;
    if (!(cost > days.price[t]!)) return;
    findings.add(
      {
        kind: 'cost-above-price',
        severity: isMostly ? 'attention' : 'info',
        found: `"${header}" above the price`,
        done: isMostly
          ? 'Taken as the cost of one unit; leave the column out of the mapping if it is the cost of all units'
          : 'Kept as they are: sold below cost',
      },
      days.fileRow[t]!,
      () =>
        `${where(days.fileRow[t]!, days.day[t]!, history.product)}: cost ${cost}, price ${days.price[t]!}`,
    );
  });
}

function calendarGaps({ histories, merged }: DatasetFacts, findings: FindingCollector): void {
  histories.forEach((history, p) => {
    const { days, daysPerRow, product } = history;
    for (let t = 1; t < days.length; t++) {
      const step = days[t]! - days[t - 1]!;
      if (step <= 1.5 * daysPerRow) continue;
      findings.add(
        {
          kind: 'calendar-gap',
          severity: 'info',
          found: 'Gaps in the calendar',
          done: 'The days are taken as they follow one another; nothing is put into the gaps',
        },
        merged[p]!.fileRow[t]!,
        () => `"${product.name}": nothing between ${isoDate(days[t - 1]!)} and ${isoDate(days[t]!)}`,
      );
    }
  });
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
        done: 'Kept; it scales to 0 and teaches nothing',
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
        done: 'Kept, but their data cannot tell what another price would sell',
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
    ['organicConversion', 'organic conversion', 'The part of the reward for organic conversion falls away'],
    ['adConversion', 'ad conversion', 'The part of the reward for ad conversion falls away'],
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
      : 'Profit counts as 0; with neither profit nor cost, prices have no floor and profit is no goal',
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
      () => `No column is named "${expected}" or alike`,
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
  const unseen = -0x80000000;
  const lastDay = new Int32Array(table.products.length).fill(unseen);
  let backward = 0;
  let forward = 0;
  for (let row = 0; row < table.rowCount; row++) {
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
      ? { kind: 'newest-first', severity: 'info', found: 'Rows arrive newest first', done: 'Sorted by date' }
      : {
          kind: 'unsorted',
          severity: 'info',
          found: 'Rows are not in the order of their dates',
          done: 'Sorted by date',
        },
    0,
    () => `${counted(backward, 'row')} of ${table.rowCount} lie before the row above them`,
    backward,
  );
}
