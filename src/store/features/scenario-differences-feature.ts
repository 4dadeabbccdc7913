// How much more kept scenarios earn than what stands now, valued by the lab worker on the same draws while they are looked at.

import type { ListDifference } from '../../core/decisions/list-difference.ts';
import { chargedBy, resultOf } from '../../core/decisions/scenario.ts';
import { Latest, refusalOf, type Feature, type FeatureContext } from '../feature.ts';
import { canPriceAnew, suggestRequest } from '../suggest-request.ts';

declare module '../lab-state.ts' {
  interface LabState extends ScenarioDifferencesState {}
  interface LabActions extends ScenarioDifferencesActions {}
}

type ScenarioDifferences =
  | { readonly status: 'none' }
  | { readonly status: 'computing' }
  /** By the names of the scenarios. */
  | { readonly status: 'done'; readonly differences: ReadonlyMap<string, ListDifference> }
  | { readonly status: 'failed'; readonly problem: string };

export interface ScenarioDifferencesState {
  readonly scenarioDifferences: ScenarioDifferences;
}

interface ScenarioDifferencesActions {
  /** Values these against the prices as they stand now. */
  compareScenarios(names: readonly string[]): void;
  /** Gives up what is under way. */
  leaveScenarios(): void;
}

export const noScenarioDifferences: ScenarioDifferencesState = { scenarioDifferences: { status: 'none' } };

export function scenarioDifferencesFeature({
  get,
  set,
  services,
}: FeatureContext): Feature<ScenarioDifferencesActions> {
  const latest = new Latest();
  const forget = () => {
    latest.abort();
    set(noScenarioDifferences);
  };
  return {
    actions: {
      compareScenarios: (names) => {
        const { scenarios, suggestions } = get();
        const compared = scenarios.filter(({ name }) => names.includes(name));
        if (compared.length === 0 || suggestions.length === 0 || !canPriceAnew(get())) return forget();
        const { signal, isLatest } = latest.begin();
        const tell = (scenarioDifferences: ScenarioDifferences) => {
          if (isLatest()) set({ scenarioDifferences });
        };
        tell({ status: 'computing' });
        const args = {
          request: suggestRequest(get(), services.now()),
          base: chargedBy(resultOf(suggestions)),
          others: compared.map(({ result }) => chargedBy(result)),
        };
        services.lab.call('listDifferences', args, { signal }).then(
          (found) =>
            tell({
              status: 'done',
              differences: new Map(compared.map(({ name }, i) => [name, found[i]!])),
            }),
          (error: unknown) => {
            const problem = refusalOf(error);
            if (problem !== null) tell({ status: 'failed', problem });
          },
        );
      },
      leaveScenarios: forget,
    },
    onRead: forget,
    onModelUsed: forget,
    onLabDeath: forget,
  };
}
