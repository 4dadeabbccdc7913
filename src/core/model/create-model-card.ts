// The card of a policy, filled from the market it was trained in.

import type { MarketSetup } from '../market/market.ts';
import { modelOf } from '../market/market-models.ts';
import type { RunSettings } from '../run/settings.ts';
import type { TrainedModel } from '../run/events.ts';
import { type ModelCard, modelFormat, modelVersion } from './model-card.ts';

export interface ModelOrigin {
  /** Program and version: `Pricing Lab 0.1.0`. */
  readonly createdBy: string;
  readonly settings: RunSettings;
  readonly setup: MarketSetup;
  readonly data: { readonly fileName: string; readonly fingerprint: string } | null;
  /** The backend that trained it. */
  readonly backend: string;
}

/** The card of a trained model: what it is, what it was trained on and in, and what its prices need. */
export function createModelCard(origin: ModelOrigin, trained: TrainedModel): ModelCard {
  const { settings, setup } = origin;
  const { architecture } = trained.snapshot;
  const shared = {
    format: modelFormat as typeof modelFormat,
    version: modelVersion as typeof modelVersion,
    createdBy: origin.createdBy,
    agent: architecture.agent,
    architecture: { ...architecture, hidden: [...architecture.hidden] },
    settings: { ...settings },
    seed: settings.seed,
    data: origin.data && { fileName: origin.data.fileName, fingerprint: origin.data.fingerprint },
    training: {
      steps: trained.step,
      updates: trained.updates,
      backend: origin.backend,
      bestReturn: trained.bestReturn,
      ...(trained.gapClosed === undefined ? {} : { gapClosed: trained.gapClosed }),
      evaluationEpisodes: trained.evaluationEpisodes,
    },
  };
  return { ...shared, ...modelOf(setup).card.of(setup, architecture.observationSize) };
}
