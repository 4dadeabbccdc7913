// What prices should earn, once it is decided (`run/reward-objective.ts` decides), and a market that pays for just that.

export type Objective = 'profit' | 'revenue' | 'weights';

/** What weights by name come to: profit alone, revenue alone, or weights of their own. */
export function paidBy(weights: Readonly<Record<string, number>>): Objective {
  const weighted = Object.keys(weights).filter((name) => weights[name] !== 0);
  if (weighted.length !== 1) return 'weights';
  return weighted[0] === 'profitWeight' ? 'profit' : weighted[0] === 'revenueWeight' ? 'revenue' : 'weights';
}

/** `parameters` with the objective's weight 1 and `noWeights` else; as they are where their own weights were chosen. */
export function weighedFor<P extends { readonly profitWeight: number; readonly revenueWeight: number }>(
  objective: Objective,
  parameters: P,
  noWeights: Partial<P>,
): P {
  if (objective === 'weights') return parameters;
  return { ...parameters, ...noWeights, [`${objective}Weight`]: 1 };
}
