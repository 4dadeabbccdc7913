// A recommended calendar as rows: for the price list, its own sheet, the page and the command line.

import { isoDate } from '../table/calendar.ts';
import type { Cell } from '../text/csv-cell.ts';
import { recommendedCalendar, type PriceCalendar } from './recommendation.ts';
import type { Suggestion } from './suggestion.ts';

/** A price and the day it begins on: a date, or `day 1` where the file has no dates. */
export interface DatedStep {
  readonly from: string;
  readonly price: number;
}

export function datedSteps({ firstDay, steps }: PriceCalendar): DatedStep[] {
  return steps.map(({ day, price }) => ({
    from: firstDay === null ? `day ${day + 1}` : isoDate(firstDay + day),
    price,
  }));
}

/** `2026-01-05 10.50; 2026-01-09 11.20`; null where one price is held. */
export function calendarCell({ recommendation }: Suggestion): string | null {
  const calendar = recommendedCalendar(recommendation);
  if (calendar === null) return null;
  return datedSteps(calendar)
    .map(({ from, price }) => `${from} ${price.toFixed(2)}`)
    .join('; ');
}

/** Headers, then a row per product and from-day; null where no product follows a calendar. */
export function calendarTable(suggestions: readonly Suggestion[]): readonly (readonly Cell[])[] | null {
  const rows = suggestions.flatMap(({ productId, productName, recommendation }) => {
    const calendar = recommendedCalendar(recommendation);
    return calendar === null
      ? []
      : datedSteps(calendar).map(({ from, price }) => [productId, productName, from, price]);
  });
  return rows.length === 0 ? null : [['product_id', 'product_name', 'from', 'price'], ...rows];
}
