// Two kept models side by side in money: both play the same episodes in the lab worker, when the page shows them compared.

import { usualComparedEpisodes, type ComparedPolicies } from '../../core/policy/compared-policies.ts';
import { Latest, refusalOf, type Feature, type FeatureContext } from '../feature.ts';
import { requestFor } from '../suggest-request.ts';

declare module '../lab-state.ts' {
  interface LabState extends PairedModelsState {}
  interface LabActions extends PairedModelsActions {}
}

/** Ids of kept models. */
export type ModelPair = readonly [first: string, second: string];

type PairedModels = { readonly models: ModelPair } & (
  | {
      readonly status: 'playing';
      /** From 0 to 1. */
      readonly share: number;
    }
  | { readonly status: 'done'; readonly compared: ComparedPolicies }
  | { readonly status: 'failed'; readonly problem: string }
);

export interface PairedModelsState {
  /** null before any two are compared. */
  readonly pairedModels: PairedModels | null;
}

interface PairedModelsActions {
  /** Lets them play; what is known of the same two stands. */
  pairModels(models: ModelPair): void;
  /** Gives up what is under way. */
  unpairModels(): void;
}

export const noPairedModels: PairedModelsState = { pairedModels: null };

/** The same episodes at every visit. */
const seed = 1;

export function pairedModelsFeature({ get, set, services }: FeatureContext): Feature<PairedModelsActions> {
  const latest = new Latest();
  return {
    actions: {
      pairModels: (models) => {
        const { pairedModels } = get();
        if (pairedModels?.status === 'done' && isSamePair(pairedModels.models, models)) return;
        const { signal, isLatest } = latest.begin();
        const tell = (view: PairedModels) => {
          if (isLatest()) set({ pairedModels: view });
        };
        tell({ models, status: 'playing', share: 0 });
        const inMarket = (id: string) => ({
          id,
          products: requestFor(get(), id, services.now()).products,
        });
        const args = {
          models: [inMarket(models[0]), inMarket(models[1])] as const,
          episodes: usualComparedEpisodes,
          seed,
        };
        const onProgress = (share: number) => tell({ models, status: 'playing', share });
        services.lab.call('compareModels', args, { signal, onProgress }).then(
          (compared) => tell({ models, status: 'done', compared }),
          (error: unknown) => {
            const problem = refusalOf(error);
            if (problem !== null) tell({ models, status: 'failed', problem });
          },
        );
      },
      unpairModels: () => {
        latest.abort();
        if (get().pairedModels?.status !== 'done') set(noPairedModels);
      },
    },
    onLabDeath: () => {
      latest.abort();
      set(noPairedModels);
    },
  };
}

export function isSamePair(a: ModelPair, b: ModelPair): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
