// The pricing report: one HTML file that opens from disk without a network, needs no script and prints well.
//
// Everything in it is text or inline SVG, put in through `html`, which escapes; a Content-Security-Policy forbids
// scripts and requests besides, so that even a mistake here could run nothing.

import type { AuditHead } from '../../decisions/audit-log.ts';
import { decisionFor, type Decisions } from '../../decisions/decision.ts';
import type { Estimate } from '../../decisions/estimate.ts';
import { type Guardrails, guardrailNamed } from '../../decisions/guardrails/guardrail-list.ts';
import {
  impactMeasures,
  type Impact,
  type ImpactFigure,
  type ImpactMeasure,
} from '../../decisions/impact.ts';
import type { Suggestion } from '../../decisions/suggestion.ts';
import type { DemandSummary, DemandVerdict } from '../../demand/demand-summary.ts';
import type { ModelCard } from '../../model/model-card.ts';
import type { ProductHistory } from '../../table/dataset.ts';

import type { RunRecord } from '../run/run-record.ts';
import { html, Html } from './html.ts';
import { demandFigure } from './report-charts.ts';
import { amount, chance, counted, day, interval, money, percent, signed } from './report-format.ts';
import { guardrailsSection } from './report-guardrails.ts';
import { modelSection, runSection } from './report-model.ts';
import { reportStyle } from './report-style.ts';
import { summarySection } from './report-summary.ts';

export interface ReportContent {
  /** ISO time, given by the caller. */
  readonly createdAt: string;
  readonly createdBy: string;
  /** The file the prices are for; null for a market without one. */
  readonly data: {
    readonly fileName: string;
    readonly fingerprint: string;
    readonly rows: number;
    readonly products: number;
    /** Days since 1970-01-01. */
    readonly firstDay: number;
    readonly lastDay: number;
  } | null;
  readonly card: ModelCard;
  readonly suggestions: readonly Suggestion[];
  readonly decisions: Decisions;
  readonly guardrails: Guardrails;
  /** By product id, where the model's file is loaded. */
  readonly demand: ReadonlyMap<string, { readonly history: ProductHistory; readonly summary: DemandSummary }>;
  /** Of the prices to charge: the decided one of each product, else the recommended; null where nothing is fitted. */
  readonly impact: Impact | null;
  readonly run: RunRecord | null;
  readonly audit: AuditHead | null;
}

/** More would make a file that no browser likes to print; the prices CSV has them all. */
const mostRows = 2000;
const mostDetails = 40;

const verdictWords = {
  answers: ['price effect clear', ''],
  leans: ['price effect likely', ''],
  cannotTell: ['price effect unclear', ''],
  suspicious: ['price effect suspicious', 'warn'],
} as const satisfies Record<DemandVerdict, readonly [string, string]>;

/** The whole document. */
export function reportHtml(content: ReportContent): string {
  const { createdAt, createdBy, data } = content;
  const subject = data?.fileName ?? content.card.products[0]?.name ?? 'a market';
  const document = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta
        http-equiv="Content-Security-Policy"
        content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
      />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>Pricing report, ${subject}</title>
      <style>
        ${new Html(reportStyle)}
      </style>
    </head>
    <body>
      <main>
        <h1>Pricing report</h1>
        <p class="lead">${subject}, ${day(createdAt)}. ${summarySentence(content)}</p>
        ${
          data
            ? html`<p class="quiet">
                ${counted(data.rows, 'row')}, ${counted(data.products, 'product')}, ${day(data.firstDay)} to
                ${day(data.lastDay)}. SHA-256 of the file: <code>${data.fingerprint}</code>
              </p>`
            : html`<p class="quiet">A market of typed-in parameters; no file.</p>`
        }
        ${summarySection(content.suggestions)} ${pricesSection(content)} ${impactSection(content)}
        ${detailsSection(content)} ${guardrailsSection(content.guardrails)} ${modelSection(content.card)}
        ${runSection(content.run, content.card)} ${auditSection(content.audit)}
      </main>
      <footer>
        <p class="quiet">
          Written by ${createdBy} at ${createdAt}. Everything was computed in a browser; no row left it.
          Expectations are those of fitted demand curves, not promises.
        </p>
      </footer>
    </body>
  </html>`;
  return `<!doctype html>\n${document.text}\n`;
}

function summarySentence({ suggestions, decisions }: ReportContent): string {
  const count = (of: (suggestion: Suggestion) => boolean) => suggestions.filter(of).length;
  const up = count(({ price, currentPrice }) => price !== null && price > currentPrice);
  const down = count(({ price, currentPrice }) => price !== null && price < currentPrice);
  const infeasible = count(({ price }) => price === null);
  const same = suggestions.length - up - down - infeasible;
  const decided = (action: string) =>
    count(({ productId }) => decisionFor(decisions, productId)?.action === action);
  const products = counted(suggestions.length, 'product');
  const without = infeasible === 0 ? '' : `, ${amount(infeasible)} without a price, as rules contradict`;
  const accepted = decided('accept');
  const rejected = decided('reject');
  const overridden = decided('override');
  const words =
    accepted + rejected + overridden === 0
      ? 'Nothing is decided yet.'
      : `Decided: ${amount(accepted)} accepted, ${amount(rejected)} rejected, ${amount(overridden)} overridden.`;
  return `${products}: ${amount(up)} up, ${amount(down)} down, ${amount(same)} unchanged${without}. ${words}`;
}

// --- Prices -----------------------------------------------------------------------------------------------------

function pricesSection(content: ReportContent): Html {
  const { suggestions, decisions } = content;
  const shown = suggestions.slice(0, mostRows);
  return html`<section aria-labelledby="prices">
    <h2 id="prices">Prices</h2>
    <p>
      Money in the currency of the file. What is expected stands for one row of the file (a day in a daily
      file), with its 95 % interval in the details. A gain is counted a calendar day against today's price;
      its chance is the share of drawn demand curves on which the recommended price gains.
    </p>
    ${
      shown.length < suggestions.length
        ? html`<p class="warn">
            The first ${amount(shown.length)} of ${amount(suggestions.length)} products; the prices CSV has
            them all.
          </p>`
        : null
    }
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Product</th>
            <th scope="col" class="number">Today</th>
            <th scope="col" class="number">Recommended</th>
            <th scope="col" class="number">Change</th>
            <th scope="col" class="number">Gain a day</th>
            <th scope="col" class="number">Chance of gain</th>
            <th scope="col">Decision</th>
            <th scope="col" class="number">To charge</th>
            <th scope="col">Data</th>
            <th scope="col">Binding rule</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map((suggestion) => priceRow(suggestion, decisions))}
        </tbody>
      </table>
    </div>
  </section>`;
}

function priceRow(suggestion: Suggestion, decisions: Decisions): Html {
  const { price, currentPrice, confidence, recommendation, bindingRule, verdict } = suggestion;
  const decision = decisionFor(decisions, suggestion.productId);
  const [word, tone] = verdictWords[verdict];
  return html`<tr>
    <th scope="row">
      ${suggestion.productName}${suggestion.category === null ? null : html`<br /><span class="quiet">${suggestion.category}</span>`}
    </th>
    <td class="number">${money(currentPrice)}</td>
    <td class="number">${price === null ? html`<span class="bad">infeasible</span>` : money(price)}</td>
    <td class="number">${price === null ? '–' : percent(price / currentPrice - 1)}</td>
    <td class="number">
      ${confidence === null ? actionWord(suggestion) : signed(recommendation.gainPerDay.value)}
    </td>
    <td class="number">${confidence === null ? '–' : chance(confidence)}</td>
    <td>${decisionWords(decision)}</td>
    <td class="number">${decision?.price == null ? '–' : money(decision.price)}</td>
    <td><span class="mark ${tone}">${word}</span></td>
    <td>${bindingRule === null ? '–' : guardrailNamed(bindingRule).label}</td>
  </tr> `;
}

/** What a price that stays is to do. */
function actionWord({ price, recommendation }: Suggestion): string {
  if (price === null) return '–';
  return recommendation.action === 'test' ? 'test first' : 'keep';
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

// --- Impact -----------------------------------------------------------------------------------------------------

function impactSection({ impact }: ReportContent): Html | null {
  if (!impact) return null;
  const { products, productsThatMove, productsWithCost, productsWithStock } = impact;
  return html`<section aria-labelledby="impact">
    <h2 id="impact">What it would change</h2>
    <p>
      Before and after over draws of every product's demand curve, with the decided price where one was
      decided and the recommended one elsewhere: ${counted(products, 'product')}, ${amount(productsThatMove)}
      of them with a price that moves, ${amount(productsWithCost)} with a known cost,
      ${amount(productsWithStock)} with a known cost and stock. Simulated, not measured in the shop.
    </p>
    <div class="scroll">
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
            <th scope="col">Goal</th>
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
      <td colspan="7" class="quiet">Cannot be said: no product has what it needs. ${meaning}</td>
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

// --- Product by product -----------------------------------------------------------------------------------------

function detailsSection({ suggestions, decisions, demand }: ReportContent): Html {
  const chosen = mostMoved(suggestions, decisions);
  return html`<section aria-labelledby="details">
    <h2 id="details">Product by product</h2>
    ${
      chosen.length < suggestions.length
        ? html`<p>
            The ${chosen.length} products that were overridden or whose price moves most; the table above has
            all.
          </p>`
        : null
    }
    ${chosen.map((suggestion) => productDetails(suggestion, decisions, demand.get(suggestion.productId)))}
  </section>`;
}

/** Overridden ones first, then by how far the price moves; in the order of the table. */
function mostMoved(suggestions: readonly Suggestion[], decisions: Decisions): readonly Suggestion[] {
  if (suggestions.length <= mostDetails) return suggestions;
  const weight = (suggestion: Suggestion) =>
    decisionFor(decisions, suggestion.productId)?.action === 'override'
      ? Infinity
      : Math.abs((suggestion.price ?? suggestion.currentPrice) / suggestion.currentPrice - 1);
  const chosen = new Set([...suggestions].sort((a, b) => weight(b) - weight(a)).slice(0, mostDetails));
  return suggestions.filter((suggestion) => chosen.has(suggestion));
}

function productDetails(
  suggestion: Suggestion,
  decisions: Decisions,
  demand: { readonly history: ProductHistory; readonly summary: DemandSummary } | undefined,
): Html {
  const { outlookAtCurrent: now, outlookAtSuggested: then, price, currentPrice } = suggestion;
  const decision = decisionFor(decisions, suggestion.productId);
  const row = (label: string, a: Estimate | null, b: Estimate | null) =>
    html`<tr>
      <th scope="row">${label}</th>
      <td class="number">${a ? amount(a.value) : 'unknown'}</td>
      <td class="number">${a ? interval(a) : ''}</td>
      <td class="number">${b ? amount(b.value) : '–'}</td>
      <td class="number">${b ? interval(b) : ''}</td>
    </tr>`;
  return html`<article class="product">
    <h3>
      ${suggestion.productName}: ${money(currentPrice)} →
      ${price === null ? 'infeasible' : money(price)}${decision?.action === 'override' && decision.price !== null ? html` <span class="override">overridden with ${money(decision.price)}</span>` : null}
    </h3>
    ${suggestion.infeasible ? html`<p class="bad">${suggestion.infeasible.sentence}</p>` : null}
    <p>${suggestion.verdictSentence}${suggestion.experiment ? ` ${suggestion.experiment.sentence}` : ''}</p>
    <div class="columns">
      <div>
        <table>
          <caption>
            Expected in one row of the file
          </caption>
          <thead>
            <tr>
              <th></th>
              <th scope="col" class="number">Today</th>
              <th scope="col" class="number">95 %</th>
              <th scope="col" class="number">Recommended</th>
              <th scope="col" class="number">95 %</th>
            </tr>
          </thead>
          <tbody>
            ${row('Units', now.units, then?.units ?? null)}${row('Revenue', now.revenue, then?.revenue ?? null)}${row('Profit', now.profit, then?.profit ?? null)}
          </tbody>
        </table>
        ${
          suggestion.reasons.length === 0
            ? null
            : html`<ul>
                ${suggestion.reasons.map((reason) => html`<li>${reason}</li>`)}
              </ul>`
        }
        ${suggestion.warnings.map((warning) => html`<p class="warn">${warning}</p>`)}
      </div>
      <div>
        <table>
          <caption>
            From the asked-for ${money(suggestion.askedPrice)} through the rules
          </caption>
          <thead>
            <tr>
              <th scope="col">Rule</th>
              <th scope="col" class="number">Price after</th>
              <th scope="col">What it did</th>
            </tr>
          </thead>
          <tbody>
            ${suggestion.trail.map(
              (step) =>
                html`<tr>
                  <th scope="row">
                    ${step.label}${step.rule === suggestion.bindingRule ? html` <span class="mark">binding</span>` : null}
                  </th>
                  <td class="number">${money(step.after)}</td>
                  <td>${step.note}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </div>
    ${demand ? demandFigure(suggestion, demand.history, demand.summary) : null}
  </article> `;
}

function auditSection(audit: AuditHead | null): Html {
  return html`<section aria-labelledby="audit">
    <h2 id="audit">Audit log</h2>
    ${
      audit === null || audit.entries === 0
        ? html`<p>No log was kept.</p>`
        : html`<p>
              Every recommendation and decision stands in a log whose entries are chained by SHA-256. When
              this report was written it had ${amount(audit.entries)} entries and ended with this hash; a log
              exported later must still hold an entry with it.
            </p>
            <p><code>${audit.hash}</code></p>`
    }
  </section>`;
}
