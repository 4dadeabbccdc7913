// What the portfolio panel shows: every evaluated product with its baselines and its gap closed, worst first, the
// distribution, and the sentences. Pure, so that figures and wording are tested.

import type { EvaluatedProduct, PortfolioBaselines, PortfolioScore } from '../../../core/run/events.ts';
import { nothingToGainShare } from '../../../core/run/gap-closed.ts';
import { keptEvaluation } from '../../../core/run/kept-gap.ts';
import { median } from '../../../core/statistics/summary.ts';
import type { RunView } from '../../../store/run-view.ts';
import { formatCount, formatCountOf, formatPercent } from '../../../core/text/format.ts';
import type { ChartData } from '../../../core/export/charts/chart-data.ts';

/** The share of the gap a policy should close. */
export const goal = 0.9;

export interface PortfolioRow {
  /** Index into the run's products. */
  readonly product: number;
  readonly name: string;
  readonly keep: number;
  readonly policy: number;
  readonly bestFixed: number;
  readonly bestFixedPrice: number;
  readonly optimum: number;
  /** null where there is nothing to gain. */
  readonly gap: number | null;
  readonly standsOut: string;
}

export interface PortfolioView {
  /** Worst first; products with nothing to gain last. */
  readonly rows: readonly PortfolioRow[];
  readonly score: PortfolioScore;
  /** Market steps after which the policy was taken. */
  readonly step: number;
  /** Whether the score is the check at the end, whose episodes had no say in choosing the policy. */
  readonly isCheck: boolean;
  readonly ofProducts: number;
}

type PortfolioRun = Pick<RunView, 'baselines' | 'evaluations' | 'portfolioCheck' | 'productNames'>;

/** The kept policy, product by product; null before the first evaluation and for a run without baselines. */
export function portfolioView(run: PortfolioRun): PortfolioView | null {
  const baselines = run.baselines?.portfolio;
  const kept = keptEvaluation(run);
  const score = kept?.portfolio;
  if (!baselines || !score) return null;
  return {
    rows: portfolioRows(baselines, score, run.productNames),
    score,
    step: run.portfolioCheck?.step ?? kept.step,
    isCheck: run.portfolioCheck !== null,
    ofProducts: baselines.ofProducts,
  };
}

function portfolioRows(
  { products }: PortfolioBaselines,
  { returns, gaps }: PortfolioScore,
  names: readonly string[],
): readonly PortfolioRow[] {
  const remarkable = remarks(products);
  return products
    .map((product, k) => ({
      product: product.product,
      name: names[product.product] ?? `Product ${formatCount(product.product + 1)}`,
      keep: product.keepPrice,
      policy: returns[k]!,
      bestFixed: product.bestFixedPrice.ret,
      bestFixedPrice: product.bestFixedPrice.price,
      optimum: product.optimum,
      gap: gaps[k]!,
      standsOut: gaps[k] === null ? nothingToGain : remarkable[k]!,
    }))
    .sort((a, b) => (a.gap ?? Infinity) - (b.gap ?? Infinity) || a.name.localeCompare(b.name));
}

const nothingToGain = `keeping the price earns over ${formatPercent(nothingToGainShare, 0)} of the optimum`;

interface Trait {
  /** null where the product's market has none. */
  readonly of: (product: EvaluatedProduct) => number | null;
  readonly words: (value: number, median: number) => string;
}

const traits: readonly Trait[] = [
  {
    of: ({ keepPrice, optimum }) => 1 - keepPrice / optimum,
    words: (room, median) =>
      room < median
        ? `little to gain: ${formatPercent(room, 0)} of the optimum`
        : `much to gain: ${formatPercent(room, 0)} of the optimum`,
  },
  {
    of: ({ elasticity }) => elasticity,
    words: (elasticity) => `elasticity ${elasticity.toFixed(1)}`,
  },
  {
    of: ({ elasticityError }) => elasticityError,
    words: (error) => `elasticity known to ± ${error.toFixed(2)}`,
  },
  { of: ({ costShare }) => costShare, words: (share) => `cost ${formatPercent(share, 0)} of the price` },
  {
    of: ({ stockCover }) => stockCover,
    words: (cover) => `stock for ${formatPercent(cover, 0)} of the season`,
  },
  { of: ({ demandNoise }) => demandNoise, words: (noise) => `daily demand ± ${formatPercent(noise, 0)}` },
];

/** A trait further than this many typical deviations from the median is worth a word; the two furthest are named. */
const remarkableDistance = 1.5;
const mostRemarks = 2;

/** What sets each product apart from the others, in words; `–` where nothing does. */
export function remarks(products: readonly EvaluatedProduct[]): readonly string[] {
  const measured = traits.map((trait) => {
    const values = products.map(trait.of);
    const known = values.filter((value) => value !== null);
    const usual = median(known);
    // Half of the products lie nearer to the median than this.
    const typical = median(known.map((value) => Math.abs(value - usual)));
    return { trait, values, usual, typical };
  });
  return products.map((_, k) => {
    const far = measured
      .flatMap(({ trait, values, usual, typical }) => {
        const value = values[k]!;
        if (value === null) return [];
        const distance = typical > 1e-9 ? Math.abs(value - usual) / typical : 0;
        return [{ distance, words: trait.words(value, usual) }];
      })
      .filter(({ distance }) => distance > remarkableDistance)
      .sort((a, b) => b.distance - a.distance);
    return far.length === 0
      ? '–'
      : far
          .slice(0, mostRemarks)
          .map(({ words }) => words)
          .join(', ');
  });
}

/** The headline of the panel: median, middle half and how many reach the goal. */
export function portfolioSentence({ score, rows }: PortfolioView): string {
  const { quartiles } = score;
  if (!quartiles)
    return 'For every product keeping the price is as good as the optimum, so there is no gap to close.';
  const counted = rows.filter(({ gap }) => gap !== null);
  const reached = counted.filter(({ gap }) => gap! >= goal).length;
  return (
    `The median product closes ${formatPercent(quartiles.median, 0)} of the gap between keeping its price and its optimum; ` +
    `half of the products lie between ${formatPercent(quartiles.lower, 0)} and ${formatPercent(quartiles.upper, 0)}, ` +
    `and ${formatCount(reached)} of ${formatCount(counted.length)} reach ${formatPercent(goal, 0)}.`
  );
}

/** On what the figures rest, and what they leave out. */
export function portfolioBasis({ score, rows, step, isCheck, ofProducts }: PortfolioView): string {
  const episodes = formatCountOf(score.episodesPerProduct, 'episode');
  const measured = isCheck
    ? `Selected policy (step ${formatCount(step)}), on ${formatCount(score.episodesPerProduct)} held-out episodes per product`
    : `The best policy so far, from step ${formatCount(step)}, on ${episodes} per product`;
  const without = rows.filter(({ gap }) => gap === null).length;
  return [
    `${measured}, over the fitted range of its elasticity.`,
    rows.length < ofProducts
      ? ` Of ${formatCount(ofProducts)} products ${formatCount(rows.length)} are evaluated: the half with the largest revenue, the rest drawn at random.`
      : '',
    without > 0
      ? ` ${formatCountOf(without, 'product')} not counted: keeping the price earns over ${formatPercent(nothingToGainShare, 0)} of the optimum there.`
      : '',
  ].join('');
}

/** A product as a dot of the distribution: products of one bin stand on one another. */
export interface GapDot {
  readonly row: PortfolioRow;
  /** Middle of its bin, a share. */
  readonly x: number;
  /** 1 at the bottom. */
  readonly y: number;
  /** Beyond an end of the axis, where it is drawn. */
  readonly isBeyond: boolean;
}

/** The axis of the distribution: gaps below and above stand at its ends. */
export const gapAxis = { low: 0, high: 1.05, bin: 0.025 } as const;

export function gapDots(rows: readonly PortfolioRow[]): readonly GapDot[] {
  const heights = new Map<number, number>();
  const last = Math.round((gapAxis.high - gapAxis.low) / gapAxis.bin) - 1;
  return rows.flatMap((row) => {
    if (row.gap === null) return [];
    const asked = Math.floor((row.gap - gapAxis.low) / gapAxis.bin + 1e-9);
    const bin = Math.max(0, Math.min(last, asked));
    const y = (heights.get(bin) ?? 0) + 1;
    heights.set(bin, y);
    return [{ row, x: gapAxis.low + (bin + 0.5) * gapAxis.bin, y, isBeyond: bin !== asked }];
  });
}

/** Every row of the table, for a spreadsheet. */
export function portfolioTable(rows: readonly PortfolioRow[]): ChartData {
  return {
    columns: [
      'product',
      'gap closed (share)',
      'price kept (reward an episode)',
      'policy (reward an episode)',
      'best single price (reward an episode)',
      'optimum (reward an episode)',
      'best single price (currency)',
      'what stands out',
    ],
    rows: rows.map((row) => [
      row.name,
      row.gap,
      row.keep,
      row.policy,
      row.bestFixed,
      row.optimum,
      row.bestFixedPrice,
      row.standsOut === '–' ? null : row.standsOut,
    ]),
  };
}
