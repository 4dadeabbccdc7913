// The first page of the report: what all recommendations come to, the changes worth most, what was left alone and why,
// and what to test next.

import { isSamePrice } from '../../decisions/recommendation.ts';
import { summarizeTotal } from '../../decisions/recommendation-total.ts';
import type { Suggestion } from '../../decisions/suggestion.ts';
import { html, type Html } from './html.ts';
import { amount, chance, counted, interval, money, percent, signed } from './report-format.ts';

const mostChanges = 10;
const mostTests = 5;

export function summarySection(suggestions: readonly Suggestion[]): Html {
  const total = summarizeTotal(suggestions);
  const changes = suggestions
    .filter(({ recommendation, price }) => recommendation.action === 'change' && price !== null)
    .sort((a, b) => b.recommendation.gainPerDay.value - a.recommendation.gainPerDay.value);
  const gain =
    total.objective === null || total.changed === 0
      ? '.'
      : `: ${signed(total.gainPerDay.value)} ${total.objective} a day (95 % interval ${interval(total.gainPerDay)}), ` +
        `${signed(threeFigures(total.gainPerYear.value))} a year.`;
  const assumed = suggestions.filter(({ assumedCost }) => assumedCost !== null).length;
  return html`<section aria-labelledby="glance">
    <h2 id="glance">At a glance</h2>
    <p class="lead">
      <strong>Change ${amount(total.changed)} of ${counted(suggestions.length, 'price')}${gain}</strong>
      Test ${amount(total.tests)} first. Keep ${amount(total.kept)}.
    </p>
    ${assumed === 0 || total.objective !== 'profit' ? null : html`<p class="warn">Profit rests on an assumed cost for ${counted(assumed, 'product')}.</p>`}
    ${changes.length === 0 ? null : changesTable(changes)} ${leftAlone(suggestions)} ${nextTests(suggestions)}
  </section>`;
}

function changesTable(changes: readonly Suggestion[]): Html {
  const shown = changes.slice(0, mostChanges);
  const title =
    changes.length > mostChanges ? `The ${mostChanges} changes worth most` : 'The changes, worth most first';
  return html`<h3>${title}</h3>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Product</th>
            <th scope="col" class="number">Today</th>
            <th scope="col" class="number">Recommended</th>
            <th scope="col" class="number">Change</th>
            <th scope="col" class="number">Gain a day</th>
            <th scope="col" class="number">95 % interval</th>
            <th scope="col" class="number">Gain a year</th>
            <th scope="col" class="number">Chance of gain</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(({ productName, currentPrice, price, recommendation }) => {
            const { gainPerDay, gainPerYear, probability } = recommendation;
            return html`<tr>
              <th scope="row">${productName}</th>
              <td class="number">${money(currentPrice)}</td>
              <td class="number">${money(price!)}</td>
              <td class="number">${percent(price! / currentPrice - 1)}</td>
              <td class="number">${signed(gainPerDay.value)}</td>
              <td class="number">${interval(gainPerDay)}</td>
              <td class="number">${signed(threeFigures(gainPerYear.value))}</td>
              <td class="number">${chance(probability)}</td>
            </tr> `;
          })}
        </tbody>
      </table>
    </div>`;
}

const grounds = {
  unlikely: 'no change reaches the chance of gain that was asked for',
  noGain: 'no allowed price is expected to bring more',
  noOther: 'the rules allow no other price',
  noCost: 'the unit cost is unknown, so that no change can be valued',
  test: 'a test comes first',
  infeasible: 'two rules contradict each other, so that there is no price',
} as const;
type Ground = keyof typeof grounds;

/** Why a product's price stays; null where it changes. */
function groundOf({ recommendation, price, currentPrice }: Suggestion): Ground | null {
  const { action, horizonDays, candidates } = recommendation;
  if (price === null) return 'infeasible';
  if (action === 'change') return null;
  if (action === 'test') return 'test';
  if (horizonDays === 0) return 'noCost';
  const others = candidates.filter((each) => each.name !== 'keep' && !isSamePrice(each.price, currentPrice));
  if (others.length === 0) return candidates.length === 1 ? 'noOther' : 'noGain';
  return others.some(({ gainPerDay }) => gainPerDay.value > 0) ? 'unlikely' : 'noGain';
}

function leftAlone(suggestions: readonly Suggestion[]): Html | null {
  const counts = new Map<Ground, number>();
  for (const suggestion of suggestions) {
    const ground = groundOf(suggestion);
    if (ground !== null) counts.set(ground, (counts.get(ground) ?? 0) + 1);
  }
  if (counts.size === 0) return null;
  return html`<h3>What was left alone, and why</h3>
    <ul>
      ${[...counts].map(([ground, count]) => html`<li>${counted(count, 'product')}: ${grounds[ground]}.</li>`)}
    </ul>`;
}

function nextTests(suggestions: readonly Suggestion[]): Html | null {
  const tests = suggestions
    .flatMap(({ productName, currentPrice, recommendation: { test } }) =>
      test ? [{ productName, currentPrice, test }] : [],
    )
    .sort((a, b) => b.test.worth - b.test.cost - (a.test.worth - a.test.cost))
    .slice(0, mostTests);
  if (tests.length === 0) return null;
  return html`<h3>What to test next</h3>
    <ul>
      ${tests.map(
        ({ productName, currentPrice, test }) =>
          html`<li>
            ${productName}: ${money(test.price)} in turns with ${money(currentPrice)} for
            ${counted(test.days, 'day')}, expected to be worth ${amount(test.worth)} over the rest of a year
            and to cost ${amount(test.cost)}.
          </li>`,
      )}
    </ul>`;
}

/** A year from one day's figure is known no better than this. */
function threeFigures(value: number): number {
  return Number(value.toPrecision(3));
}
