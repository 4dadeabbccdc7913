// The first page of the report: what all recommendations come to, the changes worth most, what was left alone and why, and what
// to test next. The report's own script draws it again for other rules, from the same functions.

import { isSamePrice, recommendedCalendar } from '../../decisions/recommendation.ts';
import { calendarYearWords } from '../../decisions/recommendation-words.ts';
import { summarizeTotal, type RecommendationTotal } from '../../decisions/recommendation-total.ts';
import type { Suggestion } from '../../decisions/suggestion.ts';
import { html, type Html } from './html.ts';
import {
  amount,
  chance,
  counted,
  money,
  percent,
  rounded,
  signedRough,
  yearly,
  roundedInterval,
} from './report-format.ts';

const mostChanges = 10;
const mostTests = 5;

/** What the first page says a product. */
export type FirstPageEntry = Pick<
  Suggestion,
  'productName' | 'currentPrice' | 'price' | 'recommendation' | 'assumedCost'
>;

/** The gain a year with its interval, the ten changes worth most, what was left alone and why, and what to test. */
export function firstPage(entries: readonly FirstPageEntry[]): Html {
  const total = summarizeTotal(entries);
  const changes = entries
    .filter(({ recommendation, price }) => recommendation.action === 'change' && price !== null)
    .sort((a, b) => b.recommendation.gainPerYear.value - a.recommendation.gainPerYear.value);
  const calendars = changes
    .map(({ recommendation }) => recommendation)
    .filter((recommendation) => recommendedCalendar(recommendation) !== null)
    .map(({ horizonDays }) => horizonDays);
  const assumed = entries.filter(({ assumedCost }) => assumedCost !== null).length;
  return html`<p class="answer"><strong>${totalSentence(total, entries.length)}</strong></p>
    <p class="lead">${doSentence(total)}</p>
    ${calendars.length === 0 ? null : html`<p>${calendarYearWords(calendars)}</p>`}
    ${assumed === 0 || total.objective !== 'profit' ? null : html`<p class="warn">Profit rests on an assumed cost for ${counted(assumed, 'product')}.</p>`}
    ${changes.length === 0 ? null : changesTable(changes)}
    <div class="columns">${leftAlone(entries)} ${nextTests(entries)}</div>`;
}

/** `Change 16 of 60 prices: +561,000 profit a year (95 % interval 480,000 to 640,000).` */
export function totalSentence(total: RecommendationTotal, products: number): string {
  const { objective, changed, gainPerYear } = total;
  const what = `Change ${amount(changed)} of ${counted(products, 'price')}`;
  if (objective === null || changed === 0) return `${what}.`;
  return `${what}: ${yearly(gainPerYear.value)} ${objective} a year (95 % interval ${roundedInterval(gainPerYear)}).`;
}

function doSentence({
  objective,
  changed,
  gainPerDay,
  tests,
  kept,
  infeasible,
}: RecommendationTotal): string {
  const aDay = objective === null || changed === 0 ? '' : `That is ${signedRough(gainPerDay.value)} a day. `;
  const without =
    infeasible === 0
      ? ''
      : ` ${counted(infeasible, 'product')} without a price: rules contradict each other.`;
  const test = tests === 0 ? '' : `Test ${amount(tests)} first. `;
  const keep = kept === 0 ? '' : `Keep ${amount(kept)}.`;
  return `${aDay}${test}${keep}${without}`.trim();
}

/** What a test is expected to forgo; nothing worth a figure below half of one. */
function testCost(cost: number): string {
  return cost < 0.5 ? 'the test is not expected to cost anything' : `the test costs about ${rounded(cost)}`;
}

function changesTable(changes: readonly FirstPageEntry[]): Html {
  const title =
    changes.length > mostChanges
      ? `The ${mostChanges} changes worth most, of ${amount(changes.length)}`
      : 'The changes, worth most first';
  return html`<h3>${title}</h3>
    <div class="scroll" tabindex="0" role="region" aria-label="${title}">
      <table>
        <thead>
          <tr>
            <th scope="col">Product</th>
            <th scope="col" class="number">Today</th>
            <th scope="col" class="number">New price</th>
            <th scope="col" class="number">Gain a year</th>
            <th scope="col" class="number">Change</th>
            <th scope="col" class="number">95 % interval</th>
            <th scope="col" class="number">Chance of gain</th>
          </tr>
        </thead>
        <tbody>
          ${changes.slice(0, mostChanges).map(({ productName, currentPrice, price, recommendation }) => {
            const { gainPerYear, probability, horizonDays } = recommendation;
            // Nothing is said of the days after a calendar.
            const within = recommendedCalendar(recommendation)
              ? html`<br /><span class="quiet">in ${counted(horizonDays, 'day')}</span>`
              : null;
            return html`<tr>
              <th scope="row">${productName}</th>
              <td class="number">${money(currentPrice)}</td>
              <td class="number">${money(price!)}</td>
              <td class="number">${yearly(gainPerYear.value)}${within}</td>
              <td class="number">${percent(price! / currentPrice - 1)}</td>
              <td class="number">${roundedInterval(gainPerYear)}</td>
              <td class="number">${chance(probability)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>`;
}

const grounds = {
  unlikely: 'no change is likely enough to gain',
  noGain: 'no allowed price is expected to bring more',
  noOther: 'the rules allow no other price',
  noCost: 'the unit cost is unknown, so a change cannot be valued in profit',
  test: 'a test comes first',
  infeasible: 'two rules contradict each other, so there is no price',
} as const;
type Ground = keyof typeof grounds;

/** Why a product's price stays; null where it changes. */
function groundOf({ recommendation, price, currentPrice }: FirstPageEntry): Ground | null {
  const { action, horizonDays, candidates } = recommendation;
  if (price === null) return 'infeasible';
  if (action === 'change') return null;
  if (action === 'test') return 'test';
  if (horizonDays === 0) return 'noCost';
  const others = candidates.filter((each) => each.name !== 'keep' && !isSamePrice(each.price, currentPrice));
  if (others.length === 0) return candidates.length === 1 ? 'noOther' : 'noGain';
  return others.some(({ gainPerDay }) => gainPerDay.value > 0) ? 'unlikely' : 'noGain';
}

function leftAlone(entries: readonly FirstPageEntry[]): Html | null {
  const counts = new Map<Ground, number>();
  for (const entry of entries) {
    const ground = groundOf(entry);
    if (ground !== null) counts.set(ground, (counts.get(ground) ?? 0) + 1);
  }
  if (counts.size === 0) return null;
  return html`<div>
    <h3>Left alone, and why</h3>
    <ul>
      ${[...counts].map(([ground, count]) => html`<li>${counted(count, 'product')}: ${grounds[ground]}.</li>`)}
    </ul>
  </div>`;
}

function nextTests(entries: readonly FirstPageEntry[]): Html | null {
  const tests = entries
    .flatMap(({ productName, currentPrice, recommendation: { test } }) =>
      test ? [{ productName, currentPrice, test }] : [],
    )
    .sort((a, b) => b.test.worth - b.test.cost - (a.test.worth - a.test.cost));
  if (tests.length === 0) return null;
  const more = tests.length - mostTests;
  return html`<div>
    <h3>What to test next</h3>
    <ul>
      ${tests
        .slice(0, mostTests)
        .map(
          ({ productName, currentPrice, test }) =>
            html`<li>
              ${productName}: alternate ${money(test.price)} and ${money(currentPrice)} for
              ${counted(test.days, 'day')}. Knowing the answer is worth about ${rounded(test.worth)} over the
              rest of a year; ${testCost(test.cost)}.
            </li>`,
        )}
    </ul>
    ${more > 0 ? html`<p class="quiet">${counted(more, 'more test')} below, in the table of prices.</p>` : null}
  </div>`;
}
