// What the page holds, gathered for the report.

import { acceptedChanges } from '../core/decisions/accepted-changes.ts';
import { decisionFor } from '../core/decisions/decision.ts';
import { ImpactSum, impactProduct, priceMoves, type Impact } from '../core/decisions/impact.ts';
import type { PricingEvidence } from '../core/decisions/pricing-evidence.ts';
import { program } from '../core/run/program-version.ts';
import { reportAnswers } from '../core/export/report/report-answers.ts';
import type { ReportContent } from '../core/export/report/report.ts';
import type { SettingName } from '../core/run/settings.ts';
import type { LabState } from './lab-state.ts';
import { runRecordOf } from './shown-run-record.ts';
import { pricedFile } from './suggest-request.ts';

/** Products whose impact is added before the page may draw again. */
const productsAtOnce = 100;

/**
 * null without prices. `evidence` is what the prices are made from, in their order; `yieldToEventLoop` lets the page
 * draw.
 */
export async function reportContent(
  state: LabState,
  createdAt: string,
  evidence: readonly (PricingEvidence | null)[],
  yieldToEventLoop: () => Promise<void>,
): Promise<ReportContent | null> {
  const { model, suggestions, data, book, guardrails } = state;
  if (suggestions.length === 0) return null;
  const demand = demandOf(state);
  return {
    createdAt,
    createdBy: program,
    data:
      data.status === 'ready' && demand.size > 0
        ? {
            fileName: data.dataset.fileName,
            fingerprint: data.dataset.fingerprint,
            rows: data.dataset.table.rowCount,
            products: data.dataset.histories.length,
            firstDay: data.dataset.table.firstDay,
            lastDay: data.dataset.table.lastDay,
          }
        : null,
    card: model?.card ?? null,
    suggestions,
    decisions: book.decisions,
    guardrails,
    demand,
    impact: await impactOf(state, demand, yieldToEventLoop),
    run: runOfModel(state),
    audit: state.auditHead,
    answers: reportAnswers(suggestions, evidence, guardrails, {
      acceptedChanges: acceptedChanges(book, createdAt),
      mostChanges: state.advice.mostChanges,
    }),
  };
}

/** Histories and fits by product id, where the loaded file is the one that the prices are for. */
function demandOf(state: LabState): ReportContent['demand'] {
  const { data, demand } = state;
  if (data.status !== 'ready' || pricedFile(state)?.fingerprint !== data.dataset.fingerprint)
    return new Map();
  return new Map(
    demand.map((summary, i) => [
      data.dataset.histories[i]!.product.id,
      { history: data.dataset.histories[i]!, summary },
    ]),
  );
}

async function impactOf(
  { suggestions, book }: LabState,
  demand: ReportContent['demand'],
  yieldToEventLoop: () => Promise<void>,
): Promise<Impact | null> {
  const sum = new ImpactSum();
  const after = new Map(
    suggestions.map(({ productId, price }) => [
      productId,
      decisionFor(book.decisions, productId)?.price ?? price,
    ]),
  );
  const moves = priceMoves(
    [...demand.values()].map(({ history }) => history),
    (id) => after.get(id) ?? null,
  );
  let added = 0;
  for (const { productId } of suggestions) {
    const known = demand.get(productId);
    if (!known) continue;
    sum.add(impactProduct(known.history, known.summary, after.get(productId) ?? null, moves));
    if (++added % productsAtOnce === 0) await yieldToEventLoop();
  }
  return added === 0 ? null : sum.impact();
}

/** The run that made the model in use; another run's curve would tell nothing about it. */
function runOfModel(state: LabState): ReportContent['run'] {
  const { model, models, run } = state;
  const entry = models.find(({ id }) => id === model?.id);
  const record = runRecordOf(state);
  if (!record || !model) return null;
  const isSameRun =
    entry?.runId === run.runId ||
    // A model that came with a project has lost its run's id, but not its settings and size.
    (model.origin === 'import' &&
      record.settings.seed === model.card.seed &&
      record.data?.fingerprint === model.card.data?.fingerprint &&
      Object.entries(model.card.settings).every(
        ([name, value]) => record.settings[name as SettingName] === value,
      ));
  return isSameRun ? record : null;
}
