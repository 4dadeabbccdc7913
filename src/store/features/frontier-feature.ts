// The frontier of the catalogue: worked out by the lab worker when it is looked at, and again when what it stands on has changed.

import type { Frontier, FrontierPoint } from '../../core/decisions/frontier.ts';
import type { Leaning } from '../../core/decisions/recommendation.ts';
import { Latest, refusalOf, type Feature, type FeatureContext } from '../feature.ts';
import { canPriceAnew, suggestRequest } from '../suggest-request.ts';

declare module '../lab-state.ts' {
  interface LabState extends FrontierState {}
  interface LabActions extends FrontierActions {}
}

export interface FrontierState {
  readonly frontier: {
    readonly towards: Leaning;
    /** The last one that was worked out whole; null before any. */
    readonly known: Frontier | null;
    /** Points of the one under way, by weight; empty where none is. */
    readonly coming: readonly FrontierPoint[];
    readonly isComputing: boolean;
    readonly problem: string | null;
  };
}

export interface FrontierActions {
  /** Works it out for the prices as they are asked for now; without `towards` as before. */
  computeFrontier(towards?: Leaning): void;
  /** Gives up the one under way. */
  cancelFrontier(): void;
}

export const noFrontier: FrontierState = {
  frontier: { towards: 'revenue', known: null, coming: [], isComputing: false, problem: null },
};

export function frontierFeature({ get, set, services }: FeatureContext): Feature<FrontierActions> {
  const latest = new Latest();
  const change = (changes: Partial<FrontierState['frontier']>) =>
    set({ frontier: { ...get().frontier, ...changes } });

  return {
    actions: {
      computeFrontier: (towards = get().frontier.towards) => {
        if (!canPriceAnew(get())) return change({ towards, known: null, coming: [], isComputing: false });
        const { signal, isLatest } = latest.begin();
        const isOther = towards !== get().frontier.towards;
        change({
          towards,
          coming: [],
          isComputing: true,
          problem: null,
          ...(isOther ? { known: null } : {}),
        });
        services.lab
          .call(
            'frontier',
            { request: suggestRequest(get(), services.now()), towards },
            {
              signal,
              onProgress: (point) => {
                if (isLatest()) change({ coming: [...get().frontier.coming, point] });
              },
            },
          )
          .then(
            (known) => {
              if (isLatest()) change({ known, coming: [], isComputing: false });
            },
            (error: unknown) => {
              if (isLatest()) change({ coming: [], isComputing: false, problem: refusalOf(error) });
            },
          );
      },
      cancelFrontier: () => {
        latest.abort();
        change({ coming: [], isComputing: false });
      },
    },
    onRead: () => set(noFrontier),
    onModelUsed: () => {
      latest.abort();
      set(noFrontier);
    },
    onLabDeath: () => change({ coming: [], isComputing: false }),
  };
}
