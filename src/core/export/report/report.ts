// The pricing report: one HTML file that opens from disk without a network, answers on its first page, and prints.
//
// Everything that came from a file is text or inline SVG, put in through `html`, which escapes. A Content-Security-Policy forbids
// requests and every script but the report's own, whose hash it names; so even a mistake here could run nothing.

import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

import type { AuditHead } from '../../decisions/audit-log.ts';
import { breakEvenWords } from '../../decisions/break-even-margin.ts';
import { decisionFor, type Decisions } from '../../decisions/decision.ts';
import type { Guardrails } from '../../decisions/guardrails/guardrail-list.ts';
import type { Impact } from '../../decisions/impact.ts';
import type { Suggestion } from '../../decisions/suggestion.ts';
import type { ModelCard } from '../../model/model-card.ts';

import { base64Of } from '../../text/base64.ts';
import type { RunRecord } from '../run/run-record.ts';
import { html, Html } from './html.ts';
import type { ReportAnswers } from './report-answers.ts';
import type { FittedPast } from './report-charts.ts';
import { detailsSection } from './report-details.ts';
import { firstPage } from './report-first-page.ts';
import { amount, counted, day } from './report-format.ts';
import { guardrailsSection } from './report-guardrails.ts';
import { impactSection } from './report-impact.ts';
import { modelSection, runSection } from './report-model.ts';
import { pricesSection } from './report-prices.ts';
import { reportStyle } from './report-style.ts';

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
  /** null where no agent was trained: prices rest on the demand fits alone. */
  readonly card: ModelCard | null;
  readonly suggestions: readonly Suggestion[];
  readonly decisions: Decisions;
  readonly guardrails: Guardrails;
  /** By product id, where the model's file is loaded. */
  readonly demand: ReadonlyMap<string, FittedPast>;
  /** Of the prices to charge: the decided one of each product, else the recommended; null where nothing is fitted. */
  readonly impact: Impact | null;
  readonly run: RunRecord | null;
  readonly audit: AuditHead | null;
  /** What the report answers back with; null where it cannot. */
  readonly answers: ReportAnswers | null;
}

/**
 * The whole document. `script` is that of `src/report`, which answers back; empty for a report that only says.
 */
export function reportHtml(content: ReportContent, script = ''): string {
  const { createdAt, createdBy, data, card, suggestions, decisions, answers } = content;
  const subject = data?.fileName ?? card?.products[0]?.name ?? 'a market';
  const unknownCosts = breakEvenWords(suggestions);
  const asks = answers !== null && script !== '';
  const document = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta
        http-equiv="Content-Security-Policy"
        content="default-src 'none'; style-src 'unsafe-inline'; script-src ${new Html(asks ? sourceHash(script) : "'none'")}; base-uri 'none'; form-action 'none'"
      />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>Pricing report, ${subject}</title>
      <style>
        ${new Html(reportStyle)}
      </style>
    </head>
    <body>
      <main>
        <section aria-labelledby="title" class="first-page">
          <h1 id="title">Pricing report</h1>
          <p class="quiet">${subject}, ${day(createdAt)}</p>
          <p class="tried-note" role="note">With the rules you tried below, not as published.</p>
          <div id="first-page">${firstPage(suggestions)}</div>
          ${unknownCosts === '' ? null : html`<p class="warn">${unknownCosts}</p>`}
        </section>
        <div id="try-host"></div>
        ${pricesSection(suggestions, decisions)} ${impactSection(content.impact)}
        ${detailsSection(suggestions, decisions, content.demand)} ${guardrailsSection(content.guardrails)}
        ${card && modelSection(card)} ${card && runSection(content.run, card)} ${sourceSection(content)}
        ${auditSection(content.audit)}
      </main>
      <footer>
        <p class="quiet">
          Written by ${createdBy} at ${createdAt}. Everything was computed on your own machine; no row left
          it. Expected figures come from fitted demand curves. They are not promises.
        </p>
      </footer>
      ${asks ? [embeddedData(answers), new Html(`<script>${script}</script>`)] : null}
    </body>
  </html>`;
  return `<!doctype html>\n${document.text}\n`;
}

/** Lets exactly this script run. */
function sourceHash(script: string): string {
  return `'sha256-${base64Of(sha256(utf8ToBytes(script)))}'`;
}

/** JSON in which no text can end the element that holds it. */
function embeddedData(answers: ReportAnswers): Html {
  const json = JSON.stringify(answers).replace(
    /[<>&\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return new Html(`<script type="application/json" id="report-model">${json}</script>`);
}

function sourceSection({ data, card, suggestions, decisions }: ReportContent): Html {
  return html`<section aria-labelledby="source">
    <h2 id="source">What it rests on</h2>
    <p>${decisionsSentence(suggestions, decisions)}</p>
    ${
      data
        ? html`<p>
            ${data.fileName}: ${counted(data.rows, 'row')}, ${counted(data.products, 'product')},
            ${day(data.firstDay)} to ${day(data.lastDay)}. SHA-256 of the file:
            <code>${data.fingerprint}</code>
          </p>`
        : html`<p>A market of typed-in parameters; no file.</p>`
    }
    ${card ? null : html`<p>No agent was trained: the prices rest on the demand fits alone.</p>`}
  </section>`;
}

function decisionsSentence(suggestions: readonly Suggestion[], decisions: Decisions): string {
  const count = (of: (suggestion: Suggestion) => boolean) => suggestions.filter(of).length;
  const up = count(({ price, currentPrice }) => price !== null && price > currentPrice);
  const down = count(({ price, currentPrice }) => price !== null && price < currentPrice);
  const infeasible = count(({ price }) => price === null);
  const same = suggestions.length - up - down - infeasible;
  const decided = (action: string) =>
    count(({ productId }) => decisionFor(decisions, productId)?.action === action);
  const products = counted(suggestions.length, 'product');
  const without =
    infeasible === 0 ? '' : `, ${amount(infeasible)} without a price, as rules contradict each other`;
  const accepted = decided('accept');
  const rejected = decided('reject');
  const overridden = decided('override');
  const words =
    accepted + rejected + overridden === 0
      ? 'Nothing has been decided yet.'
      : `Decided: ${amount(accepted)} accepted, ${amount(rejected)} rejected, ${amount(overridden)} overridden.`;
  return `${products}: ${amount(up)} up, ${amount(down)} down, ${amount(same)} unchanged${without}. ${words}`;
}

function auditSection(audit: AuditHead | null): Html {
  return html`<section aria-labelledby="audit">
    <h2 id="audit">Audit log</h2>
    ${
      audit === null || audit.entries === 0
        ? html`<p>No log was kept.</p>`
        : html`<p>
              Every recommendation and decision is recorded in a log whose entries are chained by SHA-256.
              When this report was written it had ${amount(audit.entries)} entries and ended with this hash; a
              log exported later must still hold an entry with it.
            </p>
            <p><code>${audit.hash}</code></p>`
    }
  </section>`;
}
