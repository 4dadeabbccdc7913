// The size of a pack as its name says it: `Cola 6 x 330 ml`, `Tropicana 64 oz`, `Nappies 84 pcs`.

/** What sizes are counted in, so that only like is compared with like. */
export type SizeMeasure = 'ml' | 'g' | 'pieces';

export interface PackSize {
  /** In `measure`, above 0. */
  readonly size: number;
  readonly measure: SizeMeasure;
  /** The size as it stands in the name. */
  readonly words: string;
  /** The name without its size: packs of one family share it. */
  readonly family: string;
}

/** Units as they are written, with how many of the measure they hold. An `oz` alone is a weight unless `fl` stands before it. */
const units: Readonly<Record<string, readonly [SizeMeasure, number]>> = {
  ml: ['ml', 1],
  cl: ['ml', 10],
  dl: ['ml', 100],
  l: ['ml', 1000],
  lt: ['ml', 1000],
  ltr: ['ml', 1000],
  liter: ['ml', 1000],
  litre: ['ml', 1000],
  litres: ['ml', 1000],
  liters: ['ml', 1000],
  'fl oz': ['ml', 29.5735],
  floz: ['ml', 29.5735],
  pt: ['ml', 473.176],
  qt: ['ml', 946.353],
  gal: ['ml', 3785.41],
  gallon: ['ml', 3785.41],
  g: ['g', 1],
  gr: ['g', 1],
  kg: ['g', 1000],
  oz: ['g', 28.3495],
  ounce: ['g', 28.3495],
  ounces: ['g', 28.3495],
  lb: ['g', 453.592],
  lbs: ['g', 453.592],
  ct: ['pieces', 1],
  count: ['pieces', 1],
  pc: ['pieces', 1],
  pcs: ['pieces', 1],
  pieces: ['pieces', 1],
  pk: ['pieces', 1],
  pack: ['pieces', 1],
  stk: ['pieces', 1],
  stück: ['pieces', 1],
  rolls: ['pieces', 1],
  tablets: ['pieces', 1],
  capsules: ['pieces', 1],
};

const unitNames = Object.keys(units)
  .sort((a, b) => b.length - a.length)
  .map((name) => name.replace(' ', '\\s*'));
const number = String.raw`\d+(?:[.,]\d+)?`;
/** `6 x 330 ml`, `330ml x 6`, `1.5 l`, `12-pack`. */
const pattern = new RegExp(
  String.raw`(?<![\p{L}\d.,])(?:(${number})\s*[x×*]\s*)?(${number})[\s-]*(${unitNames.join('|')})(?![\p{L}\d])\.?(?:\s*[x×*]\s*(\d+)(?![\p{L}\d]))?`,
  'iu',
);

/** null where the name says no size. */
export function packSizeOf(name: string): PackSize | null {
  const found = pattern.exec(name);
  if (!found) return null;
  const [words, times, amount, unit, after] = found;
  const known =
    units[unit!.toLowerCase().replace(/\s+/g, ' ')] ?? units[unit!.toLowerCase().replace(/\s+/g, '')];
  if (!known) return null;
  const [measure, each] = known;
  const size = decimal(amount!) * each * (times ? decimal(times) : 1) * (after ? decimal(after) : 1);
  if (!(size > 0)) return null;
  const family = plainFamily(name.slice(0, found.index) + ' ' + name.slice(found.index + words.length));
  return family === '' ? null : { size, measure, words: words.trim(), family };
}

function decimal(text: string): number {
  return Number(text.replace(',', '.'));
}

/** Names compared without case, spacing and punctuation. */
function plainFamily(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
