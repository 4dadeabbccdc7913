// The run that starting now begins, made of what the page holds. Pure, so that a change of what is asked can be seen.

import { historyProduct, runProducts, type RunProduct } from '../core/market/run-product.ts';
import { kindOf, sourceSettings } from '../core/market/kinds.ts';
import { setupCheck } from '../core/market/market-check.ts';
import type { MarketSetup } from '../core/market/market.ts';
import { defaultRun, marketOf } from '../core/run/default-run.ts';
import { marketSetupFor } from '../core/run/market-setup.ts';
import { objectiveFor, profitIsAssumed, type ChosenObjective } from '../core/run/reward-objective.ts';
import type { RunSettings } from '../core/run/settings.ts';
import type { RunPlan } from '../worker/protocol/run-protocol.ts';
import type { LabState } from './lab-state.ts';
import { begunRun, type RunView } from './run-view.ts';

/**
 * What the worker is sent, and the run as the page shows it at once.
 *
 * @throws Error in a sentence where nothing can be trained.
 */
export function plannedRun(
  state: LabState,
  runId: string,
): { readonly plan: RunPlan; readonly view: RunView } {
  const { data } = state;
  const settings = runSettings(state);
  const products = chosenProducts(state);
  const setup = marketSetupFor(settings, products, largestChange(state));
  const kind = kindOf(settings);
  const fromFile = kind.isOfFile(settings);
  const productNames = kind.productNames(setup);
  const file = fromFile && data.status === 'ready' ? data : null;
  const plan: RunPlan = {
    runId,
    settings,
    setup,
    histories: fromFile && !kind.replay ? products.map(historyProduct) : [],
    productNames,
    dataset: file && { fileName: file.dataset.fileName, fingerprint: file.dataset.fingerprint },
  };
  const reading = file?.reading ?? null;
  return {
    plan,
    view: begunRun({ runId, reading, settings, productNames, marketCheck: setupCheck(setup) }),
  };
}

/**
 * The market that a run started now would have.
 *
 * @throws Error in a sentence where there is none.
 */
export function setupNow(state: LabState): MarketSetup {
  return marketSetupFor(runSettings(state), chosenProducts(state), largestChange(state));
}

/** Largest daily change that the rules for all products allow, as a share; null where none does. */
export function largestChange({ guardrails }: LabState): number | null {
  const { largestChangePercent } = guardrails.all;
  return largestChangePercent === null || largestChangePercent === 0 ? null : largestChangePercent / 100;
}

/** What prices should earn in a run started now, and why. */
export function objectiveNow(state: LabState): ChosenObjective {
  return objectiveFor(runSettings(state), chosenProducts(state));
}

/** Whether the profit of a run started now would rest on a cost that nobody has given. */
export function profitIsAssumedNow(state: LabState): boolean {
  return profitIsAssumed(runSettings(state), chosenProducts(state));
}

/** The settings a run started now has: without a file a market can only be that of the form. */
export function runSettings({ data, settings }: LabState): RunSettings {
  return data.status === 'ready' ? settings : { ...settings, ...sourceSettings('withoutFile') };
}

/** `settings` as a run for the chosen products of the file begins with them; as they are without a file. */
export function withFileDefaults(state: LabState, settings = state.settings): RunSettings {
  const products = chosenProducts(state);
  return products.length === 0 ? settings : defaultRun(settings, products);
}

/** The form's settings in the market that the file speaks for, the learning as it is. */
export function withFileMarket(state: LabState): RunSettings {
  return { ...state.settings, ...marketOf(chosenProducts(state)) };
}

/** Every usable product of the loaded file whose demand has been fitted; none without a file. */
export function fileProducts({ data, demand, holdOuts }: LabState): readonly RunProduct[] {
  return data.status === 'ready' ? runProducts(data.dataset.histories, demand, holdOuts) : [];
}

/** The products a run is for: all usable ones of the file, or the shown one. */
function chosenProducts(state: LabState): readonly RunProduct[] {
  const products = fileProducts(state);
  return state.trainFor === 'all' ? products : products.slice(state.shownProduct, state.shownProduct + 1);
}
