// The report's two charts: how the policy learned, and a product's demand curve with the days it comes from.

import { fittedCurve, suggestionDraws } from '../../decisions/demand-curve.ts';
import type { Suggestion } from '../../decisions/suggestion.ts';
import type { DemandSummary } from '../../demand/demand-summary.ts';
import { pastRange } from '../../market/price-from-action.ts';
import type { ProductHistory } from '../../table/dataset.ts';
import { periodWord } from '../../table/period-word.ts';
import { trailingMean } from '../../table/trailing-mean.ts';

import type { RunRecord } from '../run/run-record.ts';
import { html, type Html } from './html.ts';
import { amount, money } from './report-format.ts';
import { svgChart, type ChartPoint } from './svg-chart.ts';

/** Variables of the report's style, so that they follow light and dark. */
export const chartColors = {
  blue: 'var(--blue)',
  sky: 'var(--sky)',
  vermillion: 'var(--vermillion)',
  green: 'var(--green)',
  purple: 'var(--purple)',
  axis: 'var(--quiet)',
};
const mostDots = 400;
const smoothing = 20;
const curvePoints = 40;

/** `fixedPrice` names the fixed price that returned most, in the words its market allows. */
export function learningFigure(run: RunRecord, fixedPrice: string): Html {
  const { episodes, evaluations, baselines } = run;
  const returns = episodes.map(({ episodeReturn }) => episodeReturn);
  const lines = baselines
    ? [
        { label: 'keep price', color: chartColors.axis, at: { y: baselines.keepPrice } },
        ...(baselines.bestFixedPrice
          ? [
              {
                label: fixedPrice.toLowerCase(),
                color: chartColors.purple,
                at: { y: baselines.bestFixedPrice.meanReturn },
              },
            ]
          : []),
        ...(baselines.optimum === null
          ? []
          : [{ label: 'optimum', color: chartColors.green, at: { y: baselines.optimum } }]),
      ]
    : [];
  return html`<figure>
    ${svgChart({
      title: 'Return per episode over market steps, with evaluations and what simple policies return',
      xLabel: 'market steps',
      yLabel: 'reward per episode',
      series: [
        {
          label: 'Episode',
          color: chartColors.sky,
          form: 'dots',
          points: thinned(episodes.map(({ step, episodeReturn }) => ({ x: step, y: episodeReturn }))),
        },
        {
          label: `Mean of ${smoothing}`,
          color: chartColors.blue,
          form: 'line',
          // Parallel markets end their episodes at the same step: one point a step, after the last of them.
          points: thinned(
            episodes.flatMap(({ step }, i) =>
              episodes[i + 1]?.step === step ? [] : [{ x: step, y: trailingMean(returns, i, smoothing) }],
            ),
          ),
        },
        {
          label: 'Evaluation',
          color: chartColors.vermillion,
          form: 'line',
          points: evaluations.map(({ step, meanReturn }) => ({ x: step, y: meanReturn })),
        },
      ],
      lines,
    })}
    <figcaption>
      ${amount(episodes.length)} episodes; an evaluation plays the greedy policy on fixed start states.
    </figcaption>
  </figure>`;
}

/** A product's past with what was fitted to it. */
export interface FittedPast {
  readonly history: ProductHistory;
  readonly summary: DemandSummary;
}

/** The curve over past prices and the suggested one, its 95 % band over draws, and past days as points. */
export function demandFigure(suggestion: Suggestion, { history, summary }: FittedPast): Html {
  const { currentPrice, price } = suggestion;
  const past = pastRange(history.price);
  let low = Math.min(past.lowest, currentPrice, price ?? Infinity);
  let high = Math.max(past.highest, currentPrice, price ?? 0);
  if (high <= low) [low, high] = [0.9 * low, 1.1 * high];
  const prices = Array.from({ length: curvePoints + 1 }, (_, i) => low + ((high - low) * i) / curvePoints);
  const curve = fittedCurve(summary, suggestionDraws);
  const drawn = new Float64Array(suggestionDraws);
  const days = Array.from(history.price, (x, i) => ({ x, y: history.units[i]! }));
  return html`<figure>
    ${svgChart({
      title: `Demand curve of ${suggestion.productName}`,
      xLabel: 'price (currency)',
      yLabel: `units a ${periodWord(history.daysPerRow)}`,
      height: 220,
      yFrom: 0,
      series: [
        {
          label: `Past ${periodWord(history.daysPerRow)}s`,
          color: chartColors.green,
          form: 'dots',
          points: thinned(days),
        },
        {
          label: 'Expected, with 95 % band',
          color: chartColors.blue,
          form: 'line',
          points: prices.map((x) => ({ x, y: curve.units(x) })),
        },
      ],
      band: {
        color: chartColors.blue,
        points: prices.map((x) => {
          const sorted = curve.drawnUnits(x, drawn).slice().sort();
          return {
            x,
            low: sorted[Math.floor(0.025 * sorted.length)]!,
            high: sorted[Math.floor(0.975 * sorted.length)]!,
          };
        }),
      },
      lines: [
        { label: 'today', color: chartColors.axis, at: { x: currentPrice } },
        ...(price === null || price === currentPrice
          ? []
          : [{ label: 'new price', color: chartColors.vermillion, at: { x: price } }]),
      ],
    })}
    <figcaption>
      Elasticity of this curve, with what similar products say: ${summary.marketElasticity.toFixed(2)} ±
      ${summary.marketElasticityError.toFixed(2)}; past prices ${money(past.lowest)} to
      ${money(past.highest)}.
    </figcaption>
  </figure>`;
}

/** At most `mostDots` points, evenly taken. */
function thinned(points: readonly ChartPoint[]): readonly ChartPoint[] {
  if (points.length <= mostDots) return points;
  return Array.from({ length: mostDots }, (_, i) => points[Math.floor((i * points.length) / mostDots)]!);
}
