import { datedSteps } from '../../decisions/calendar-rows.ts';
import type { PriceCalendar } from '../../decisions/recommendation.ts';
import type { ChartData } from './chart-data.ts';

/** The chart of a price calendar as a table: a row for each day on which another price begins. */
export function calendarData(calendar: PriceCalendar): ChartData {
  return {
    columns: ['from', 'price (currency)'],
    rows: datedSteps(calendar).map(({ from, price }) => [from, price]),
  };
}
