// A recommended calendar as rows: for the price list, its own sheet, the page and the command line.

import { isoDate } from '../table/day-numbers.ts';
import type { Cell } from '../text/csv-cell.ts';
import { recommendedCalendar, type PriceCalendar } from './recommendation.ts';
import { stockChecks, type StockCheck } from './stock-rule.ts';
import type { Suggestion } from './suggestion.ts';

/** A price and the day it begins on: a date, or `day 1` where the file has no dates. */
interface DatedStep {
  readonly from: string;
  readonly price: number;
}

/** The steps of a calendar with the day from which each price holds. */
export function datedSteps({ firstDay, steps }: PriceCalendar): DatedStep[] {
  return steps.map(({ day, price }) => ({ from: dayOf(firstDay, day), price }));
}

function dayOf(firstDay: number | null, day: number): string {
  return firstDay === null ? `day ${day + 1}` : isoDate(firstDay + day);
}

/** The mornings on which the stock is counted, with their dates; none where prices do not follow it. */
export function datedChecks({ firstDay, stock }: PriceCalendar): (StockCheck & { readonly on: string })[] {
  return stock ? stockChecks(stock).map((check) => ({ on: dayOf(firstDay, check.day), ...check })) : [];
}

/** `2026-01-10 120 left 10.80, 150 left 10.10, 90 left 11.90; ...`; null where prices do not follow a stock. */
export function stockCell({ recommendation }: Suggestion): string | null {
  const calendar = recommendedCalendar(recommendation);
  if (!calendar?.stock) return null;
  return datedChecks(calendar)
    .map(({ on, planned, more, fewer }) => {
      const prices = [planned, more, fewer].map(({ units, price }) => `${units} left ${price.toFixed(2)}`);
      return `${on} ${prices.join(', ')}`;
    })
    .join('; ');
}

/** Headers, then a row per product and morning on which the stock is counted; null where none follows its stock. */
export function stockTable(suggestions: readonly Suggestion[]): readonly (readonly Cell[])[] | null {
  const rows = suggestions.flatMap(({ productId, productName, recommendation }) => {
    const calendar = recommendedCalendar(recommendation);
    return (calendar ? datedChecks(calendar) : []).map(({ on, planned, more, fewer }): readonly Cell[] => [
      productId,
      productName,
      on,
      ...[planned, more, fewer].flatMap(({ units, price }) => [units, price]),
    ]);
  });
  if (rows.length === 0) return null;
  const headers = ['planned_left', 'price', 'if_so_many_left', 'then_price', 'if_so_few_left', 'then_price'];
  return [['product_id', 'product_name', 'on', ...headers], ...rows];
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
