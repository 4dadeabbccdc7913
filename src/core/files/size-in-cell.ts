// The size of a pack that a cell says, and a name with its size.

import { headerTokens } from './header-tokens.ts';

const unitWords =
  'ml cl dl l lt ltr liter litre litres liters oz floz g gr kg lb lbs ct pc pcs pieces pack stk rolls'.split(
    ' ',
  );
/** Headers whose whole numbers are sizes only where a unit stands with them; `units` beside sales are no size. */
const sizeWords = [
  'size',
  'content',
  'contents',
  'inhalt',
  'contenance',
  'contenido',
  'formato',
  'grammatur',
  'fullmenge',
  'fuellmenge',
  'gramaje',
  'grosse',
  'packungsgrosse',
  'packungsinhalt',
  'gebindegrosse',
];
/** Of them also bare amounts with a unit in the header. */
const amountWords = ['volume', 'weight', 'volumen', 'gewicht', 'peso', 'poids', 'nettogewicht', ...sizeWords];
/** What is measured: a pack, not a shop or an order. */
const packWords = [
  'pack',
  'package',
  'packaging',
  'bottle',
  'unit',
  'item',
  'product',
  'net',
  'can',
  'jar',
  'container',
];

const number = String.raw`\d+(?:[.,]\d+)?`;
const amount = new RegExp(String.raw`^(?:${number}\s*[x×*]\s*)?${number}$`, 'iu');
const sized = new RegExp(
  String.raw`^(?:${number}\s*[x×*]\s*)?${number}[\s-]*(?:fl\.?\s*oz|${unitWords.join('|')})\.?$`,
  'iu',
);

/** The size that a cell under `header` says, such as `750 ml`; null where that is none. */
export function sizeIn(header: string, cell: string): string | null {
  const tokens = headerTokens(header);
  const isSize = tokens.some((token) => amountWords.includes(token));
  if (
    !isSize ||
    !tokens.every((token) => [...amountWords, ...packWords, ...unitWords, 'fl', 'in'].includes(token))
  )
    return null;
  const text = cell.trim();
  if (sized.test(text)) return text;
  const unit = tokens.findLast((token) => unitWords.includes(token));
  if (!unit || unit === 'pack' || !amount.test(text)) return null;
  return `${text} ${tokens.includes('fl') && unit === 'oz' ? 'fl oz' : unit}`;
}

/** `Cola` and `1.5 l` as `Cola 1.5 l`; the name alone where it ends with that size already. */
export function sizedName(name: string, size: string): string {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  return plain(name).includes(plain(size)) ? name : `${name} ${size}`;
}
