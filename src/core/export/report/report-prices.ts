// The report's table of all prices.

import { byGain } from '../../decisions/by-gain.ts';
import { type Decisions, decisionFor } from '../../decisions/decision.ts';
import { guardrailNamed } from '../../decisions/guardrails/guardrail-list.ts';
import type { Suggestion } from '../../decisions/suggestion.ts';
import type { DemandVerdict } from '../../demand/demand-summary.ts';
import { html, type Html } from './html.ts';
import { amount, chance, money, percent, signedRough } from './report-format.ts';

/** More would make a file that no browser likes to print; the prices CSV has them all. */
const mostRows = 2000;

const verdictWords = {
  answers: ['price effect clear', ''],
  leans: ['price effect likely', ''],
  cannotTell: ['price effect unclear', ''],
  suspicious: ['price effect suspicious', 'warn'],
} as const satisfies Record<DemandVerdict, readonly [string, string]>;

/** All prices with today's, gain and chance, changes first; the rest in words where there are more than are shown. */
export function pricesSection(suggestions: readonly Suggestion[], decisions: Decisions): Html {
  const places = new Map(suggestions.map((suggestion, place) => [suggestion, place]));
  const shown = byGain(suggestions).slice(0, mostRows);
  return html`<section aria-labelledby="prices">
    <h2 id="prices">All prices</h2>
    <p>
      Money is in the currency of the file. A gain is per calendar day, against today’s price; its chance is
      the share of simulated demand curves on which the new price gains. Changes stand first, those that gain
      most at the top; then what to test, then what stays.
    </p>
    ${
      shown.length < suggestions.length
        ? html`<p class="warn">
            These ${amount(shown.length)} of ${amount(suggestions.length)} products stand first in this order;
            the prices CSV has them all.
          </p>`
        : null
    }
    <div class="scroll" tabindex="0" role="region" aria-labelledby="prices">
      <table>
        <thead>
          <tr>
            <th scope="col">Product</th>
            <th scope="col" class="number">Today</th>
            <th scope="col" class="number">New price</th>
            <th scope="col" class="number">Change</th>
            <th scope="col" class="number">Gain a day</th>
            <th scope="col" class="number">Chance of gain</th>
            <th scope="col">Limited by</th>
            <th scope="col">Data</th>
            <th scope="col">Decision</th>
            <th scope="col" class="number">To charge</th>
          </tr>
        </thead>
        <tbody id="price-rows">
          ${shown.map((suggestion) => priceRow(suggestion, places.get(suggestion)!, decisions))}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** `place` is the product's among all, by which other rules find its row. */
function priceRow(suggestion: Suggestion, place: number, decisions: Decisions): Html {
  const { verdict, productName, category } = suggestion;
  const decision = decisionFor(decisions, suggestion.productId);
  const [word, tone] = verdictWords[verdict];
  const [to, change, gain, likelihood, rule] = priceCells(suggestion);
  return html`<tr data-product="${place}">
    <th scope="row">
      ${productName}${category === null ? null : html`<br /><span class="quiet">${category}</span>`}
    </th>
    <td class="number">${money(suggestion.currentPrice)}</td>
    <td class="number">${to!}</td>
    <td class="number">${change!}</td>
    <td class="number">${gain!}</td>
    <td class="number">${likelihood!}</td>
    <td>${rule!}</td>
    <td>${tone === '' ? word : html`<span class="${tone}">${word}</span>`}</td>
    <td>${decisionWords(decision)}</td>
    <td class="number">${decision?.price == null ? '–' : money(decision.price)}</td>
  </tr> `;
}

/** Where in a row the first of `priceCells` stands. */
export const firstPriceCell = 2;

/** The cells of a row that other rules would change, from the new price on. */
export function priceCells({
  price,
  currentPrice,
  recommendation,
  bindingRule,
}: Pick<Suggestion, 'price' | 'currentPrice' | 'recommendation' | 'bindingRule'>): readonly Html[] {
  const { action, gainPerDay, probability } = recommendation;
  const dash = html`–`;
  if (price === null) return [html`<span class="bad">infeasible</span>`, dash, dash, dash, dash];
  const changes = action === 'change';
  return [
    html`${money(price)}`,
    html`${percent(price / currentPrice - 1)}`,
    html`${changes ? signedRough(gainPerDay.value) : action === 'test' ? 'test first' : 'keep'}`,
    changes ? html`${chance(probability)}` : dash,
    bindingRule === null ? dash : html`${guardrailNamed(bindingRule).label}`,
  ];
}

function decisionWords(decision: ReturnType<typeof decisionFor>): Html | string {
  switch (decision?.action) {
    case 'accept':
      return 'accepted';
    case 'reject':
      return 'rejected, keeps today’s price';
    case 'override':
      return html`<span class="override">override</span>: ${decision.reason}`;
    default:
      return '–';
  }
}
