// The report's model: what it is, the settings of its run, and how it learned.

import { agents } from '../../agents/agents.ts';
import { isOfMarket, kindOf, titleOf } from '../../market/kinds.ts';
import { checkWords, mayCallOptimal, superlatives } from '../../market/market-check.ts';
import { cardCheck } from '../../model/card-check.ts';
import type { ModelCard } from '../../model/model-card.ts';
import { besideFixedPrice } from '../../run/beside-fixed-price.ts';
import type { EvaluationRecord } from '../../run/events.ts';
import { bestEvaluation, keptEvaluation, keptGap } from '../../run/kept-gap.ts';
import { defaultsFor } from '../../run/run-settings.ts';
import { type SettingDefinition, type SettingName, settingDefinitions } from '../../run/settings.ts';
import type { RunRecord } from '../run/run-record.ts';
import { type Html, html } from './html.ts';
import { learningFigure } from './report-charts.ts';
import { amount, share } from './report-format.ts';

/** What the model is, how it was trained, and how well its market predicts. */
export function modelSection(card: ModelCard): Html {
  const { training, architecture } = card;
  const check = cardCheck(card);
  const words = superlatives(mayCallOptimal(card.market, check));
  const facts: readonly (readonly [string, string])[] = [
    ['Agent', agents[card.agent].title],
    ['Market', titleOf(kindOf(card))],
    [
      'Network',
      `${architecture.observationSize} numbers in, hidden ${architecture.hidden.join(' and ')}, ${architecture.actionSize} out`,
    ],
    [
      'Trained',
      `${amount(training.steps)} market steps, ${amount(training.updates)} updates on ${training.backend}`,
    ],
    [
      words.evaluation,
      training.bestReturn === null
        ? 'never evaluated'
        : `${amount(training.bestReturn)} reward over ${amount(training.evaluationEpisodes)} episodes`,
    ],
    ['Seed', String(card.seed)],
    ['Learned from', card.data === null ? 'a market of typed-in parameters' : card.data.fileName],
  ];
  return html`<section aria-labelledby="model">
    <h2 id="model">The model</h2>
    <table>
      <tbody>
        ${facts.map(
          ([label, value]) =>
            html`<tr>
              <th scope="row">${label}</th>
              <td>${value}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${
      check
        ? html`<h3>How well its market predicts</h3>
            <p>${checkWords(check)}</p>`
        : null
    }
    <h3>Settings of the run</h3>
    <p>Settings that differ from the defaults are marked.</p>
    <table>
      <thead>
        <tr>
          <th scope="col">Setting</th>
          <th scope="col" class="number">Value</th>
          <th scope="col">Unit</th>
          <th scope="col">Usual value</th>
        </tr>
      </thead>
      <tbody>
        ${settingDefinitions
          .filter((definition) => isOfRun(definition, card))
          .map((definition) => settingRow(definition, card))}
      </tbody>
    </table>
  </section>`;
}

/** Settings of another agent or market change nothing and are left out. */
function isOfRun(definition: SettingDefinition, card: ModelCard): boolean {
  const { name, group, agents } = definition;
  if (card.settings[name] === undefined || (agents && !agents.includes(card.agent))) return false;
  return isOfMarket(group, card.market);
}

function settingRow(
  { name, label, unit }: SettingDefinition & { readonly name: SettingName },
  { settings, agent }: ModelCard,
): Html {
  const usual = defaultsFor(agent)[name];
  const value = settings[name]!;
  return html`<tr>
    <th scope="row">${label}</th>
    <td class="number">${settingText(value)}</td>
    <td>${unit}</td>
    <td>${value === usual ? '' : html`<span class="mark">changed</span> ${settingText(usual)}`}</td>
  </tr>`;
}

function settingText(value: string | number | boolean): string {
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
}

/** The curve of the run and what its best evaluation was worth; null where no run is at hand. */
export function runSection(run: RunRecord | null, card: ModelCard): Html | null {
  if (!run || run.episodes.length === 0) return null;
  const check = cardCheck(card);
  const words = superlatives(mayCallOptimal(card.market, check));
  const best = bestEvaluation(run.evaluations);
  const kept = keptEvaluation(run);
  const sentence = best
    ? `The highest of ${amount(run.evaluations.length)} evaluations returned ${amount(best.meanReturn)} after ${amount(best.step)} steps.${lookedSentence(kept)}${gapSentence(run)}${fixedPriceSentence(kept, run, words.fixedPrice)} One run with one seed.${check ? ` ${checkWords(check)}` : ''}`
    : 'The run was not evaluated.';
  return html`<section aria-labelledby="run">
    <h2 id="run">How it learned</h2>
    <p>${sentence}</p>
    ${learningFigure(run, words.fixedPrice)}
  </section>`;
}

/** Which policy is kept after the second look. */
function lookedSentence(kept: EvaluationRecord | null): string {
  if (!kept?.secondLook) return '';
  const { episodes, finalists } = kept.secondLook;
  return ` Of the ${amount(finalists)} highest that of ${amount(kept.step)} steps is kept: on ${amount(episodes)} fresh episodes it returned ${amount(kept.meanReturn)}.`;
}

/** Where a price that never moves does better, or may do, it is said. */
function fixedPriceSentence(kept: EvaluationRecord | null, run: RunRecord, name: string): string {
  const beside = kept && besideFixedPrice(kept, run.baselines);
  if (!beside || beside.standing === 'above') return '';
  const returned = amount(beside.fixedPrice);
  return beside.standing === 'below'
    ? ` The ${name.toLowerCase()} returns more: ${returned}.`
    : ` It is unclear whether that is more than the ${name.toLowerCase()}, which returned ${returned} there.`;
}

function gapSentence(run: RunRecord): string {
  const closed = keptGap(run);
  if (closed?.share == null) return '';
  const { isMedian, middleHalf } = closed;
  const who = isMedian ? 'For the median product it' : 'It';
  const half = middleHalf
    ? `; for half of the products ${share(middleHalf[0])} to ${share(middleHalf[1])}`
    : '';
  const when = run.portfolioCheck ? ', measured again on held-out episodes' : '';
  return ` ${who} closed ${share(closed.share)} of the gap between keeping the price and the optimum${half}${when}.`;
}
