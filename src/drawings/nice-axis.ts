// Round ends and ticks for the axes of live charts. An axis moves only when the data leaves its round ends, so that a
// chart's frame is drawn anew a few times in a run and not at every message.

export interface AxisEnds {
  readonly low: number;
  readonly high: number;
}

const steps = [1, 2, 2.5, 5, 10] as const;

/** The smallest round step that needs at most `count` of them to span `span`. */
function niceStep(span: number, count: number): number {
  const raw = span / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  return power * steps.find((step) => step * power >= raw * (1 - 1e-9))!;
}

/** Round ends around `min` and `max`; a flat or missing range gets room on both sides. */
export function niceEnds(min: number, max: number, count = 4): AxisEnds {
  if (!Number.isFinite(min) || !Number.isFinite(max)) return { low: 0, high: 1 };
  const flat = max - min <= Math.max(Math.abs(min), Math.abs(max), 1e-6) * 1e-9;
  const room = flat ? Math.max(Math.abs(max) * 0.1, 1e-6) : 0;
  const step = niceStep(max - min + 2 * room, count);
  return {
    low: rounded(Math.floor((min - room) / step + 1e-9) * step),
    high: rounded(Math.ceil((max + room) / step - 1e-9) * step),
  };
}

/**
 * The ends to show: those shown so far while the new ones lie within them and fill more than a third of them, so that
 * an axis does not twitch with every episode; else the new ones.
 */
export function calmEnds(shown: AxisEnds, wanted: AxisEnds, logarithmic = false): AxisEnds {
  const span = ({ low, high }: AxisEnds) => (logarithmic ? Math.log(high / low) : high - low);
  const holds = shown.low <= wanted.low && shown.high >= wanted.high;
  return holds && span(wanted) > span(shown) / 3 ? shown : wanted;
}

/** `value` rounded up by a fifth at most, so that a growing axis moves a few times instead of always. */
export function roundedUp(value: number): number {
  const step = niceStep(Math.max(value, 8), 8) / 1.25;
  return Math.ceil(value / step) * step;
}

/** Ticks between round ends, both included. */
export function niceTicks({ low, high }: AxisEnds, count = 4): readonly number[] {
  const step = niceStep(high - low, count);
  const ticks: number[] = [];
  for (let tick = Math.ceil(low / step - 1e-9); tick <= high / step + 1e-9; tick++)
    ticks.push(rounded(tick * step));
  return ticks;
}

/** Ends of a logarithmic axis: 1, 2 or 5 times a power of ten around positive `min` and `max`. */
export function logEnds(min: number, max: number): AxisEnds {
  if (!(min > 0) || !Number.isFinite(max)) return { low: 0.1, high: 1 };
  const power = (value: number) => 10 ** Math.floor(Math.log10(value));
  const low = [5, 2, 1].map((step) => step * power(min)).find((end) => end <= min * (1 + 1e-9))!;
  const high = [1, 2, 5, 10].map((step) => step * power(max)).find((end) => end >= max * (1 - 1e-9))!;
  return { low: rounded(low), high: rounded(high > low ? high : low * 10) };
}

/** Powers of ten between the ends, or 1, 2 and 5 times them where there are fewer than two; at most `count`. */
export function logTicks({ low, high }: AxisEnds, count = 4): readonly number[] {
  const within = (multiples: readonly number[]) => {
    const ticks: number[] = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++)
      for (const multiple of multiples) {
        const tick = rounded(multiple * 10 ** power);
        if (tick >= low && tick <= high) ticks.push(tick);
      }
    return ticks;
  };
  const tens = within([1]);
  const ticks = tens.length >= 2 ? tens : within([1, 2, 5]);
  const every = Math.ceil(ticks.length / count);
  return ticks.filter((_, index) => index % every === 0);
}

/** Least and greatest finite number of several columns of rows; NaN where there is none. */
export function rangeOf<Row>(
  rows: readonly Row[],
  columns: readonly ((row: Row) => number | null)[],
  more: readonly number[] = [],
): { readonly min: number; readonly max: number } {
  let min = Infinity;
  let max = -Infinity;
  const take = (value: number | null) => {
    if (!isFinite(value)) return;
    if (value < min) min = value;
    if (value > max) max = value;
  };
  for (const row of rows) for (const column of columns) take(column(row));
  more.forEach(take);
  return min <= max ? { min, max } : { min: Number.NaN, max: Number.NaN };
}

/**
 * The range without outliers, as TensorBoard ignores them: without the lowest and the highest twentieth of the finite
 * numbers of several columns of rows; `more` is in it whatever it is. NaN where there is none.
 */
export function middleRangeOf<Row>(
  rows: readonly Row[],
  columns: readonly ((row: Row) => number | null)[],
  more: readonly number[] = [],
): ReturnType<typeof rangeOf> {
  const values = rows
    .flatMap((row) => columns.map((column) => column(row)))
    .filter(isFinite)
    .sort((a, b) => a - b);
  const last = values.length - 1;
  const ends =
    values.length > 2 ? [values[Math.ceil(last * 0.05)]!, values[Math.floor(last * 0.95)]!] : values;
  return rangeOf([], [], [...ends, ...more]);
}

function isFinite(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}

/** Without the last digits that adding steps leaves behind. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
