// Numbers, days and durations as people read them, in English throughout. A number that is not there is a dash.

const locale = 'en';
const dash = '–';

const money = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const count = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
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
  return withoutNegativeZero(
    new Intl.NumberFormat(locale, { maximumSignificantDigits: digits }).format(value),
  );
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
