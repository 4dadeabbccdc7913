// Whether a report of days leaves out the days on which a product sold nothing: most tills and warehouses list what moved.
//
// Taken for missing, those days leave a dear price with its good days only, and demand looks as if it answered less than it does.
// Three signs together: no row states zero units; the shop sold something else on the days that lack a row; and the counts themselves
// foretell such days. For counts that are Poisson about any mean that varies, days without a unit are at least
// f1^2 / (2 f2), with f1 and f2 the days of one and of two units (Chao, Scandinavian Journal of Statistics 11(4), 1984).

import type { SalesTable } from './dataset.ts';
import type { MergedDays } from './merge-days.ts';
import { shopDayCount, shopDays } from './shop-days.ts';

/** Missing days that make the question worth asking, and their least share of all open days. */
const fewestMissing = 20;
const leastShare = 0.01;
/** Share of the missing days that the counts must foretell: a geometric count has half of its zeros foretold. */
const leastForetold = 0.4;
/** Share of days that may state zero or broken units in a file that leaves zeros out: returns netted on the day, slips. */
const mostStrays = 1e-3;
/** Sales over price are whole within this, on this share of the days. */
const wholeWithin = 0.02;
const mostlyWhole = 0.98;
/** Share of the shop's calendar that must have a row of any product: else rows are months, not days or weeks. */
const leastCalendar = 0.6;
/** A product whose counts foretell fewer zeros than this never goes a day without a sale; it may lack this share of its days. */
const neverWithout = 0.002;
const mostHoles = 0.02;
/** Such holes count only where they are more than this share of all missing days. */
const unlikeShare = 0.1;

/**
 * Whether days without a row are days without a sale, by the days of each product: true where the counts say so, false where
 * they do not or nothing is missing.
 */
export function leavesOutZeros(table: SalesTable, products: readonly MergedDays[]): boolean {
  const shop = shopDays(table);
  if (new Set(table.day).size < leastCalendar * shopDayCount(shop, shop.first, shop.last)) return false;
  const lacking = products.map((days) =>
    days.count === 0 ? 0 : shopDayCount(shop, days.day[0]!, days.day[days.count - 1]!) - days.count,
  );
  const missing = lacking.reduce((sum, lacks) => sum + lacks, 0);
  if (missing < Math.max(fewestMissing, leastShare * table.rowCount)) return false;
  const counts = products.map(countsOf);
  if (!areCounts(counts)) return false;
  let foretold = 0;
  let steadyMissing = 0;
  let steadyOpen = 0;
  products.forEach((days, p) => {
    const zeros = foretoldZeros(counts[p]!);
    const own = days.count + lacking[p]!;
    foretold += Math.min(zeros, lacking[p]!);
    if (zeros > neverWithout * own) return;
    steadyOpen += own;
    steadyMissing += lacking[p]!;
  });
  const hasHoles = steadyMissing > mostHoles * steadyOpen && steadyMissing > unlikeShare * missing;
  return foretold >= leastForetold * missing && !hasHoles;
}

/** Whether a product of such a file sells too much for a day without a sale and lacks days all the same. */
export function lacksDays(days: MergedDays, open: number): boolean {
  return foretoldZeros(countsOf(days)) <= neverWithout * open && open - days.count > mostHoles * open;
}

/** Units of each day; without a column of units, sales over price where that is whole, else sales as they are. [count] */
function countsOf({ count, units, sales, price }: MergedDays): Float64Array {
  if (units) return units.subarray(0, count);
  const ratio = Float64Array.from({ length: count }, (_, t) => {
    const one = sales[t]! / price[t]!;
    return Math.abs(one - Math.round(one)) < wholeWithin ? Math.round(one) : one;
  });
  const whole = ratio.reduce((n, one) => n + (one % 1 === 0 ? 1 : 0), 0);
  return whole >= mostlyWhole * count ? ratio : sales.subarray(0, count);
}

/** Whether all are whole and, but for strays, none is zero. */
function areCounts(counts: readonly Float64Array[]): boolean {
  let rows = 0;
  let strays = 0;
  for (const days of counts) {
    rows += days.length;
    for (const one of days) if (one === 0 || one % 1 !== 0) strays++;
  }
  return strays <= mostStrays * rows;
}

/** Days without a unit that a product's days of one and two units foretell, at least. */
export function foretoldZeros(counts: Float64Array): number {
  let ones = 0;
  let twos = 0;
  for (const one of counts)
    if (one === 1) ones++;
    else if (one === 2) twos++;
  // The form without a bias where there are few twos.
  return (ones * Math.max(0, ones - 1)) / (2 * (twos + 1));
}
