// Reward parts in words, for legends, tooltips and sentences.

import type { RewardPartName } from '../../core/market/market.ts';

const labels: Readonly<Record<RewardPartName, string>> = {
  sales: 'Sales',
  price: 'Price',
  organicConversion: 'Organic conversion',
  adConversion: 'Ad conversion',
  exploration: 'Exploration bonus',
  salesDrop: 'Sales drop',
  revenue: 'Revenue',
  profit: 'Profit',
  units: 'Units',
  inventory: 'Cleared stock',
  competitor: 'Dearer than the rival',
  profitPerDay: 'Profit a day',
  revenuePerDay: 'Revenue a day',
};

/** The part in words; a name this page does not know is shown as it came. */
export function partLabel(name: string): string {
  return (labels as Readonly<Record<string, string>>)[name] ?? name;
}
