// What a careful analyst would notice in single days. A million days pass each of these loops, so they compare numbers
// in their columns and make words of the hits only; no function in them refers to the loop's own variables, which would
// have the engine allocate something for every day.

import { isoDate } from './day-numbers.ts';
import type { ColumnRole } from './columns.ts';
import type { ProductHistory } from './dataset.ts';
import { type DatasetFacts, headerOf } from './dataset-facts.ts';
import type { FindingCollector, FindingText } from './findings.ts';
import type { MergedDays } from './merge-days.ts';

/** `Row 214 (2025-03-08, "Mug"): no value`: what `say` tells of day `t` of the product at `p`, when it is asked. */
function example(
  { merged, histories }: DatasetFacts,
  p: number,
  t: number,
  say: (days: MergedDays, t: number) => string,
): () => string {
  return () => {
    const days = merged[p]!;
    const where = `Row ${days.fileRow[t]!} (${isoDate(days.day[t]!)}, "${histories[p]!.product.name}")`;
    return `${where}: ${say(days, t)}`;
  };
}

/** A day without a row of its own, which has a finding of its own; it stands at the row before it. */
function isPutIn(fileRow: Uint32Array, t: number): boolean {
  return t > 0 && fileRow[t] === fileRow[t - 1];
}

/** Blank prices: real days without a sale, or gaps in the file? */
export function blankPrices(facts: DatasetFacts, findings: FindingCollector): void {
  let blank = 0;
  let blankUnsold = 0;
  let unsold = 0;
  for (const { count, price, sales, fileRow } of facts.merged) {
    for (let t = 0; t < count; t++) {
      if (isPutIn(fileRow, t)) continue;
      const isUnsold = !(sales[t]! > 0);
      const isBlank = Number.isNaN(price[t]!);
      if (isUnsold) unsold++;
      if (isBlank) blank++;
      if (isBlank && isUnsold) blankUnsold++;
    }
  }
  if (blank === 0) return;
  const header = headerOf(facts, 'price');
  const isExact = blank === blankUnsold && blank === unsold;
  const text: FindingText = isExact
    ? {
        kind: 'price-blank-when-unsold',
        severity: 'info',
        found: `"${header}" is blank exactly on rows without a sale`,
        done: 'Kept as real zeros; their price is the previous one (or the next)',
      }
    : {
        kind: 'price-missing',
        severity: 'repaired',
        found: `Rows without a price in "${header}"`,
        done: 'Filled with the previous price, otherwise the next one',
      };
  facts.merged.forEach((days, p) => {
    for (let t = 0; t < days.count; t++) {
      if (!Number.isNaN(days.price[t]!) || isPutIn(days.fileRow, t)) continue;
      findings.add(text, days.fileRow[t]!, example(facts, p, t, unpriced));
    }
  });
}

function unpriced({ sales }: MergedDays, t: number): string {
  return `no price, ${sales[t]! > 0 ? `sales of ${sales[t]!}` : 'no sales'}`;
}

/** Finds the days at the end that only hold a prediction. */
export function placeholders(facts: DatasetFacts, findings: FindingCollector): void {
  const text: FindingText = {
    kind: 'forecast-placeholder',
    severity: 'repaired',
    found: 'Days at the end with a prediction but no price and no sales',
    done: 'Set aside as forecast placeholders, not used for learning',
  };
  const say = ({ predictedSales }: MergedDays, t: number) => `prediction ${predictedSales![t]!}`;
  facts.merged.forEach(({ count, mergedCount, fileRow }, p) => {
    for (let t = count; t < mergedCount; t++) findings.add(text, fileRow[t]!, example(facts, p, t, say));
  });
}

/** Finds the days that stand more than once. */
export function mergedDays(facts: DatasetFacts, findings: FindingCollector): void {
  const text: FindingText = {
    kind: 'duplicate-day',
    severity: 'repaired',
    found: 'The same day more than once for a product',
    done: 'Merged: sales, profit and predictions are added up, conversions averaged, prices weighted by sales',
  };
  const say = ({ rowsMerged }: MergedDays, t: number) => `${rowsMerged[t]!} rows`;
  facts.merged.forEach(({ mergedCount, rowsMerged, fileRow }, p) => {
    for (let t = 0; t < mergedCount; t++) {
      if (rowsMerged[t]! < 2) continue;
      findings.add(text, fileRow[t]!, example(facts, p, t, say), rowsMerged[t]! - 1);
    }
  });
}

/** Days that ended without stock: demand was at least what was sold. */
export function soldOutDays(facts: DatasetFacts, findings: FindingCollector): void {
  if (facts.mapping.inventory === undefined) return;
  const text: FindingText = {
    kind: 'sold-out',
    severity: 'info',
    found: `Days that ended with no stock left in "${headerOf(facts, 'inventory')}" (sold out)`,
    done: 'Marked: demand was at least what was sold',
  };
  const say = ({ units, sales }: MergedDays, t: number) => `no stock left, ${units?.[t] ?? sales[t]!} sold`;
  facts.histories.forEach(({ soldOut }, p) => {
    if (!soldOut) return;
    for (let t = 0; t < soldOut.length; t++)
      if (soldOut[t] === 1) findings.add(text, facts.merged[p]!.fileRow[t]!, example(facts, p, t, say));
  });
}

/** Days whose units nobody knows. */
export function unknownUnits(facts: DatasetFacts, findings: FindingCollector): void {
  const role = facts.mapping.units === undefined ? 'sales' : 'units';
  const text: FindingText = {
    kind: 'unknown-units',
    severity: 'attention',
    found: `Rows with a price but no readable "${headerOf(facts, role)}"`,
    done: 'Treated as unknown, not as zero',
  };
  facts.histories.forEach(({ unknown }, p) => {
    if (!unknown) return;
    for (let t = 0; t < unknown.length; t++)
      if (unknown[t] === 1)
        findings.add(
          text,
          facts.merged[p]!.fileRow[t]!,
          example(facts, p, t, () => 'no value'),
        );
  });
}

const fills = [
  ['organicConversion', "Filled with the product's median"],
  ['adConversion', "Filled with the product's median"],
  ['profit', 'Taken as 0'],
  ['sales', 'Taken as 0'],
  ['predictedSales', "Filled with the mean of up to seven previous days' sales"],
] as const;

/** Blank cells in columns that a product otherwise fills. */
export function missingCells(facts: DatasetFacts, findings: FindingCollector): void {
  for (const [role, done] of fills) {
    const column: ColumnRole = role === 'sales' && facts.mapping.sales === undefined ? 'units' : role;
    if (facts.mapping[column] === undefined) continue;
    const text = {
      kind: 'missing-value',
      severity: 'repaired',
      found: `Rows without a value in "${headerOf(facts, column)}"`,
      done,
    } as const;
    facts.merged.forEach((days, p) => {
      const values = days[role];
      if (!values) return;
      if (role !== 'sales' && role !== 'predictedSales' && !facts.histories[p]!.has[role]) return;
      for (let t = 0; t < days.count; t++) {
        if (!Number.isNaN(values[t]!)) continue;
        if (role === 'sales' && facts.histories[p]!.unknown?.[t] === 1) continue; // said above
        findings.add(
          text,
          days.fileRow[t]!,
          example(facts, p, t, () => 'no value'),
        );
      }
    });
  }
}

/** Values that a column may hold, but seldom does. */
interface OddValues {
  readonly role: 'organicConversion' | 'adConversion' | 'sales' | 'profit';
  readonly text: FindingText;
  /** Odd are values below `low` and above `high`. */
  readonly low?: number;
  readonly high?: number;
}

/** Finds figures that cannot be so, such as a conversion above 100 % or negative sales, with what was done about each. */
export function oddValues(facts: DatasetFacts, findings: FindingCollector): void {
  const above = (role: 'organicConversion' | 'adConversion'): OddValues => ({
    role,
    text: {
      kind: 'conversion-above-100',
      severity: 'repaired',
      found: `Conversions above 100 % in "${headerOf(facts, role)}"`,
      done: 'Clipped to 100',
    },
    high: 100,
  });
  const below = (role: 'organicConversion' | 'adConversion'): OddValues => ({
    role,
    text: {
      kind: 'conversion-below-0',
      severity: 'repaired',
      found: `Conversions below 0 % in "${headerOf(facts, role)}"`,
      done: 'Clipped to 0',
    },
    low: 0,
  });
  const checks: readonly OddValues[] = [
    above('organicConversion'),
    above('adConversion'),
    below('organicConversion'),
    below('adConversion'),
    {
      role: 'sales',
      text: {
        kind: 'returns',
        severity: 'info',
        found: 'Rows with negative sales (returns)',
        done: 'Sales stay as they are; units sold count as 0',
      },
      low: 0,
    },
    {
      role: 'profit',
      text: {
        kind: 'negative-profit',
        severity: 'info',
        found: 'Rows with a loss',
        done: 'Kept as they are',
      },
      low: 0,
    },
  ];
  for (const { role, text, low = -Infinity, high = Infinity } of checks) {
    const say = (days: MergedDays, t: number) => String(days[role]![t]!);
    facts.merged.forEach((days, p) => {
      const values = days[role];
      if (!values) return;
      for (let t = 0; t < days.count; t++) {
        if (!(values[t]! < low || values[t]! > high)) continue;
        findings.add(text, days.fileRow[t]!, example(facts, p, t, say));
      }
    });
  }
}

/** A cost above the price: now and then a sale below cost, mostly the cost of all units in the wrong column. */
export function costAbovePrice(facts: DatasetFacts, findings: FindingCollector): void {
  if (facts.mapping.cost === undefined) return;
  let known = 0;
  let above = 0;
  for (const { count, cost, price } of facts.merged) {
    for (let t = 0; cost !== null && t < count; t++) {
      if (Number.isNaN(cost[t]!) || Number.isNaN(price[t]!)) continue;
      known++;
      if (cost[t]! > price[t]!) above++;
    }
  }
  const isMostly = above > known / 2;
  const text: FindingText = {
    kind: 'cost-above-price',
    severity: isMostly ? 'attention' : 'info',
    found: `"${headerOf(facts, 'cost')}" above the price`,
    done: isMostly
      ? 'Taken as the cost of one unit; leave the column out of the mapping if it is the cost of all units'
      : 'Kept as they are: sold below cost',
  };
  const say = (days: MergedDays, t: number) => `cost ${days.cost![t]!}, price ${days.price[t]!}`;
  facts.merged.forEach(({ count, cost, price, fileRow }, p) => {
    for (let t = 0; cost !== null && t < count; t++) {
      if (!(cost[t]! > price[t]!)) continue;
      findings.add(text, fileRow[t]!, example(facts, p, t, say));
    }
  });
}

/** Finds rows further apart than the days a row of that history stands for. */
export function calendarGaps({ histories, merged }: DatasetFacts, findings: FindingCollector): void {
  const text: FindingText = {
    kind: 'calendar-gap',
    severity: 'info',
    found: 'Gaps in the calendar',
    done: 'The rows are used in order; the gaps are not filled',
  };
  histories.forEach((history, p) => {
    const { days, daysPerRow } = history;
    for (let t = 1; t < days.length; t++) {
      if (days[t]! - days[t - 1]! <= 1.5 * daysPerRow) continue;
      findings.add(text, merged[p]!.fileRow[t]!, gapExample(history, t));
    }
  });
}

function gapExample({ days, product }: ProductHistory, t: number): () => string {
  return () => `"${product.name}": no rows between ${isoDate(days[t - 1]!)} and ${isoDate(days[t]!)}`;
}
