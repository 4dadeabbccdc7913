// Scenarios: the rules, goal, certainty and typed prices of the moment under a name, to come back to and to compare. They
// belong to the file on the page and travel in its project.

import { resultOf, withScenario, type Scenario } from '../../core/decisions/scenario.ts';
import type { Feature, FeatureContext } from '../feature.ts';

declare module '../lab-state.ts' {
  interface LabState extends ScenariosState {}
  interface LabActions extends ScenariosActions {}
}

export interface ScenariosState {
  /** In the order they were kept. */
  readonly scenarios: readonly Scenario[];
}

interface ScenariosActions {
  /** Keeps what stands now; without a name it is numbered. Where there are as many as can be, nothing is kept. */
  keepScenario(name: string): void;
  forgetScenario(name: string): void;
  /** Its rules, goal, certainty and typed prices stand from now on, and prices are asked for anew. */
  applyScenario(name: string): void;
}

export const noScenarios: ScenariosState = { scenarios: [] };

export function scenariosFeature({ get, set, services }: FeatureContext): Feature<ScenariosActions> {
  /** The file they were made on. */
  let fingerprint: string | null = null;
  return {
    actions: {
      keepScenario: (name) => {
        const { scenarios, guardrails, advice, suggestions } = get();
        if (suggestions.length === 0) return;
        const result = resultOf(suggestions);
        const more = withScenario(scenarios, { name, keptAt: services.now(), guardrails, advice, result });
        if (more) set({ scenarios: more });
      },
      forgetScenario: (name) => set({ scenarios: get().scenarios.filter((each) => each.name !== name) }),
      applyScenario: (name) => {
        const found = get().scenarios.find((each) => each.name === name);
        if (!found) return;
        const { actions, guardrails } = get();
        // The rules first: prices are asked for once, with both.
        if (JSON.stringify(guardrails) !== JSON.stringify(found.guardrails))
          actions.putGuardrails(found.guardrails);
        actions.setAdvice(found.advice);
      },
    },
    onRead: (dataset) => {
      const isOther = fingerprint !== null && fingerprint !== dataset.fingerprint;
      ({ fingerprint } = dataset);
      if (isOther) set(noScenarios);
    },
  };
}
