// Numbers, days and durations as people read them, in English throughout: on the page, in the report and in the terminal.
// A number that is not there is a dash.

const locale = 'en';
const dash = '–';

const money = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const count = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
/** By digits: making one takes a hundred times as long as using it. */
const significant = new Map<number, Intl.NumberFormat>();
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const msPerDay = 86_400_000;

/** Avoids `-0.00`. */
function withoutNegativeZero(text: string): string {
  return /^-[0.,]+$/.test(text) ? text.slice(1) : text;
}

/** An amount of money without a currency sign, since a file does not name its currency: `1,234.50`. */
export function formatMoney(value: number): string {
  return Number.isFinite(value) ? withoutNegativeZero(money.format(value)) : dash;
}

/** A whole number: `12,345`. */
export function formatCount(value: number): string {
  return Number.isFinite(value) ? withoutNegativeZero(count.format(value)) : dash;
}

/** `1 day`, `2 days`: a count with its word; the plural is given where it does not end in s. */
export function formatCountOf(value: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(value)} ${value === 1 ? singular : plural}`;
}

/** A share of 1 in percent: 0.123 is `12.3 %`, with `digits` decimals. */
export function formatPercent(share: number, digits = 1): string {
  return Number.isFinite(share) ? `${withoutNegativeZero((share * 100).toFixed(digits))} %` : dash;
}

/** A number with `digits` significant figures and no trailing zeros: `1.42`, `0.0071`, `12,300`. */
export function formatSignificant(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return dash;
  let format = significant.get(digits);
  if (!format)
    significant.set(digits, (format = new Intl.NumberFormat(locale, { maximumSignificantDigits: digits })));
  return withoutNegativeZero(format.format(value));
}

/** Whole from 1,000 up, three significant figures below; a whole number as it is. */
export function formatAmount(value: number): string {
  return Number.isInteger(value) || Math.abs(value) >= 1000 ? formatCount(value) : formatSignificant(value);
}

/** An amount of money as exactly as it is known: cents below 100, three figures from 10,000, then millions. */
export function formatRough(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || size < 100) return formatMoney(value);
  if (size < 10_000) return formatCount(value);
  if (size < 999_500) return formatCount(Number(value.toPrecision(3)));
  const [text, unit] = inMillions(value, 3);
  // A column of them has as many figures everywhere: 13.0 M above 9.43 M.
  return `${padded(text, 3)} ${unit}`;
}

/** The same with a plus before a gain. */
export function formatSignedRough(value: number): string {
  return withSign(value, formatRough);
}

/** A tick of an axis, short enough to stand beside it: `250`, `12,500`, `60 M`. */
export function formatTick(value: number): string {
  return Math.abs(value) < 1e6 ? formatSignificant(value, 4) : inMillions(value, 4).join(' ');
}

function inMillions(value: number, digits: number): readonly [text: string, unit: string] {
  const [scale, unit] = Math.abs(value) < 9.995e8 ? ([1e6, 'M'] as const) : ([1e9, 'B'] as const);
  return [Number((value / scale).toPrecision(digits)).toString(), unit];
}

/** `text` with zeros behind its point until it has so many figures. */
function padded(text: string, figures: number): string {
  const missing = figures - text.replace(/[-.]/g, '').length;
  return missing <= 0 ? text : `${text}${text.includes('.') ? '' : '.'}${'0'.repeat(missing)}`;
}

/** Units: three figures below a hundred, whole below 10,000, then three figures again. */
export function formatQuantity(value: number): string {
  return Math.abs(value) < 99.95 ? formatSignificant(value) : formatRough(value);
}

/** An amount with its sign: `+12.5`. */
export function formatSigned(value: number): string {
  return withSign(value, formatAmount);
}

/** `value` in the words of `format`, with a plus where it is above 0 and is not written as 0. */
export function withSign(value: number, format: (value: number) => string): string {
  const words = format(value);
  return value > 0 && /[1-9]/.test(words) ? `+${words}` : words;
}

/** Two ends in the words of `format`: `0.1 to 0.3`, or `about 0.1` where both are written the same. */
export function formatEnds(low: number, high: number, format: (value: number) => string): string {
  const [from, to] = [format(low), format(high)];
  return from === to ? `about ${from}` : `${from} to ${to}`;
}

/** A relative change with its sign: 0.125 is `+12.5 %`; `0.0 %` where that is what it rounds to. */
export function formatChange(change: number): string {
  return withSign(change, formatPercent);
}

/** A chance, which draws never know to be certain: `87 %`, `over 99 %`, `under 1 %`. */
export function formatChance(probability: number): string {
  if (probability > 0.99 && probability < 1.0001) return 'over 99 %';
  if (probability < 0.01) return 'under 1 %';
  return Number.isFinite(probability) ? `${Math.round(100 * probability)} %` : dash;
}

/** The same words with a small first letter, to go on a sentence with. */
export function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** The same words with a capital first letter, to begin a sentence with. */
export function upperFirst(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A size in bytes: `640 B`, `12.3 KB`, `48.0 MB`; 1 KB is 1,000 B. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return dash;
  if (bytes < 1000) return `${formatCount(bytes)} B`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} KB`;
  if (bytes < 1e9) return `${(bytes / 1e6).toFixed(1)} MB`;
  return `${(bytes / 1e9).toFixed(2)} GB`;
}

/** A duration in seconds: `8 s`, `2 min 5 s`, `1 h 20 min`. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return dash;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600)
    return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Days since 1970-01-01 as a day: `14 Mar 2025`. */
export function formatDay(day: number): string {
  if (!Number.isFinite(day)) return dash;
  const date = new Date(day * msPerDay);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** Days since 1970-01-01 as a tick of a time axis: `14 Mar`, or `Mar 2025` where the axis spans more than 300 days. */
export function formatDayTick(day: number, spanDays: number): string {
  if (!Number.isFinite(day)) return '';
  const date = new Date(day * msPerDay);
  const month = months[date.getUTCMonth()];
  return spanDays > 300 ? `${month} ${date.getUTCFullYear()}` : `${date.getUTCDate()} ${month}`;
}

/** An ISO time as day and minute where the person is: `22 Nov 2026, 10:04`. */
export function formatMoment(isoTime: string): string {
  const date = new Date(isoTime);
  if (Number.isNaN(date.getTime())) return dash;
  const two = (value: number) => String(value).padStart(2, '0');
  return (
    `${date.getDate()} ${months[date.getMonth()]} ${date.getFullYear()}, ` +
    `${two(date.getHours())}:${two(date.getMinutes())}`
  );
}

/** A return with two decimals where it is small, three figures where it is large. */
export function formatReturn(value: number): string {
  if (Math.abs(value) >= 100) return formatSignificant(value);
  return Number.isFinite(value) ? formatMoney(value) : formatSignificant(value);
}

/** `1,753 to 1,862`. */
export function roughInterval({
  interval: [low, high],
}: {
  readonly interval: readonly [number, number];
}): string {
  return `${formatRough(low)} to ${formatRough(high)}`;
}
