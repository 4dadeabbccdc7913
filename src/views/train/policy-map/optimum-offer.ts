// Whether the optimum of the market in the form can be drawn before there is a policy to draw.

import { kindOf } from '../../../core/market/kinds.ts';
import type { LabState } from '../../../store/lab-state.ts';
import { policyVersion } from '../../../store/features/whose-policy-feature.ts';
import { isForOneProduct, startProblem } from '../settings/setting-lists.ts';

type OfferState = Pick<
  LabState,
  'run' | 'resuming' | 'model' | 'models' | 'touring' | 'settings' | 'data' | 'demand' | 'trainFor'
>;

/** Only a market of one product, whose optimum can be computed, has one to draw; a policy brings its own along. */
export function canDrawOptimum(state: OfferState): boolean {
  const { settings } = state;
  if (policyVersion(state) !== null || kindOf(settings).optimumProblem(settings) !== null) return false;
  if (startProblem(state, {}) !== null) return false;
  return isForOneProduct(state);
}
