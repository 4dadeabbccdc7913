// Scenarios: the rules, goal, certainty and typed prices of the moment under a name, to come back to and to compare. They
// belong to the file on the page and travel in its project.

import { mostScenarios, resultOf, type Scenario } from '../../core/decisions/scenario.ts';
import { freeName, longestName } from '../../core/run/kept-name.ts';
import { shortText, wellFormed } from '../../core/text/short-text.ts';
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
        if (scenarios.length >= mostScenarios || suggestions.length === 0) return;
        const given = wellFormed(shortText(name.trim(), longestName));
        const taken = new Set(scenarios.map((each) => each.name));
        const kept: Scenario = {
          name: freeName(given === '' ? numbered(taken) : given, taken),
          keptAt: services.now(),
          guardrails,
          advice,
          result: resultOf(suggestions),
        };
        set({ scenarios: [...scenarios, kept] });
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

function numbered(taken: ReadonlySet<string>): string {
  let number = 1;
  while (taken.has(`Scenario ${number}`)) number++;
  return `Scenario ${number}`;
}
