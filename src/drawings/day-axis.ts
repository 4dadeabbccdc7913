// Where the ticks of a time axis stand: on days that people count by, Mondays, firsts of a month, New Year's days.

const msPerDay = 86_400_000;
/** Monday, 5 January 1970. */
const firstMonday = 4;
const dayStep = [1, 2, 7, 14] as const;
const monthStep = [1, 2, 3, 6, 12, 24, 60, 120] as const;

/**
 * Days since 1970-01-01 for the ticks between `first` and `last`, both included: the closest spacing that needs at
 * most `most` of them.
 */
export function dayTicks(first: number, last: number, most = 6): readonly number[] {
  if (!Number.isFinite(first) || !Number.isFinite(last) || last < first) return [];
  for (const step of dayStep) {
    const ticks = everyDays(first, last, step);
    if (ticks.length <= most) return ticks;
  }
  for (const step of monthStep) {
    const ticks = everyMonths(first, last, step);
    if (ticks.length <= most) return ticks;
  }
  return [first, last];
}

function everyDays(first: number, last: number, step: number): number[] {
  const ticks: number[] = [];
  const begin = firstMonday + Math.ceil((first - firstMonday) / step) * step;
  for (let day = begin; day <= last; day += step) ticks.push(day);
  return ticks;
}

function everyMonths(first: number, last: number, step: number): number[] {
  const ticks: number[] = [];
  const from = new Date(first * msPerDay);
  const months = 12 * from.getUTCFullYear() + from.getUTCMonth();
  for (let month = Math.floor(months / step) * step; ; month += step) {
    const day = Date.UTC(Math.floor(month / 12), month % 12, 1) / msPerDay;
    if (day > last) return ticks;
    if (day >= first) ticks.push(day);
  }
}
