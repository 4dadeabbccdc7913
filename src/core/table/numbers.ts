// Cells into numbers: one reader per column, with a fast path for plain numbers and a slow one for the ways in which
// people and programs write them.
//
// Which of point and comma is the decimal separator is decided per column by evidence, because "1.234" alone does not
// tell: a cell such as "1.234,5", "12,5" or "1.234.567" does. Columns without evidence follow the rest of the file.

export type DecimalSeparator = '.' | ',';

/** What a cell that is no number says: nothing, that a value is missing, or something unreadable. */
export type NumberProblem = 'blank' | 'marked-missing' | 'unreadable';

const markedMissing = new Set(
  (
    'n/a na n.a. n.a nan null nil none missing unknown undefined - -- --- – — . ? ' +
    '#n/a #na #null! #value! #ref! #div/0! #name? #num! (blank) (null) <na> n/v k.a. k/a'
  ).split(' '),
);

const powersOfTen = Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

// Currency signs, ISO codes and the short names that stand for one, percent signs.
const signs =
  /\p{Sc}|%|\b(?:US|A|AU|C|CA|NZ|HK|S|R|NT|MX|AR|COL)(?=\p{Sc})|(?<![\p{L}\d])R(?=\s\d|\d[\d,]*\.\d\d$)|\bS\/\.?(?=\s?\d)|(?:\b|(?<=\d))(?:USD|EUR|GBP|JPY|CNY|RMB|INR|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|TRY|RUB|HRK|RSD|UAH|ILS|ZAR|BRL|MXN|ARS|CLP|COP|SGD|HKD|KRW|TWD|THB|IDR|MYR|PHP|VND|AED|SAR|EGP|NGN|VND|UAH|KES|GHS|PEN|UYU|PYG|BOB|KWD|BHD|OMR|QAR|JOD|MAD|PKR|BDT|LKR|NPR|KZT|GEL|MDL)\b|(?<![\p{L}])(?:kr|kn|Fr|Rs|Rp|RM|TL|zł|Kč|Ft|lei|лв|ден|дин|руб|грн|KSh|TSh|USh|ر\.?س|ر\.?ق|ر\.?ع|د\.?إ|د\.?ك|د\.?ب|د\.?أ|د\.?ج|د\.?م|د\.?ت|ج\.?م|ل\.?ل|ريال|درهم|دينار|جنيه|تومان|dollars?|euros?|pounds?|francs?)\.?(?![\p{L}])/giu;

// What stands behind a number and says of what: `16.00/ea`, `1,980円`, `12 pcs`.
const measures =
  /\s*(?:\/\s*\p{L}{1,8}\.?|(?:per|pro|je|par|por|al|za)\s\p{L}{1,10}\.?|[x×](?=$)|(?:each|ea|pcs?|nos?|pieces?|units?|packs?|pkts?|box(?:es)?|ctns?|cartons?|cases?|bags?|bottles?|btls?|pairs?|prs|sets?|tickets?|nights?|items?|gal|gallons?|lit(?:re|er)s?|ltrs?|stk|stück|st|szt|sztuk|uds?|und|un|pz|pezzi|stuks|шт|ks|kus|kusů|db|kom|kpl|vnt|gab|tk|adet|buc|kos|τεμ|יח|ชิ้น|kg|kwh)\.?|[円元원₫個点件本枚台册圆圓])$/iu;

const bodies: Readonly<Record<DecimalSeparator, RegExp>> = {
  // Thousands in threes, or as in India in twos above the last three: 1,00,000.
  '.': /^(?:\d{1,3}(?:([,'’ ])\d{3})(?:\1\d{3})*|\d{1,2}(?:,\d{2})+,\d{3}|\d+)?(?:\.\d*)?(?:e[+-]?\d{1,3})?$/i,
  ',': /^(?:\d{1,3}(?:([.'’ ])\d{3})(?:\1\d{3})*|\d+)?(?:,\d*)?(?:e[+-]?\d{1,3})?$/i,
};

/** Digits of India, Thailand, Laos, Tibet, Burma and Cambodia. */
const otherDigits =
  /[\u0966-\u096f\u09e6-\u09ef\u0a66-\u0a6f\u0ae6-\u0aef\u0b66-\u0b6f\u0be6-\u0bef\u0c66-\u0c6f\u0ce6-\u0cef\u0d66-\u0d6f\u0e50-\u0e59\u0ed0-\u0ed9\u0f20-\u0f29\u1040-\u1049\u17e0-\u17e9]/g;
/** Their zeros stand at places that end in 0 or in 6. */
const zeroOf = (code: number) =>
  code % 16 >= 6 && code < 0xe00 ? code - (code % 16) + 6 : code - (code % 16);

/** No number is written with more characters than this. */
const longestNumber = 100;

/**
 * A cell in plain characters: full-width forms and the digits of other scripts as ASCII, without the invisible marks that
 * turn the direction of writing.
 */
export function plainCharacters(text: string): string {
  if (!/[^\x20-\x7e]/.test(text)) return text;
  return text
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u061c]/g, '')
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) % 16))
    .replace(otherDigits, (digit) => String(digit.charCodeAt(0) - zeroOf(digit.charCodeAt(0))))
    .replaceAll('\u066b', '.')
    .replaceAll('\u066c', ',')
    .replaceAll('\u3000', ' ');
}

/** `="20.00"`, by which programs keep spreadsheets from changing a cell, is what stands in it. */
export function withoutFormula(text: string): string {
  return text.startsWith('="') && text.endsWith('"') && text.length > 3 ? text.slice(2, -1).trim() : text;
}

/**
 * The number in `text`, or what is in the way. Understands grouped thousands, currency signs and codes, percent
 * signs (`12 %` is 12), negatives as `-5`, `5-`, `(5)` and `−5`, and exponents.
 */
export function readNumber(text: string, decimal: DecimalSeparator): number | NumberProblem {
  if (text.length > longestNumber) return text.trim() === '' ? 'blank' : 'unreadable';
  const trimmed = withoutFormula(plainCharacters(text).trim());
  if (trimmed === '') return 'blank';
  if (markedMissing.has(trimmed.toLowerCase())) return 'marked-missing';
  let body = trimmed.replace(/[\s\u00a0\u202f\u2009]+/g, ' ').replace(/[−‒–]/g, '-');
  let negative = false;
  if (body.startsWith('(') && body.endsWith(')')) {
    negative = true;
    body = body.slice(1, -1);
  }
  // `12€50` is twelve and a half: the sign parts the decimals.
  body = body
    .replace(/^(\D*\d+)\s?\p{Sc}\s?(\d{2})$/u, `$1${decimal}$2`)
    .replace(signs, '')
    .trim();
  // Whole amounts as shops write them: `12,-`, `1'234.–`, `960:-`, `500/-`; and text marks of spreadsheets: `'12`.
  body = body
    .replace(/(\d)(?:[.,:]\s?[-—]{1,2}|\s?\/-)$/, '$1')
    .replace(/^'(?=\d)|^[x×]\s?(?=\d)|^(?:~|≈|ca\.?|approx\.?)\s?(?=\d)/i, '');
  if (!/^[\d.,\s+-]*$/.test(body)) body = body.replace(measures, '').trim();
  if (body.startsWith('-') || body.startsWith('+')) {
    if (negative) return 'unreadable';
    negative = body.startsWith('-');
    body = body.slice(1).trim();
  } else if (body.endsWith('-')) {
    if (negative) return 'unreadable';
    negative = true;
    body = body.slice(0, -1).trim();
  }
  const shortened = /\d\s?k$|\d[.,]\d+M$/i.exec(body)?.[0].slice(-1).toLowerCase(); // 2.4k, 1.2M
  if (shortened) body = body.slice(0, -1).trim();
  if (!/\d/.test(body) || !bodies[decimal].test(body)) return 'unreadable';
  const plain = decimal === '.' ? body.replace(/[,'’ ]/g, '') : body.replace(/[.'’ ]/g, '').replace(',', '.');
  const value = Number(plain) * (shortened === 'm' ? 1_000_000 : shortened ? 1000 : 1);
  if (!Number.isFinite(value)) return 'unreadable';
  return negative ? -value : value;
}

/** Which decimal separator a cell proves, null where both readings are possible or it holds neither sign. */
export function separatorProof(text: string): DecimalSeparator | null {
  if (text.length > longestNumber) return null;
  const whole = /\d([.,])\s?[-–—]{1,2}\D*$/.exec(text); // `12,-`
  if (whole) return whole[1] as DecimalSeparator;
  // From the first digit (or a sign right before it) to the last: the point of "руб." parts no decimals.
  const written = /(?:(?<![\p{L}])[.,])?\d(?:.*\d)?/u.exec(plainCharacters(text));
  const body = (written?.[0] ?? '').replace(/[^\d.,]/g, '');
  const lastPoint = body.lastIndexOf('.');
  const lastComma = body.lastIndexOf(',');
  if (lastPoint < 0 && lastComma < 0) return null;
  if (lastPoint >= 0 && lastComma >= 0) {
    const decimal = lastPoint > lastComma ? '.' : ',';
    return body.indexOf(decimal) === Math.max(lastPoint, lastComma) ? decimal : null;
  }
  const sign = lastPoint >= 0 ? '.' : ',';
  const groups = body.split(sign);
  if (groups.length > 2) {
    return groups.slice(1).every((group) => group.length === 3) ? (sign === '.' ? ',' : '.') : null;
  }
  const [before, after] = groups as [string, string];
  // Yen, won, dong and rupiah have no decimals.
  if (after.length === 3 && /[¥￥₩円원₫]|(?<!\p{L})(?:VND|IDR|Rp)(?!\p{L})/u.test(text))
    return sign === '.' ? ',' : '.';
  const couldBeThousands =
    after.length === 3 && before.length >= 1 && before.length <= 3 && !before.startsWith('0');
  return couldBeThousands ? null : sign;
}

/** Cells of one column that prove a separator, and cells that could be read either way. */
export class SeparatorEvidence {
  points = 0;
  commas = 0;
  undecided = 0;
  /** One cell that could be read either way. */
  undecidedExample = '';

  add(text: string): void {
    const proof = separatorProof(text);
    if (proof === '.') this.points++;
    else if (proof === ',') this.commas++;
    else if (/[.,]/.test(text)) this.addUndecided(text);
  }

  addUndecided(text: string): void {
    this.undecided++;
    if (this.undecidedExample === '') this.undecidedExample = text;
  }

  /** The separator most cells prove, null where none does. */
  verdict(): DecimalSeparator | null {
    if (this.points === this.commas) return this.points > 0 ? '.' : null;
    return this.points > this.commas ? '.' : ',';
  }
}

/**
 * Each column's decimal separator: by its own evidence, else by the evidence of all columns, else by the delimiter
 * (programs that write a decimal comma part the cells by semicolons).
 */
export function decideSeparators(
  evidence: readonly SeparatorEvidence[],
  delimiter: string,
): { readonly columns: readonly DecimalSeparator[]; readonly file: DecimalSeparator } {
  const all = new SeparatorEvidence();
  for (const one of evidence) {
    all.points += one.points;
    all.commas += one.commas;
  }
  const file = all.verdict() ?? (delimiter === ';' ? ',' : '.');
  return { columns: evidence.map((one) => one.verdict() ?? file), file };
}

/** Reads the cells of one column in turn. `problem` says why the last cell gave NaN. */
export class NumberReader {
  readonly evidence = new SeparatorEvidence();
  problem: NumberProblem = 'blank';
  readonly #decimal: DecimalSeparator;
  readonly #decimalCode: number;

  constructor(decimal: DecimalSeparator) {
    this.#decimal = decimal;
    this.#decimalCode = decimal.charCodeAt(0);
  }

  /** The cell's number; NaN with `problem` set where it holds none. */
  read(text: string): number {
    const length = text.length;
    if (length === 0) {
      this.problem = 'blank';
      return NaN;
    }
    // Digits up to 15 fit a double exactly, and so does the power of ten: one division rounds as parsing would.
    if (length > 16) return this.#readSlowly(text);
    let i = text.charCodeAt(0) === 45 ? 1 : 0;
    const start = i;
    let mantissa = 0;
    let pointAt = -1;
    for (; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code >= 48 && code <= 57) mantissa = mantissa * 10 + (code - 48);
      else if (code === this.#decimalCode && pointAt < 0) pointAt = i;
      else return this.#readSlowly(text);
    }
    const digits = length - start - (pointAt < 0 ? 0 : 1);
    if (digits === 0 || digits > 15) return this.#readSlowly(text);
    if (pointAt >= 0) {
      const fraction = length - 1 - pointAt;
      mantissa /= powersOfTen[fraction]!;
      if (fraction !== 3 || pointAt - start > 3) this.#prove();
      else this.#prove3(text, start);
    }
    return start === 1 ? -mantissa : mantissa;
  }

  #prove(): void {
    if (this.#decimalCode === 46) this.evidence.points++;
    else this.evidence.commas++;
  }

  /** "1.234" proves nothing; "0.234" does. */
  #prove3(text: string, start: number): void {
    const code = text.charCodeAt(start);
    if (code === 48 || code === this.#decimalCode) this.#prove();
    else this.evidence.addUndecided(text);
  }

  #readSlowly(text: string): number {
    const value = readNumber(text, this.#decimal);
    if (typeof value === 'string') {
      this.problem = value;
      if (value === 'unreadable') this.#weigh(text);
      return NaN;
    }
    this.evidence.add(text);
    return value;
  }

  /** An unreadable cell is evidence only if the other separator makes a number of it. */
  #weigh(text: string): void {
    const other = this.#decimal === '.' ? ',' : '.';
    if (typeof readNumber(text, other) === 'number') this.evidence.add(text);
  }
}
