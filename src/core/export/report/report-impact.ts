// The report's business impact: what all new prices change together, with intervals.

import type { Estimate } from '../../decisions/gain-estimate.ts';
import {
  impactMeasures,
  type Impact,
  type ImpactFigure,
  type ImpactMeasure,
} from '../../decisions/impact.ts';
import { html, type Html } from './html.ts';
import { amount, counted, interval, signed } from './report-format.ts';

/** Margin, revenue, profit, turnover and excess stock before and after; null where they were not computed. */
export function impactSection(impact: Impact | null): Html | null {
  if (!impact) return null;
  const { products, productsThatMove, productsWithCost, productsWithStock } = impact;
  return html`<section aria-labelledby="impact">
    <h2 id="impact">What it would change</h2>
    <p>
      Before and after, simulated on demand curves of every product, with the decided price where there is one
      and the recommended one elsewhere: ${counted(products, 'product')}, ${amount(productsThatMove)} of them
      with a price that moves, ${amount(productsWithCost)} with a known cost, ${amount(productsWithStock)}
      with a known cost and stock. Simulated, not measured in the shop.
    </p>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="impact">
      <table>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col" class="number">Before</th>
            <th scope="col" class="number">95 % interval</th>
            <th scope="col" class="number">After</th>
            <th scope="col" class="number">95 % interval</th>
            <th scope="col" class="number">Change</th>
            <th scope="col" class="number">95 % interval</th>
            <th scope="col">Published goal</th>
          </tr>
        </thead>
        <tbody>
          ${impactMeasures.map((measure) => impactRow(measure, impact.figures[measure.name]))}
        </tbody>
      </table>
    </div>
  </section>`;
}

function impactRow(measure: ImpactMeasure, figure: ImpactFigure | null): Html {
  const { label, unit, meaning, change, target } = measure;
  if (!figure)
    return html`<tr>
      <th scope="row">${label}</th>
      <td colspan="7" class="quiet">Unknown: no product has the data it needs. ${meaning}</td>
    </tr>`;
  const value = (estimate: Estimate) => (unit === 'share' ? inPercent(estimate) : estimate);
  const moved =
    figure.change && (change === 'ratio' || unit === 'share' ? inPercent(figure.change) : figure.change);
  const changeUnit = change === 'ratio' ? ' %' : unit === 'share' ? ' points' : '';
  return html`<tr>
    <th scope="row">${label} <span class="quiet">(${unit === 'share' ? '%' : unit})</span></th>
    <td class="number">${amount(value(figure.before).value)}</td>
    <td class="number">${interval(value(figure.before))}</td>
    <td class="number">${amount(value(figure.after).value)}</td>
    <td class="number">${interval(value(figure.after))}</td>
    <td class="number">${moved ? signed(moved.value) + changeUnit : '–'}</td>
    <td class="number">${moved ? interval(moved) : ''}</td>
    <td>${target ? targetWords(target) : '–'}</td>
  </tr>`;
}

function inPercent({ value, interval: [low, high] }: Estimate): Estimate {
  return { value: 100 * value, interval: [100 * low, 100 * high] };
}

function targetWords({ of, from, to }: NonNullable<ImpactMeasure['target']>): string {
  const range = from === to ? signedIf(of, from) : `${signedIf(of, from)} to ${signedIf(of, to)}`;
  return of === 'after' ? `${range} %` : `a change of ${range} %`;
}

function signedIf(of: 'after' | 'change', part: number): string {
  return of === 'after' ? amount(100 * part) : signed(100 * part);
}
