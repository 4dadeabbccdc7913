// Whether the optimum of the market in the form can be drawn before there is a policy to draw.

import { optimumProblem } from '../../core/market/demand/optimum.ts';
import { presetParameters } from '../../core/run/market-setup.ts';
import type { LabState } from '../../store/lab-state.ts';
import { policyVersion } from '../../store/features/whose-policy.ts';
import { isForOneProduct, startProblem } from './setting-lists.ts';

type OfferState = Pick<
  LabState,
  'run' | 'resuming' | 'model' | 'models' | 'touring' | 'settings' | 'data' | 'demand' | 'trainFor'
>;

/** Only a demand market of one product, with no rival that moves, has one to draw; a policy brings its own along. */
export function canDrawOptimum(state: OfferState): boolean {
  const { settings } = state;
  if (policyVersion(state) !== null || settings.market !== 'demand') return false;
  if (startProblem(state, {}) !== null || optimumProblem(presetParameters(settings)) !== null) return false;
  return isForOneProduct(state);
}
