// What prices should earn, once it is decided (`run/reward-objective.ts` decides), and a market that pays for just that.

export type Objective = 'profit' | 'revenue' | 'weights';

/** `parameters` with the objective's weight 1 and `noWeights` else; as they are where their own weights were chosen. */
export function weighedFor<P extends { readonly profitWeight: number; readonly revenueWeight: number }>(
  objective: Objective,
  parameters: P,
  noWeights: Partial<P>,
): P {
  if (objective === 'weights') return parameters;
  return { ...parameters, ...noWeights, [`${objective}Weight`]: 1 };
}
