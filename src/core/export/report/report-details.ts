// The report product by product: what both prices are expected to bring, the reasons, the rules and the demand curve.

import { pageWords } from '../../text/page-words.ts';
import { type Decisions, decisionFor } from '../../decisions/decision.ts';
import type { Estimate } from '../../decisions/gain-estimate.ts';
import { switchedOff } from '../../decisions/guardrails/guardrail.ts';
import type { Suggestion } from '../../decisions/suggestion.ts';
import { periodWord } from '../../table/period-word.ts';
import { html, type Html } from './html.ts';
import { demandFigure, type FittedPast } from './report-charts.ts';
import { money, rounded, roundedInterval } from './report-format.ts';

const mostDetails = 40;

/** One part for each of the products that are worth most: prices, demand and reasons. */
export function detailsSection(
  suggestions: readonly Suggestion[],
  decisions: Decisions,
  demand: ReadonlyMap<string, FittedPast>,
): Html {
  const chosen = worthMost(suggestions, decisions);
  return html`<section aria-labelledby="details">
    <h2 id="details">Product by product</h2>
    ${
      chosen.length < suggestions.length
        ? html`<p>
            The ${chosen.length} products that were overridden or gain most; the table above has all.
          </p>`
        : null
    }
    ${chosen.map((suggestion) => productDetails(suggestion, decisions, demand.get(suggestion.productId)))}
  </section>`;
}

/** Overridden ones first, then by what they gain. */
function worthMost(suggestions: readonly Suggestion[], decisions: Decisions): readonly Suggestion[] {
  const weight = ({ productId, recommendation }: Suggestion) =>
    decisionFor(decisions, productId)?.action === 'override' ? Infinity : recommendation.gainPerDay.value;
  return [...suggestions]
    .map((suggestion) => ({ suggestion, weight: weight(suggestion) }))
    .sort((a, b) => (a.weight === b.weight ? 0 : b.weight - a.weight))
    .slice(0, mostDetails)
    .map(({ suggestion }) => suggestion);
}

function productDetails(suggestion: Suggestion, decisions: Decisions, past: FittedPast | undefined): Html {
  const { outlookAtCurrent: now, outlookAtSuggested: then, price, currentPrice } = suggestion;
  const decision = decisionFor(decisions, suggestion.productId);
  const row = (label: string, a: Estimate | null, b: Estimate | null) =>
    html`<tr>
      <th scope="row">${label}</th>
      <td class="number">${a ? rounded(a.value) : 'unknown'}</td>
      <td class="number">${a ? roundedInterval(a) : ''}</td>
      <td class="number">${b ? rounded(b.value) : '–'}</td>
      <td class="number">${b ? roundedInterval(b) : ''}</td>
    </tr>`;
  return html`<article class="product">
    <h3>
      ${suggestion.productName}: ${money(currentPrice)} →
      ${price === null ? 'infeasible' : money(price)}${decision?.action === 'override' && decision.price !== null ? html` <span class="override">overridden with ${money(decision.price)}</span>` : null}
    </h3>
    ${suggestion.infeasible ? html`<p class="bad">${pageWords(suggestion.infeasible.sentence)}</p>` : null}
    ${suggestion.reasons.includes(suggestion.verdictSentence) ? null : html`<p>${pageWords(suggestion.verdictSentence)}</p>`}
    <div class="scroll" tabindex="0" role="region" aria-label="Expected figures of ${suggestion.productName}">
      <table>
        <caption>
          Expected a ${past ? periodWord(past.history.daysPerRow) : 'day'}
        </caption>
        <thead>
          <tr>
            <th></th>
            <th scope="col" class="number">Today</th>
            <th scope="col" class="number">95 %</th>
            <th scope="col" class="number">New price</th>
            <th scope="col" class="number">95 %</th>
          </tr>
        </thead>
        <tbody>
          ${row('Units', now.units, then?.units ?? null)}${row('Revenue', now.revenue, then?.revenue ?? null)}${row('Profit', now.profit, then?.profit ?? null)}
        </tbody>
      </table>
    </div>
    ${
      suggestion.reasons.length === 0
        ? null
        : html`<ul>
            ${suggestion.reasons.map((reason) => html`<li>${pageWords(reason)}</li>`)}
          </ul>`
    }
    ${suggestion.warnings.map((warning) => html`<p class="warn">${pageWords(warning)}</p>`)}
    <div class="scroll" tabindex="0" role="region" aria-label="Rules of ${suggestion.productName}">
      <table>
        <caption>
          From ${money(suggestion.askedPrice)} through the rules
        </caption>
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col" class="number">Price after</th>
            <th scope="col">What it did</th>
          </tr>
        </thead>
        <tbody>
          ${suggestion.trail
            .filter(({ note }) => note !== switchedOff)
            .map(
              (step) =>
                html`<tr>
                  <th scope="row">
                    ${step.label}${step.rule === suggestion.bindingRule ? html` <span class="mark">binding</span>` : null}
                  </th>
                  <td class="number">${money(step.after)}</td>
                  <td>${pageWords(step.note)}</td>
                </tr>`,
            )}
        </tbody>
      </table>
    </div>
    ${past ? demandFigure(suggestion, past) : null}
  </article> `;
}
