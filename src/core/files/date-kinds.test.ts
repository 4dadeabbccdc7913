// Dates, periods and prices as programs and countries write them: the same drawn days come out equal.

import { describe, expect, test } from 'vitest';

import { isoDate } from '../table/day-numbers.ts';
import type { DrawnDay } from './drawn-days.ts';
import { comma, facts, file, mug, parts, read, truth, weeks } from './drawn-file-fixture.ts';

const inLanguage = (names: string) => (day: DrawnDay) => names.split(' ')[+parts(day)[1] - 1]!;
const english = inLanguage('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec');
const dayOf = (day: DrawnDay) => +parts(day)[2];
const longDate = (names: string) => (day: DrawnDay) => `${dayOf(day)} ${inLanguage(names)(day)} 2024`;
const seconds = (t: number) => 1_704_067_200 + 86_400 * t + 3600;

const islamic = (language: string, month: 'numeric' | 'long') => {
  const form = new Intl.DateTimeFormat(`${language}-u-ca-islamic-umalqura-nu-latn`, {
    day: 'numeric',
    month,
    year: 'numeric',
    timeZone: 'UTC',
  });
  return ({ date }: DrawnDay) =>
    Object.fromEntries(form.formatToParts(Date.parse(date)).map(({ type, value }) => [type, value]));
};
const islamicNumbers = islamic('en', 'numeric');
const islamicNames = islamic('ar', 'long');

const dates: Readonly<Record<string, (day: DrawnDay, t: number) => string>> = {
  'compact, with a time': (d) => `${d.date.replaceAll('-', '')}T101500Z`,
  'fourteen digits': (d) => `${d.date.replaceAll('-', '')}101500`,
  'twelve digits': (d) => `${d.date.replaceAll('-', '')}1015`,
  'the year behind the time': (d) => `Mon ${english(d)} ${parts(d)[2]} 10:05:00 2024`,
  'as JavaScript says it': (d) => `Mon ${english(d)} ${parts(d)[2]} 2024 00:00:00 GMT+0100 (CET)`,
  'at a time of day': (d) => `${english(d)} ${dayOf(d)}, 2024 at 5:03pm`,
  'an evening west of Greenwich': (d) => `${d.date}T23:30:00-05:00`,
  'Unix microseconds': (_, t) => String(seconds(t) * 1e6),
  'Unix nanoseconds': (_, t) => `${seconds(t)}000000000`,
  'a weekday without a comma': (d) => `lundi ${longDate('janvier février mars avril')(d)}`,
  Russian: (d) => `${longDate('января февраля марта апреля')(d)} г.`,
  Ukrainian: longDate('січня лютого березня квітня'),
  Turkish: longDate('Ocak Şubat Mart Nisan'),
  Danish: longDate('januar februar marts april'),
  Czech: longDate('ledna února března dubna'),
  Finnish: longDate('tammikuuta helmikuuta maaliskuuta huhtikuuta'),
  Greek: longDate('Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου'),
  'Serbian, in Cyrillic': longDate('јануар фебруар март април'),
  Catalan: (d) => `${dayOf(d)} de ${inLanguage('gener febrer març abril')(d)} de 2024`,
  Estonian: longDate('jaanuar veebruar märts aprill'),
  Slovak: longDate('januára februára marca apríla'),
  Slovenian: longDate('januar februar marec april'),
  'Hungarian, the year first': (d) => `2024. ${inLanguage('január február március április')(d)} ${dayOf(d)}.`,
  Lithuanian: (d) => `2024 m. ${inLanguage('sausio vasario kovo balandžio')(d)} ${dayOf(d)} d.`,
  Latvian: (d) => `2024. gada ${dayOf(d)}. ${inLanguage('janvāris februāris marts aprīlis')(d)}`,
  'Swedish, with its article': (d) => `den ${longDate('januari februari mars april')(d)}`,
  'Vietnamese, in words': (d) => `Ngày ${dayOf(d)} tháng ${+parts(d)[1]} năm 2024`,
  'century, year and day of the year': (_, t) => `124${String(t + 1).padStart(3, '0')}`,
  Hindi: longDate('जनवरी फरवरी मार्च अप्रैल'),
  'the Islamic calendar, in numbers': (d) => {
    const { day, month, year } = islamicNumbers(d);
    return `${twoDigits(Number(day))}/${twoDigits(Number(month))}/${Number.parseInt(year!, 10)}`;
  },
  'the Islamic calendar, in Arabic': (d) => {
    const { day, month, year } = islamicNames(d);
    return `${day!} ${month!} ${year!} هـ`;
  },
  'Chinese, with a weekday': (d) => `2024年${parts(d)[1]}月${parts(d)[2]}日 星期一`,
  'Japanese, with a weekday': (d) => `${d.date.replaceAll('-', '/')}(月)`,
  Korean: (d) => `2024년 ${+parts(d)[1]}월 ${dayOf(d)}일`,
  'Korean, with points': (d) => `2024. ${+parts(d)[1]}. ${dayOf(d)}.`,
  'parted by blanks': (d) => d.date.replaceAll('-', ' '),
  'text in a spreadsheet': (d) => `'${d.date}`,
};

const week = (t: number) => (t % 52) + 1;
const weekYear = (t: number) => 2024 + Math.floor(t / 52);
const twoDigits = (value: number) => String(value).padStart(2, '0');
const periods: Readonly<Record<string, (t: number) => string>> = {
  'W01-24': (t) => `W${twoDigits(week(t))}-${weekYear(t) % 100}`,
  '1. KW 2024': (t) => `${week(t)}. KW ${weekYear(t)}`,
  'KW1/24': (t) => `KW${week(t)}/${weekYear(t) % 100}`,
  'S01-2024': (t) => `S${twoDigits(week(t))}-${weekYear(t)}`,
  '2024/W1': (t) => `${weekYear(t)}/W${week(t)}`,
  '2024-1, where others are above 12': (t) => `${weekYear(t)}-${week(t)}`,
  '1/2024, where others are above 12': (t) => `${week(t)}/${weekYear(t)}`,
  '1 w/e 01/07/24': (t) =>
    `1 W/E ${parts(weeks[t]!)[1]}/${parts(weeks[t]!)[2]}/${parts(weeks[t]!)[0].slice(2)}`,
};

const quarters: Readonly<Record<string, (year: number, quarter: number) => string>> = {
  '2012 1T': (year, q) => `${year} ${q}T`,
  '1T12': (year, q) => `${q}T${year % 100}`,
  '1º trimestre de 2012': (year, q) => `${q}º trimestre de ${year}`,
  '2012年第1季度': (year, q) => `${year}年第${q}季度`,
  '2012년 1분기': (year, q) => `${year}년 ${q}분기`,
};

const whole = mug.map((d) => ({ ...d, price: Math.round(60 * d.price) }));
const apostrophe = (value: number) => value.toLocaleString('en').replaceAll(',', "'");
const prices: Readonly<Record<string, (price: number) => string>> = {
  'CHF 1’080.–': (price) => `CHF ${apostrophe(price)}.–`,
  '1.080,-': (price) => `${price.toLocaleString('de')},-`,
  '960:-': (price) => `${price}:-`,
  'Rp 960,00': (price) => `Rp ${comma(price)}`,
  '960,00 руб.': (price) => `${comma(price)} руб.`,
  '960,00 TL': (price) => `${comma(price)} TL`,
  '960 dollars': (price) => `${price} dollars`,
  '960.00 per kg': (price) => `${price}.00 per kg`,
};

describe('ways of writing', () => {
  test.each(Object.entries(dates))('days: %s', async (_, write) => {
    const rows = mug.map((d, t) => `${write(d, t)}\tP1\t${d.price}\t${d.units}`);
    expect(facts(await read(file('Date\tSKU\tPrice\tUnits', rows)))).toEqual(truth(mug));
  });

  test.each(Object.entries(periods))('weeks: %s', async (_, write) => {
    const rows = weeks.map((d, t) => `${write(t)}\tP1\t${d.price}\t${d.units}`);
    const { histories } = await read(file('Week\tSKU\tPrice\tUnits', rows));
    expect(histories.map(({ days, daysPerRow }) => [days.length, daysPerRow])).toEqual([[60, 7]]);
  });

  test.each(Object.entries(quarters))('quarters: %s', async (_, write) => {
    const rows = weeks
      .slice(0, 24)
      .map((d, t) => `${write(2012 + Math.floor(t / 4), (t % 4) + 1)}\tP1\t${d.price}\t${d.units}`);
    const { histories } = await read(file('Quarter\tSKU\tPrice\tUnits', rows));
    const [{ days }] = histories as [(typeof histories)[number]];
    expect([days.length, isoDate(days[0]!), isoDate(days[23]!)]).toEqual([24, '2012-01-01', '2017-10-01']);
  });

  test.each(Object.entries(prices))('prices: %s', async (_, write) => {
    const rows = whole.map((d) => `${d.date}\tP1\t${write(d.price)}\t${d.units}x`);
    expect(facts(await read(file('Date\tSKU\tPrice\tUnits', rows)))).toEqual(truth(whole));
  });

  test('months among days stay months, though written as weeks could be', async () => {
    const rows = mug.flatMap((d) => [
      `${d.date},P1,${d.price},${d.units}`,
      ...(dayOf(d) === 28 ? [`${d.date.slice(0, 7)},P1,,1500`] : []),
    ]);
    expect(facts(await read(file('Date,SKU,Price,Units', rows)))).toEqual(truth(mug));
  });

  test('Croatian months, of which other languages use three names for months of their own', async () => {
    const names =
      'siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca';
    const months = Array.from({ length: 40 }, (_, i) => ({
      date: `${2021 + Math.floor(i / 12)}-${twoDigits((i % 12) + 1)}-05`,
      price: 18 + ((i * 3) % 5),
      units: 1000 + ((i * 37) % 41),
    }));
    const rows = months.map((d) => `5. ${inLanguage(names)(d)} ${parts(d)[0]}.\t${d.price}\t${d.units}`);
    const { histories } = await read(file('Datum\tCijena\tKoličina', rows));
    expect([...histories[0]!.days].map((day) => isoDate(day))).toEqual(months.map(({ date }) => date));
  });
});
