// Dates in rarer forms put into a usual one: years by era, months by numbers or names of other calendars, quarters in words.

import { hijriMonth } from './hijri-calendar.ts';

/** Months of the Persian calendar, the first one first. */
const persianMonths = 'فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند'.split(' ');

/** Months in Arabic and Hebrew, the latter with or without "in" before them. */
const otherMonths: readonly (readonly string[])[] = [
  'يناير ינואר',
  'فبراير פברואר',
  'مارس מרץ מרס',
  'أبريل ابريل إبريل אפריל',
  'مايو מאי',
  'يونيو يونيه יוני',
  'يوليو يوليه יולי',
  'أغسطس اغسطس אוגוסט',
  'سبتمبر ספטמבר',
  'أكتوبر اكتوبر אוקטובר',
  'نوفمبر נובמבר',
  'ديسمبر דצמבר',
].map((names) => names.split(' '));

/** Months in Hindi, the first one first. */
const hindiMonths: readonly (readonly string[])[] =
  'जनवरी जन|फरवरी फ़रवरी फर|मार्च|अप्रैल अप्रै|मई|जून|जुलाई जुल|अगस्त अग|सितंबर सितम्बर सित|अक्टूबर अक्तूबर अक्टू|नवंबर नवम्बर नव|दिसंबर दिसम्बर दिस'
    .split('|')
    .map((list) => list.split(' ').map((name) => name.normalize('NFC')));

const romanQuarters = ['i', 'ii', 'iii', 'iv'];
const two = (text: string) => text.padStart(2, '0');

type Form = readonly [pattern: RegExp, write: (...parts: string[]) => string | null];

const forms: readonly Form[] = [
  // R6.1.5, R6年1月, H31.4.30: years of Reiwa and Heisei.
  [
    /^([RH])(\d{1,2})[.\-/年](\d{1,2})(?:[.\-/月](\d{1,2})?日?)?$/,
    (_, era, year, month, day) =>
      `${+year + (era === 'R' ? 2018 : 1988)}-${two(month)}${day ? `-${two(day)}` : ''}`,
  ],
  [/^m(\d{1,2})[.\-/ ](\d{4})$/i, (_, month, year) => `${year}M${month}`],
  [/^\(\d{1,2}\)\s*(\p{L}.+)$/u, (_, rest) => rest],
  [/^([1-4])(?:st|nd|rd|th)?\s*(?:qtr|quarter)\.?,?\s*(?:of\s+)?(\d{4})$/i, (_, q, year) => `${year}-Q${q}`],
  // 2024 1T, 1º trimestre de 2024, 2024年第1季度, 2024年第1四半期, 2024년 1분기
  [/^(\d{4})[\s\-/]*([1-4])[tq]$/i, (_, year, q) => `${year}-Q${q}`],
  [
    /^([1-4])(?:er|e|ème|º|°|o)?\s*(?:trimestre|trim\.?|t)\s*(?:de\s+)?(\d{4})$/i,
    (_, q, year) => `${year}-Q${q}`,
  ],
  [
    /^(\d{4})\s*[年년]?\s*第?\s*([1-4一二三四])\s*(?:季度?|四半期|분기)$/,
    (_, year, q) => `${year}-Q${'一二三四'.includes(q) ? 1 + '一二三四'.indexOf(q) : q}`,
  ],
  [/^qtr\.?\s*([1-4])\s*[,/-]?\s*(\d{4})$/i, (_, q, year) => `${year}-Q${q}`],
  [
    /^(i{1,3}|iv)\.?\s*(?:kw|kwartał|q|кв|квартал|trim|trimestre|quartal)\.?\s*(\d{4})(?:\s*г\.?)?$/iu,
    (_, q, year) => `${year}-Q${1 + romanQuarters.indexOf(q.toLowerCase())}`,
  ],
  [
    /^(\d{4})\.?[\s\-/](\p{L}{3,})[\s.\-/]*(\d{1,2})\.?$/u,
    (_, year, month, day) => `${day} ${month} ${year}`,
  ],
  [
    /^(\d{1,2})\s*(?:thg|tháng)\s*(\d{1,2}),?\s*(?:năm\s*)?(\d{4})$/iu,
    (_, day, month, year) => `${year}-${month}-${day}`,
  ],
  // 2024 m. sausio 5 d. (Lithuanian), 2024. gada 5. janvāris (Latvian)
  [
    /^(\d{4})\s*m\.\s*(\p{L}{3,})\s+(\d{1,2})(?:\s*d\.?)?$/u,
    (_, year, month, day) => `${day} ${month} ${year}`,
  ],
  [/^(\d{4})\.?\s*gada\s+(\d{1,2})\.?\s*(\p{L}{3,})$/u, (_, year, day, month) => `${day} ${month} ${year}`],
  // 5 ม.ค. 67: years of Thailand in two digits.
  [/^(\d{1,2}\s?[\u0e00-\u0e7f.]{3,}\s?)(\d{2})$/, (_, front, year) => `${front}25${year}`],
  [/^(\d{8})[.,]0+$/, (_, digits) => digits],
  [/^(\d{4})_(\d{1,2})_(\d{1,2})$/, (_, year, month, day) => `${year}-${month}-${day}`],
  [/^(\d{1,2})\\(\d{1,2})\\(\d{4}|\d{2})$/, (_, one, other, year) => `${one}/${other}/${year}`],
  [/^(\d{4}-\d{2}-\d{2})T$/, (_, day) => day],
  [
    /^(\d{1,2})[\s-]+([\u0900-\u0963\u0970-\u097f]+)\.?,?[\s-]+(\d{4})$/,
    (_, day, name, year) => {
      const month = hindiMonths.findIndex((names) => names.includes(name.normalize('NFC')));
      return month < 0 ? null : `${year}-${1 + month}-${day}`;
    },
  ],
  // 8 ربيع الآخر 1445 هـ, 3 Ramadan 1445 AH
  [
    /^(\d{1,2})[\s-]+(\p{L}[\p{L}\p{M}'’ʻʿ .-]*?)[\s,-]+(14\d{2})(?:\s*(?:هـ?|AH|H))?$/u,
    (_, day, name, year) => {
      const month = hijriMonth(name);
      return month === 0 ? null : `${year}-${month}-${day}`;
    },
  ],
  [
    /^(\d{1,2})\s+(\p{L}+)\s+(\d{4})(?:\s*هـ?)?$/u,
    (_, day, name, year) => {
      const persian = persianMonths.indexOf(name);
      if (persian >= 0) return `${year}-${1 + persian}-${day}`;
      const month = otherMonths.findIndex(
        (names) => names.includes(name) || names.includes(name.replace(/^ב/, '')),
      );
      return month < 0 ? null : `${year}-${1 + month}-${day}`;
    },
  ],
];

/** The text in a form that is read everywhere; null where it has none of these. */
export function usualDateForm(text: string): string | null {
  for (const [pattern, write] of forms) {
    const parts = pattern.exec(text);
    const usual = parts && write(...parts);
    if (usual) return usual;
  }
  return null;
}
