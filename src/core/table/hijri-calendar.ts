// Days of the Islamic calendar as Saudi Arabia counts them (Umm al-Qura), whose months have 29 or 30 days by a table that is published
// and follows no rule.
//
// Source: R. H. van Gent, "The Umm al-Qura Calendar of Saudi Arabia", https://webspace.science.uu.nl/~gent0113/islam/ummalqura.htm.

const firstYear = 1420;
/** 1 Muharram 1420 as days since 1970-01-01: 1999-04-17. */
const firstDay = 10_698;

/** Of each year from `firstYear` on, which of its months have 30 days: the lowest bit is the first month's. */
const longMonths =
  'bd2 bc4 b89 a95 52d 5ad b6a 6d4 dc9 d92 aa6 956 2ae 56d 36a b55 aaa 94d 49d 95d 2ba 5b5 5aa d55 a9a 92e 26e 55d ada 6d4 6a5 b27 a4d 4ad 56d b5a 754 f49 e92 d26 a56 356 6b5 baa b92 b25 68b a9b 55a ada 5b4 da9 b52 a9a 536 276'
    .split(' ')
    .map((bits) => Number.parseInt(bits, 16));

const daysIn = (bits: number, month: number) => 29 + ((bits >> (month - 1)) & 1);

/** The first day of each year, as days since 1970-01-01. */
const newYears = longMonths.reduce<number[]>(
  (days, bits) => [
    ...days,
    days.at(-1)! + Array.from({ length: 12 }, (_, i) => daysIn(bits, i + 1)).reduce((a, b) => a + b),
  ],
  [firstDay],
);

/** Whether a year is one of the Islamic calendar from 1999 on: no other calendar in use has it. */
export const isHijriYear = (year: number) => year >= firstYear && year < firstYear + longMonths.length;

/** Days since 1970-01-01 of a day of the Islamic calendar (month and day from 1); null where there is no such day. */
export function hijriDay(year: number, month: number, dayOfMonth: number): number | null {
  if (!isHijriYear(year) || month < 1 || month > 12) return null;
  const bits = longMonths[year - firstYear]!;
  if (dayOfMonth < 1 || dayOfMonth > daysIn(bits, month)) return null;
  let day = newYears[year - firstYear]! + dayOfMonth - 1;
  for (let before = 1; before < month; before++) day += daysIn(bits, before);
  return day;
}

/** Months in Arabic, without the marks of vowels and with every form of alif written alike; the first one first. */
const names: readonly (readonly string[])[] = [
  ['محرم'],
  ['صفر'],
  ['ربيع الاول', 'ربيع اول'],
  ['ربيع الاخر', 'ربيع الثاني', 'ربيع ثاني'],
  ['جمادي الاولي', 'جمادي الاول'],
  ['جمادي الاخرة', 'جمادي الثانية', 'جمادي الاخر', 'جمادي الثاني'],
  ['رجب'],
  ['شعبان'],
  ['رمضان'],
  ['شوال'],
  ['ذو القعدة', 'ذي القعدة'],
  ['ذو الحجة', 'ذي الحجة'],
];
const latinNames: readonly RegExp[] = [
  /^mu[hḥ]arram$/,
  /^safar$/,
  /^rabi ?(?:al ?awwal|i)$/,
  /^rabi ?(?:al ?(?:thani|akhir)|ii)$/,
  /^jumada ?(?:al ?(?:awwal|ula)|i)$/,
  /^jumada ?(?:al ?(?:thani|thaniyah|akhirah?)|ii)$/,
  /^rajab$/,
  /^sha ?ban$/,
  /^ramadan$/,
  /^shawwal$/,
  /^dhu ?(?:al ?)?qi?a?d?dah?$/,
  /^dhu ?(?:al ?)?hijj?ah?$/,
];

/** The month of the Islamic calendar that a name says, 0 where it says none. */
export function hijriMonth(name: string): number {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[إأآ]/g, 'ا')
    .replaceAll('ى', 'ي')
    .replace(/['’ʻʿ.-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const arabic = names.findIndex((list) => list.includes(plain));
  return 1 + (arabic >= 0 ? arabic : latinNames.findIndex((pattern) => pattern.test(plain)));
}
