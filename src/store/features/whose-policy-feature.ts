// Whose policy there is, which one, and in which market it is asked. Pure.

import type { RunState } from '../../core/run/events.ts';
import type { PolicySubject } from '../../worker/protocol/policy-protocol.ts';
import type { LabState } from '../lab-state.ts';
import { marketSubject } from '../market-subject.ts';
import { setupNow } from '../run-plan.ts';
import { isActive } from '../run-view.ts';
import { suggestRequest } from '../suggest-request.ts';

/** The run and the models there are, as far as they say whose policy there is. */
interface PolicyOwners {
  readonly run: { readonly runId: string | null; readonly state: RunState };
  readonly model: { readonly id: string } | null;
  readonly models: readonly { readonly id: string; readonly runId: string | null }[];
}

/** With the run's evaluations, each of which may leave another policy. */
export interface PolicySources extends PolicyOwners {
  readonly run: PolicyOwners['run'] & { readonly evaluations: readonly { readonly isBest: boolean }[] };
}

/** Whose policy there is, a run's or a model's: the model a run leaves is still its run's. null without one. */
export function policyOwner({ run, model, models }: PolicyOwners): string | null {
  if (isUnderWay(run)) return run.runId;
  if (!model) return null;
  return models.find(({ id }) => id === model.id)?.runId ?? model.id;
}

function isUnderWay({ runId, state }: PolicyOwners['run']): boolean {
  return runId !== null && (state === 'training' || state === 'paused');
}

/** Which policy there is to draw: another owner, model or best evaluation makes another one. null without any. */
export function policyVersion(sources: PolicySources): string | null {
  const { run, model } = sources;
  const owner = policyOwner(sources);
  if (owner === null) return null;
  if (!isUnderWay(run)) return `${owner} model ${model?.id ?? ''}`;
  const best = run.evaluations.findLastIndex((evaluation) => evaluation.isBest);
  return best < 0 ? null : `${owner} evaluation ${best}`;
}

/** What tells the market that a policy is asked in, or without one the form's, from another one. */
export function askedMarket(state: LabState): string {
  return policyOwner(state) ?? marketSubject(state);
}

/** Whose policy there is now. @throws Error in a sentence where there is no market at all. */
export function policySubject(state: LabState, now: string): PolicySubject {
  const { run, model } = state;
  if (run.runId !== null && isActive(run)) return { kind: 'run', runId: run.runId };
  // An imported model's market is made of the file on the page.
  if (model)
    return {
      kind: 'model',
      market: `${model.id} ${marketSubject(state)}`,
      products: suggestRequest(state, now).products,
    };
  return { kind: 'market', market: marketSubject(state), setup: setupNow(state) };
}
