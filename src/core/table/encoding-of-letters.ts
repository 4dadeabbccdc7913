// The encoding of bytes that are no UTF-8, by the letters that stand in their words.
//
// Every encoding gives some letters to any bytes; only the right one gives the letters of one language, small ones behind small
// ones, and no signs or boxes within words. Each language is tried in each encoding that can write it. Headers that then
// name columns of sales speak for it too.

import { meaningsOf } from '../files/header-words.ts';
import { decoded, type Encoding } from './code-pages.ts';

/** The letters above ASCII of a language, the small ones. */
const latin = {
  german: 'äöüß',
  french: 'àâçéèêëîïôùûüœæ',
  spanish: 'áéíóúüñ',
  portuguese: 'ãõáéíóúâêôçàü',
  italian: 'àèéìòù',
  dutch: 'éëïóöü',
  danish: 'æøåéô',
  swedish: 'åäöé',
  icelandic: 'áéíóúýðþæö',
  polish: 'ąćęłńóśźż',
  czech: 'áčďéěíňóřšťúůýžľĺŕäô',
  hungarian: 'áéíóöőúüű',
  romanian: 'ăâîşţ',
  croatian: 'čćđšž',
  turkish: 'çğıöşüâîi\u0307',
  lithuanian: 'ąčęėįšųūž',
  latvian: 'āčēģīķļņšūž',
  estonian: 'äöõüšž',
} as const;
const russian = 'абвгдежзийклмнопрстуфхцчшщъыьэюяё';
const others = {
  russian,
  ukrainian: 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя',
  greek: 'αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋ',
  hebrew: 'אבגדהוזחטיךכלםמןנסעףפץצקרשת',
  arabic: 'ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي',
} as const;

const western = [
  'german',
  'french',
  'spanish',
  'portuguese',
  'italian',
  'dutch',
  'danish',
  'swedish',
] as const;
const central = ['polish', 'czech', 'hungarian', 'romanian', 'croatian', 'german'] as const;
const cyrillic = ['russian', 'ukrainian'] as const;
const languagesOf: readonly [Encoding, readonly (keyof typeof latin | keyof typeof others)[]][] = [
  ['windows-1252', [...western, 'icelandic', 'estonian']],
  ['windows-1250', central],
  ['windows-1251', cyrillic],
  ['windows-1254', ['turkish']],
  ['windows-1257', ['lithuanian', 'latvian', 'estonian', 'polish']],
  ['windows-1253', ['greek']],
  ['windows-1255', ['hebrew']],
  ['windows-1256', ['arabic']],
  ['ibm850', western],
  ['ibm852', central],
  ['ibm866', cyrillic],
  ['iso-8859-2', central],
  ['iso-8859-5', cyrillic],
  ['koi8-r', ['russian']],
  ['macintosh', western],
];
const asian = ['shift_jis', 'euc-jp', 'gb18030', 'big5', 'euc-kr'] as const;

/** The encoding that gives the bytes the best words; Windows-1252 where none gives any. */
export function encodingOfLetters(bytes: Uint8Array): Encoding {
  const sample = linesAboveAscii(bytes);
  if (sample.length === 0) return 'windows-1252';
  let best: Encoding = 'windows-1252';
  let highest = -Infinity;
  const consider = (encoding: Encoding, score: number) => {
    // A tie, and what is all but one, goes to the commoner encoding.
    if (score <= highest + 0.005) return;
    best = encoding;
    highest = score;
  };
  for (const [encoding, languages] of languagesOf) {
    const whole = decoded(sample, encoding);
    // What was UTF-8 once reads as Ã and a sign: it says nothing of the other lines.
    const text = encoding === 'windows-1252' ? whole.replace(utf8Read, '') : whole;
    const named = namedColumns(bytes, encoding);
    for (const language of languages) consider(encoding, wordScore(text, lettersOf(language)) + named);
  }
  consider('windows-874', thaiScore(decoded(sample, 'windows-874')) + namedColumns(bytes, 'windows-874'));
  for (const encoding of asian)
    consider(encoding, asianScore(sample, encoding) + namedColumns(bytes, encoding));
  return best;
}

const utf8Read = /[ÂÃÄÅ][\u00a0-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]/g;

const lettersOf = (language: keyof typeof latin | keyof typeof others): ReadonlySet<string> =>
  new Set(
    language in latin ? latin[language as keyof typeof latin] : others[language as keyof typeof others],
  );

/** The first lines that hold a byte above ASCII, the header among them; no more than 16 KB of them. */
function linesAboveAscii(bytes: Uint8Array): Uint8Array {
  const kept: number[] = [];
  let start = 0;
  for (let i = 0; i <= bytes.length && kept.length < 1 << 14; i++) {
    if (i < bytes.length && bytes[i] !== 10 && bytes[i] !== 13) continue;
    const line = bytes.subarray(start, Math.min(i, start + 2000));
    if (line.some((byte) => byte >= 0x80)) kept.push(...line, 10);
    start = i + 1;
  }
  return Uint8Array.from(kept);
}

/** How many cells of the first line name a column of sales only because of letters above ASCII, a third each. */
function namedColumns(bytes: Uint8Array, encoding: Encoding): number {
  const line = decoded(bytes.subarray(0, 2000), encoding)
    .slice(0, 500)
    .split(/[\r\n]/)[0]!;
  return (
    line
      .split(/[,;\t|]/)
      .map((cell) => cell.replaceAll('"', '').trim())
      // eslint-disable-next-line no-control-regex -- ASCII is what is meant
      .filter((cell) => /[^\u0000-\u007f]/.test(cell) && meaningsOf(cell).length > 0).length / 3
  );
}

const isSign = (sign: string) => /[€$£¥¢¤°§²³½¼¾®©™–—…“”„‘’‚«»·•¿¡ºª±×µ´\u00a0№]/u.test(sign);
const isLetter = (sign: string | undefined) => sign !== undefined && /\p{L}/u.test(sign);

/** How well the signs above ASCII stand as letters of a language within words, each from -2 to 1, on average. */
function wordScore(text: string, letters: ReadonlySet<string>): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]!;
    if (sign < '\u0080') continue;
    count++;
    const [before, after] = [text[i - 1], text[i + 1]];
    const isWithin = isLetter(before) && isLetter(after);
    if (!isLetter(sign)) {
      const isApostrophe = sign === '’' || sign === '´' || sign === '·';
      sum += isSign(sign) && (!isWithin || isApostrophe) ? 0.8 : -2;
      continue;
    }
    const small = sign.toLowerCase();
    const isCapital = small !== sign;
    if (isCapital && isLetter(before) && before !== before!.toUpperCase()) sum -= 1;
    else if (!isLetter(before) && !isLetter(after)) sum -= 0.5;
    else if (isMixed(sign, before) || isMixed(sign, after)) sum -= 1;
    // A name from another language: rarer, and of the same script.
    else
      sum += letters.has(small) ? (isCapital && isLetter(before) ? 0.95 : 1) : sign < '\u0250' ? 0.3 : -0.5;
  }
  return count === 0 ? -Infinity : sum / count;
}

const scriptOf = (sign: string) =>
  sign < '\u0250' ? 'latin' : sign < '\u0400' ? 'greek' : sign < '\u0530' ? 'cyrillic' : 'other';
const isMixed = (sign: string, other: string | undefined) =>
  isLetter(other) && scriptOf(sign) !== scriptOf(other!);

/** Share of Thai letters; vowels and tones above and below never begin a word. */
function thaiScore(text: string): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    count++;
    const isMark = code === 0xe31 || (code >= 0xe34 && code <= 0xe3a) || (code >= 0xe47 && code <= 0xe4e);
    const before = text.charCodeAt(i - 1);
    if (code < 0xe01 || code > 0xe5b) sum -= 1;
    else sum += isMark && !(before >= 0xe01 && before <= 0xe4e) ? -1 : 1;
  }
  // Words of one letter are as good as none: a lone byte of any text is a letter of Thai.
  const long = text.match(/[\u0e01-\u0e4e]{3,}/g)?.join('').length ?? 0;
  return count === 0 ? -Infinity : long > 0.7 * count ? sum / count : -1;
}

/** Share of the characters above ASCII that are usual in the language of an Asian encoding; those next to Latin letters are not. */
function asianScore(bytes: Uint8Array, encoding: (typeof asian)[number]): number {
  const text = decoded(bytes, encoding);
  let all = 0;
  let sum = 0;
  const signs = [...text];
  signs.forEach((sign, i) => {
    const code = sign.codePointAt(0)!;
    if (code < 0x80) return;
    all++;
    const isKana = code >= 0x3040 && code <= 0x30ff;
    const isHan = code >= 0x4e00 && code <= 0x9fa5;
    const isHangul = code >= 0xac00 && code <= 0xd7a3;
    const isWide = code >= 0x3000 && code <= 0x303f ? true : code >= 0xff01 && code <= 0xff60;
    const isJapanese = encoding === 'shift_jis' || encoding === 'euc-jp';
    if (isWide) sum += 0.8;
    else if (code === 0xfffd) sum -= 2;
    else if (isKana) sum += isJapanese ? 1 : 0.1;
    else if (isHangul) sum += encoding === 'euc-kr' ? 1 : -0.5;
    else if (!isHan) sum -= code >= 0xff61 && code <= 0xff9f ? 0 : 0.5;
    else if (/[a-z]/i.test(signs[i - 1] ?? '') && /[a-z]/i.test(signs[i + 1] ?? '')) sum -= 1;
    else if (encoding === 'euc-kr') sum += 0.2;
    else sum += usualHan(sign, encoding) ? 0.97 : 0.3;
  });
  return all === 0 ? -Infinity : sum / all;
}

/** The characters in daily use of an encoding stand in its first level; found once by decoding it. */
const firstLevels = new Map<Encoding, ReadonlySet<string>>();
const levels: Readonly<Partial<Record<Encoding, readonly [first: number, last: number]>>> = {
  shift_jis: [0x88, 0x97],
  'euc-jp': [0xb0, 0xcf],
  gb18030: [0xb0, 0xd7],
  big5: [0xa4, 0xc6],
};

function usualHan(sign: string, encoding: Encoding): boolean {
  let usual = firstLevels.get(encoding);
  if (!usual) {
    const [first, last] = levels[encoding]!;
    // In Big5 and Shift JIS the second byte may be below 0xa1, in the others it is not.
    const from = encoding === 'big5' || encoding === 'shift_jis' ? 0x40 : 0xa1;
    const bytes: number[] = [];
    for (let one = first; one <= last; one++)
      for (let two = from; two <= 0xfc; two++) bytes.push(one, two, 10);
    usual = new Set(decoded(Uint8Array.from(bytes), encoding));
    firstLevels.set(encoding, usual);
  }
  return usual.has(sign);
}
