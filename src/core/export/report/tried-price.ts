// What one price of one product would gain, in words and as a curve over prices: the answer to "Try a price".

import { isSamePrice, overDays, daysPerYear } from '../../decisions/recommendation.ts';
import { html, type Html } from './html.ts';
import type { Answer } from './report-answers.ts';
import { chartColors } from './report-charts.ts';
import { chance, money, percent, yearly, roundedInterval } from './report-format.ts';
import { svgChart } from './svg-chart.ts';

const curvePoints = 40;

/** `price` in currency, whatever the rules say of it. */
export function triedPrice(answer: Answer, price: number): Html {
  const { currentPrice, recommendation } = answer;
  const gain = answer.gainAt(price);
  if (!gain)
    return html`<p>
      ${answer.isAnswered ? 'The unit cost is unknown, so no price can be valued in profit.' : 'An agent sets this price day by day: use the lab to evaluate another.'}
    </p>`;
  const year = overDays(gain.gainPerDay, daysPerYear);
  const what = isSamePrice(price, currentPrice)
    ? `${money(price)} is today’s price.`
    : `${money(price)} (${percent(price / currentPrice - 1)}): ${yearly(year.value)} ${recommendation.objective} a year ` +
      `(95 % interval ${roundedInterval(year)}), chance of gain ${chance(gain.probability)}.`;
  return html`<p class="answer-bar" role="status"><strong>${what}</strong> ${rulesWords(answer, price)}</p>
    ${gainFigure(answer, price)}`;
}

function rulesWords({ settled }: Answer, price: number): string {
  const allowed = settled(price);
  if (allowed === null) return 'The rules allow no price.';
  return isSamePrice(allowed, price) ? 'The rules allow it.' : `The rules change it to ${money(allowed)}.`;
}

/** Gain a year over the prices that the data say something about, with its 95 % band. */
function gainFigure(answer: Answer, price: number): Html {
  const { lowest, highest } = answer.evidence;
  const points = Array.from({ length: curvePoints + 1 }, (_, i) => {
    const x = lowest + ((highest - lowest) * i) / curvePoints;
    const { value, interval } = overDays(answer.gainAt(x)!.gainPerDay, daysPerYear);
    return { x, y: value, low: interval[0], high: interval[1] };
  });
  const recommended = answer.price;
  return html`<figure>
    ${svgChart({
      title: `Gain a year of ${answer.productName} by price`,
      xLabel: 'price (currency)',
      yLabel: `${answer.recommendation.objective} a year`,
      height: 220,
      series: [
        { label: 'Gain over today’s price, with 95 % band', color: chartColors.blue, form: 'line', points },
      ],
      band: { color: chartColors.blue, points },
      lines: [
        { label: 'today', color: chartColors.axis, at: { x: answer.currentPrice } },
        ...(recommended === null || isSamePrice(recommended, answer.currentPrice)
          ? []
          : [{ label: 'new price', color: chartColors.vermillion, at: { x: recommended } }]),
        { label: 'tried', color: chartColors.green, at: { x: price } },
      ],
    })}
  </figure>`;
}
