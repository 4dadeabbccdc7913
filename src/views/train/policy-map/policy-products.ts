// The products a policy prices, by name; the same list while nothing changed, as selectors need it.

import { isActive } from '../../../store/run-view.ts';
import type { LabState } from '../../../store/lab-state.ts';
import type { ModelCard } from '../../../core/model/model-card.ts';

const ofCard = new WeakMap<ModelCard, readonly string[]>();
const none: readonly string[] = [];

/** In the order of the run's or the model's products; empty without a policy. */
export function policyProductNames({ run, model }: Pick<LabState, 'run' | 'model'>): readonly string[] {
  if (isActive(run)) return run.productNames;
  if (!model) return none;
  const known = ofCard.get(model.card) ?? model.card.products.map(({ name }) => name);
  ofCard.set(model.card, known);
  return known;
}

/** Where the product that the page shows stands in a list of names; the first where it is not among them. */
export function placeOfShown(
  names: readonly string[],
  state: Pick<LabState, 'data' | 'shownProduct'>,
): number {
  const { data, shownProduct } = state;
  const name = data.status === 'ready' ? data.dataset.histories[shownProduct]?.product.name : undefined;
  return name === undefined ? 0 : Math.max(0, names.indexOf(name));
}
