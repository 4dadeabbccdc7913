// The axes that maps of episodes share: day across; stock left upwards, or the price of the day before where there is none.

import type { PolicyMap } from './map-facts.ts';

/** Columns of a map at most: of a longer episode every so many days are shown. */
const mostDays = 60;

/** Every day of an episode of `days`, or of a long one an even spread, from 0. */
export function shownDays(days: number): readonly number[] {
  const every = Math.ceil(days / mostDays);
  return Array.from({ length: Math.ceil(days / every) }, (_, k) => k * every);
}

/** The axes in words. `stock` is what an episode begins with, units; null without stock. */
export function episodeAxes(stock: number | null): Pick<PolicyMap, 'axes' | 'states'> {
  const y: PolicyMap['axes']['y'] =
    stock === null
      ? {
          label: 'price of the day before (currency)',
          plural: 'prices of the day before',
          quantity: 'money',
          place: 'after {}',
        }
      : {
          label: 'stock left (share)',
          plural: 'levels of stock',
          quantity: 'share',
          place: 'with {} of the stock',
          whole: { amount: stock, unit: 'units' },
        };
  return {
    axes: { x: { label: 'day of the episode', plural: 'days', quantity: 'count', place: 'on day {}' }, y },
    states: `The {price} in {columns} days × {rows} ${y.plural} = {cells} states.`,
  };
}
