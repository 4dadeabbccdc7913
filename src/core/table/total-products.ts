// "Products" that are sums of the others: a row "Total" or "Zwischensumme" beside the things it adds up, a region beside its stores.
//
// What a name or arithmetic shows to be a sum is left out, so that nothing counts twice, and said; the person may keep it. Where a
// grand total is the sum of some series and others stand beside these, those others are in the total too and so in its parts:
// then the smaller ones are read, and the person may choose the larger ones instead.

import { isChargeWord } from '../files/vocabulary.ts';
import type { OpenQuestion, ProductInfo, ReadChoices, SalesTable } from './dataset.ts';
import { counted, type FindingCollector } from './findings.ts';
import type { MergedDays } from './merge-days.ts';
import { isNamedTotal, soldIn, type SumOfSeries, sumsOfSeries } from './sums/sums-of-series.ts';

/** Why products are no products, by their index: totals, parts of totals that hold others, charges on the bill. */
export function totalProducts(
  { products }: Pick<SalesTable, 'products'>,
  merged: readonly MergedDays[],
  choices: ReadChoices,
  findings: FindingCollector,
  questions: OpenQuestion[],
): Map<number, string> {
  const reasons = new Map<number, string>();
  if (products.length < 2) return reasons;
  products.forEach((product, p) => {
    if (!isChargeWord(product.key ?? product.id) && !isChargeWord(product.name)) return;
    reasons.set(p, 'it is a charge on the bill, not a product');
    findings.add(
      {
        kind: 'charges',
        severity: 'attention',
        found: 'Charges on the bill among the products',
        done: 'Left out, since they are not products',
      },
      0,
      () => `"${product.name}"`,
    );
  });
  const goods = products.map((_, p) => p).filter((p) => !reasons.has(p));
  const sums = sumsOfSeries(
    goods.map((p) => products[p]!),
    goods.map((p) => merged[p]!),
  ).map((sum): SumOfSeries => ({
    ...sum,
    total: goods[sum.total]!,
    parts: sum.parts.map((p) => goods[p]!),
    among: sum.among.map((p) => goods[p]!),
  }));
  const titles = titlesOf(products);
  const words = new Map<number, string>();
  for (const p of goods)
    if (isNamedTotal(products[p]!)) words.set(p, 'it is a total (the sum of other rows), not a product');
  for (const sum of sums)
    words.set(sum.total, `it is a total (the sum of ${partsInWords(sum, titles)}), not a product`);
  if (words.size === 0) return reasons;
  const two = levelsOf(sums, words, products, merged);
  const isKept = choices.totals === 'kept';
  if (!isKept) {
    for (const [p, reason] of words) reasons.set(p, reason);
    for (const { parts, smaller, total } of two)
      for (const p of choices.totals === 'larger' ? smaller : parts)
        reasons.set(
          p,
          choices.totals === 'larger'
            ? `it lies within a part of "${titles[total]!}", and these parts are used instead`
            : `it is a part of "${titles[total]!}" made up of smaller series, which are used instead`,
        );
  }
  noteTotals(words, sums, two, titles, choices, findings);
  if (choices.totals === undefined) ask(words, two, titles, questions);
  return reasons;
}

/** A grand total with the parts that make it up, and the smaller series beside them that lie in these parts. */
interface TwoLevels {
  readonly total: number;
  readonly parts: readonly number[];
  readonly smaller: readonly number[];
}

function levelsOf(
  sums: readonly SumOfSeries[],
  words: ReadonlyMap<number, string>,
  products: readonly ProductInfo[],
  merged: readonly MergedDays[],
): TwoLevels[] {
  const inSums = new Set(sums.flatMap(({ parts }) => parts));
  return sums.flatMap(({ total, parts, among }): TwoLevels[] => {
    if (!saysTotal(products[total]!) || parts.some((p) => words.has(p))) return [];
    const smaller = among.filter((p) => !inSums.has(p) && !words.has(p));
    const sold = (list: readonly number[]) => list.reduce((sum, p) => sum + soldIn(merged[p]!), 0);
    return smaller.length > 0 && sold(smaller) <= sold(parts) ? [{ total, parts, smaller }] : [];
  });
}

const totalToken =
  /^(?:total|totals|grand|gesamt|summe|insgesamt|overall|totale|totaal|suma|razem|soma|итого|合計|总计)$/iu;

/** Whether a word of its name or key says that it is all there is: `TotalUS-organic`, `Gesamt Deutschland`. */
const saysTotal = (product: ProductInfo) =>
  isNamedTotal(product) ||
  [product.key ?? product.id, product.name, ...Object.values(product.series ?? {})].some((text) =>
    text
      .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
      .split(/[^\p{L}]+/u)
      .some((token) => totalToken.test(token)),
  );

/** The names of the products; of the series of one product, what tells them apart. */
function titlesOf(products: readonly ProductInfo[]): string[] {
  const isOne = products.every(({ key, series }) => series && key === products[0]!.key);
  return products.map(({ name, series }) => (isOne ? Object.values(series!).join(' · ') : name));
}

const named = (titles: readonly string[], list: readonly number[]) => {
  const shown = list.slice(0, 2).map((p) => `"${titles[p]!}"`);
  return list.length > 2
    ? `${shown.join(', ')} and ${counted(list.length - 2, 'more', 'more')}`
    : shown.join(' and ');
};

const partsInWords = ({ parts }: SumOfSeries, titles: readonly string[]) =>
  parts.length === 1 ? `${named(titles, parts)} alone` : named(titles, parts);

function noteTotals(
  words: ReadonlyMap<number, string>,
  sums: readonly SumOfSeries[],
  two: readonly TwoLevels[],
  titles: readonly string[],
  choices: ReadChoices,
  findings: FindingCollector,
): void {
  const isKept = choices.totals === 'kept';
  const sum = sums[0];
  findings.add(
    {
      kind: 'totals',
      severity: 'attention',
      found: `Totals beside their parts: ${named(titles, [...words.keys()])}`,
      done: isKept
        ? 'Kept, as you chose, so what they add up counts twice'
        : 'Left out, so that nothing counts twice',
    },
    0,
    () =>
      sum
        ? `"${titles[sum.total]!}" sold as much as ${partsInWords(sum, titles)} on ${sum.equalDays} of its ${counted(sum.days, 'day')} with sales`
        : `"${titles[[...words.keys()][0]!]!}" is called a total`,
    words.size,
  );
  for (const { total, parts, smaller } of two)
    findings.add(
      {
        kind: 'levels',
        severity: 'attention',
        found: `"${titles[total]!}" is the sum of ${named(titles, parts)}; ${counted(smaller.length, 'smaller series is', 'smaller series are')} listed too and must lie within them`,
        done: isKept
          ? 'All are kept, as you chose, so what they share counts twice'
          : choices.totals === 'larger'
            ? 'The parts of the total are used, as you chose, and the smaller series left out'
            : 'The smaller series are used and the parts of the total left out, so that nothing counts twice',
      },
      0,
      () => `Smaller: ${named(titles, smaller)}`,
      parts.length + smaller.length,
    );
}

function ask(
  words: ReadonlyMap<number, string>,
  two: readonly TwoLevels[],
  titles: readonly string[],
  questions: OpenQuestion[],
): void {
  const first = two[0];
  questions.push({
    about: 'totals',
    message:
      `${named(titles, [...words.keys()])} ${words.size === 1 ? 'is a total of' : 'are totals of'} other series. ` +
      (first
        ? `"${titles[first.total]!}" is the sum of ${named(titles, first.parts)}, and ${named(titles, first.smaller)} must lie within them. Which should be priced?`
        : `Should ${words.size === 1 ? 'it' : 'they'} be left out, so that nothing counts twice?`),
    choices: first
      ? [
          { label: 'The smaller series', choices: { totals: 'left out' } },
          { label: 'The parts of the total', choices: { totals: 'larger' } },
          { label: 'All of them', choices: { totals: 'kept' } },
        ]
      : [
          { label: 'Leave out', choices: { totals: 'left out' } },
          { label: 'Keep', choices: { totals: 'kept' } },
        ],
  });
}
