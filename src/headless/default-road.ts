// The road that the page takes by default, without the page: fit, market, training, recommendation.
//
// `advise` walks it for a person and `exam` for shops whose truth is known; whoever changes a default in the core changes
// it here too.

import { agents } from '../core/agents/agents.ts';
import { replayedHistories } from '../core/market/kinds.ts';
import { historyProduct, runProducts, type RunProduct } from '../core/market/run-product.ts';
import { suggestPrices, type AdviceChoices } from '../core/decisions/suggest-price.ts';
import { type PriceLists, priceLists } from '../core/decisions/price-lists.ts';
import { type Goal, listForGoal, type ListTotals, listTotals } from '../core/decisions/frontier.ts';
import { relationsOf, type Guardrails } from '../core/decisions/guardrails/guardrail-list.ts';
import { relationProblem } from '../core/decisions/relations/relation-list.ts';
import { relatedProduct } from '../core/decisions/relations/relation.ts';
import type { Leaning } from '../core/decisions/recommendation.ts';
import type { Suggestion } from '../core/decisions/suggestion.ts';
import type { DemandSummary } from '../core/demand/demand-summary.ts';
import { summarizeDemand } from '../core/demand/summarize-demand.ts';
import { testedDemand } from '../core/demand/tested-demand.ts';
import { defaultMarket } from '../core/market/default-market.ts';
import { holdOutProducts } from '../core/market/hold-out.ts';
import type { MarketSetup } from '../core/market/market.ts';
import { createPolicy } from '../core/policy/actor.ts';
import type { Policy } from '../core/policy/policy.ts';
import type { BackendReport } from '../core/run/backend.ts';
import { defaultRun } from '../core/run/default-run.ts';
import { marketSetupFor } from '../core/run/market-setup.ts';
import { defaultsFor, settingsFrom } from '../core/run/run-settings.ts';
import { defaultSettings, type RunSettings } from '../core/run/settings.ts';
import { untrainedMarket } from '../core/run/untrained-market.ts';
import { noAssumptions, withAssumedCost } from '../core/table/assumed-cost.ts';
import type { Dataset, ProductHistory } from '../core/table/dataset.ts';
import { startNodeBackend } from './node-backend.ts';
import { nodeEngines } from './engines.ts';

export interface RoadChoices extends AdviceChoices {
  readonly guardrails: Guardrails;
  /** null trains none. */
  readonly agent: RunSettings['agent'] | null;
  /** null: as many as the lab thinks enough. */
  readonly steps: number | null;
  readonly seed: number;
  /** What all products together are to bring; null for none. */
  readonly goal?: Goal | null;
  /** What is known of demand beyond the file, the fits in the order of `histories`; absent: nothing. */
  readonly known?: (
    histories: readonly ProductHistory[],
    demand: readonly DemandSummary[],
  ) => readonly DemandSummary[];
  /** Told what happens, a sentence at a time. */
  readonly say: (sentence: string) => void;
}

/** Where the road ends: everything that prices are asked of. */
export interface RoadEnd {
  readonly products: readonly RunProduct[];
  readonly setup: MarketSetup;
  readonly settings: RunSettings;
  /** null without an agent. */
  readonly policy: Policy | null;
  /** One a product, in their order; `changes` win over what the road was asked with. */
  readonly suggest: (changes?: AdviceChoices) => readonly Suggestion[];
  /** Many lists of their prices, without words. */
  readonly lists: () => PriceLists;
  /** Calendar days a row of a product covers. */
  readonly daysPerRow: (index: number) => number;
}

export interface Road extends RoadEnd {
  /** One a product, in their order. */
  readonly suggestions: readonly Suggestion[];
  /** What they bring together, and what today's prices do. */
  readonly totals: { readonly today: ListTotals; readonly suggested: ListTotals };
  /** How far prices lean towards the goal, 0 to 1, and whether they reach it; null without one. */
  readonly goal: {
    readonly towards: Leaning;
    readonly weight: number;
    readonly isReached: boolean;
  } | null;
}

/** @throws Error in a sentence where the file has no product that can be used. */
export async function defaultRoad(dataset: Dataset, choices: RoadChoices): Promise<Road> {
  const end = await roadEnd(dataset, choices);
  const totalsOf = (list: readonly Suggestion[], at: 'suggested' | 'current' = 'suggested') =>
    listTotals(list, end.daysPerRow, at);
  const found = choices.goal ? listForGoal(choices.goal, (lean) => end.suggest({ lean }), totalsOf) : null;
  const suggestions = found?.list ?? end.suggest();
  return {
    ...end,
    suggestions,
    totals: { today: totalsOf(suggestions, 'current'), suggested: totalsOf(suggestions) },
    goal: found && { towards: found.towards, weight: found.weight, isReached: found.isReached },
  };
}

/** The road without its last step. @throws Error as `defaultRoad`. */
export async function roadEnd(dataset: Dataset, choices: RoadChoices): Promise<RoadEnd> {
  if (dataset.histories.length === 0)
    throw new Error(
      `${dataset.fileName} has no product with enough days: ${dataset.unusable[0]?.reason ?? 'it has no rows'}`,
    );
  const { guardrails, costs = noAssumptions } = choices;
  const missing = relationProblem(
    dataset.histories.map(({ product }) => relatedProduct(product)),
    relationsOf(guardrails),
  );
  if (missing !== null) throw new Error(`${dataset.fileName}: ${missing}`);
  const histories = dataset.histories.map((history) => withAssumedCost(history, costs));
  const fitted = testedDemand(summarizeDemand(histories), choices.tested ?? {});
  const demand = choices.known ? choices.known(histories, fitted) : fitted;
  const products = runProducts(histories, demand, holdOutProducts(histories));
  if (choices.agent !== null) choices.say(defaultMarket(products).sentence);
  const settings = settingsOf(products, choices);
  const { largestChangePercent } = guardrails.all;
  const setup =
    choices.agent === null
      ? untrainedMarket(products, { objective: choices.objective, largestChangePercent })
      : marketSetupFor(
          settings,
          products,
          largestChangePercent === null || largestChangePercent === 0 ? null : largestChangePercent / 100,
        );
  const policy = choices.agent === null ? null : await trainedPolicy(settings, setup, choices.say);
  const pasts = replayedHistories(setup) ? [] : products.map(historyProduct);
  return {
    products,
    setup,
    settings,
    policy,
    suggest: (changes = {}) => suggestPrices(policy, setup, pasts, guardrails, { ...choices, ...changes }),
    lists: () => priceLists(policy, setup, pasts, guardrails, choices),
    daysPerRow: (index) => products[index]!.history.daysPerRow,
  };
}

function settingsOf(
  products: readonly RunProduct[],
  { agent, steps, seed, objective }: RoadChoices,
): RunSettings {
  const begun = defaultRun(defaultsFor(agent ?? defaultSettings.agent), products);
  const chosen = {
    ...(objective === undefined ? {} : { objective }),
    ...(agent === null ? {} : { agent }),
    ...(steps === null ? {} : { trainingSteps: steps }),
    seed,
  };
  return settingsFrom(chosen, begun);
}

let backend: BackendReport | null = null;

async function trainedPolicy(
  settings: RunSettings,
  setup: MarketSetup,
  say: (sentence: string) => void,
): Promise<Policy | null> {
  backend ??= await startNodeBackend(undefined);
  const { startTraining } = await import('../learning/trainer.ts');
  const run = startTraining(settings, setup, nodeEngines(backend, 'fused'));
  const startedAt = performance.now();
  try {
    for await (const event of run.events) {
      if (event.type !== 'evaluation') continue;
      const { step, gapClosed } = event.evaluation;
      const closed = gapClosed === null ? '' : `, ${(100 * gapClosed).toFixed(1)} % of the gap closed`;
      say(
        `${agents[settings.agent].title}: step ${step} of ${settings.trainingSteps}${closed}, ${((performance.now() - startedAt) / 1000).toFixed(0)} s.`,
      );
    }
    const trained = await run.model();
    return trained && createPolicy(trained.snapshot.architecture, trained.snapshot.weights);
  } finally {
    run.dispose();
  }
}
