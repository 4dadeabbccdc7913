// A new model on the shop's sales, with what it is worth beside the one in use.

import { replayedHistories } from '../../../core/market/kinds.ts';
import { historyProduct } from '../../../core/market/run-product.ts';
import type { Guardrails } from '../../../core/decisions/guardrails/guardrail-list.ts';
import { suggestPrices, type AdviceChoices } from '../../../core/decisions/suggest-price.ts';
import { modelFileBytes } from '../../../core/export/model/model-files.ts';
import { readModelBundle } from '../../../core/export/model/model-bundle.ts';
import { createModelCard } from '../../../core/model/create-model-card.ts';
import type { ModelCard } from '../../../core/model/model-card.ts';
import { createPolicy } from '../../../core/policy/actor.ts';
import { agents } from '../../../core/agents/agents.ts';
import { defaultRun } from '../../../core/run/default-run.ts';
import { marketSetupFor } from '../../../core/run/market-setup.ts';
import { program } from '../../../core/run/program-version.ts';
import {
  defaultsFor,
  recordOfToday,
  settingsFrom,
  settingsOfRecord,
} from '../../../core/run/run-settings.ts';
import { defaultSettings, type RunSettings } from '../../../core/run/settings.ts';
import { startNodeBackend } from '../../node-backend.ts';
import { nodeEngines } from '../../engines.ts';
import { compareModels, type Comparison } from './compare-models.ts';
import { datasetOf, groundOf, type Ground, type SalesFiles } from './service-ground.ts';

export interface RetrainArgs {
  readonly files: SalesFiles;
  readonly marginPercent: number | null;
  readonly guardrails: Guardrails;
  readonly advice: AdviceChoices;
  /** The zip of the model in use and the sales that it stands on; null where there is none. */
  readonly incumbent: { readonly bytes: Uint8Array; readonly files: SalesFiles | null } | null;
  /** What a first model learns with; null: the lab's defaults for these products. */
  readonly settings: RunSettings | null;
  /** Days in the market; null: as the settings say. */
  readonly steps: number | null;
}

export interface Retrained {
  readonly bytes: Uint8Array;
  /** `SAC on catalogue.csv to 2026-03-01` */
  readonly name: string;
  readonly agent: string;
  readonly fingerprint: string;
  readonly comparison: Comparison;
}

/** @throws Error in a sentence where the run was too short or failed. */
export async function retrain(args: RetrainArgs): Promise<Retrained> {
  const ground = groundOf(await datasetOf(args.files), args.marginPercent);
  const incumbent = args.incumbent && readModelBundle(args.incumbent.bytes);
  const settings = settingsOf(args, ground, incumbent?.card ?? null);
  const change = args.guardrails.all.largestChangePercent;
  const setup = marketSetupFor(
    settings,
    ground.products,
    change === null || change === 0 ? null : change / 100,
  );
  const backend = await startNodeBackend(undefined);
  const { startTraining } = await import('../../../learning/trainer.ts');
  const run = startTraining(settings, setup, nodeEngines(backend, 'fused', 1));
  try {
    // eslint-disable-next-line @typescript-eslint/no-unused-vars -- asking for the next event is what trains
    for await (const _ of run.events);
    const trained = await run.model();
    if (!trained)
      throw new Error('The run was too short to learn anything, so there is no model to propose.');
    const data = { fileName: ground.fileName, fingerprint: ground.fingerprint };
    const card = createModelCard(
      { createdBy: program, settings, setup, data, backend: backend.name },
      trained,
    );
    const { architecture, weights } = trained.snapshot;
    const pasts = replayedHistories(setup) ? [] : ground.products.map(historyProduct);
    const suggestions = suggestPrices(
      createPolicy(architecture, weights),
      setup,
      pasts,
      args.guardrails,
      args.advice,
    );
    const older = args.incumbent?.files ?? null;
    return {
      bytes: modelFileBytes('zip', { card, weights, suggestions }),
      name: `${agents[card.agent].title} on ${ground.fileName} to ${ground.lastDay}`,
      agent: card.agent,
      fingerprint: ground.fingerprint,
      comparison: compareModels({
        ground,
        older: older && groundOf(await datasetOf(older), args.marginPercent),
        challenger: { card, weights },
        incumbent,
        guardrails: args.guardrails,
        advice: args.advice,
      }),
    };
  } finally {
    run.dispose();
  }
}

/** Those of the model in use where they are known today, as the page's "retrain" has them. */
function settingsOf({ settings, steps }: RetrainArgs, ground: Ground, card: ModelCard | null): RunSettings {
  const base =
    (card && knownSettings(card)) ??
    settings ??
    defaultRun(defaultsFor(defaultSettings.agent), ground.products);
  return steps === null ? base : settingsFrom({ trainingSteps: steps }, base);
}

function knownSettings({ settings }: ModelCard): RunSettings | null {
  const known = Object.entries(recordOfToday(settings)).filter(([name]) => name in defaultSettings);
  try {
    return settingsOfRecord(Object.fromEntries(known));
  } catch {
    return null; // a card of another version of the program
  }
}
