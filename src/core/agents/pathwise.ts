// Pathwise gradient: the actor trained by differentiating the market's own days, as its learner in
// `learning/agents/pathwise` describes it.

import { differentiationProblem } from '../market/differentiable-market.ts';
import { actorParameters } from './actor-parameters.ts';
import type { Agent } from './agent.ts';

export const pathwise = {
  title: 'Pathwise gradient',
  trait: 'differentiates the market itself and is the quickest where its days have formulas',
  head: 'tanh',
  losses: ['actorLoss'],
  problemIn(market) {
    const problem = differentiationProblem(market);
    return problem === null
      ? null
      : `Pathwise gradient does not apply here: ${problem}. Choose the demand market or another agent.`;
  },
  parameters: actorParameters,
  defaults: {
    trainingSteps: 480000,
    hiddenUnits: 32,
    parallelMarkets: 16,
    evaluationEverySteps: 30000,
    learningRateActor: 0.01,
    finalLearningRate: 0.05,
  },
  presets: {
    quick: { trainingSteps: 240000, hiddenUnits: 32, evaluationEverySteps: 30000 },
    published: { trainingSteps: 960000, hiddenUnits: 64 },
    portfolio: {
      trainingSteps: 480000,
      hiddenUnits: 64,
      parallelMarkets: 64,
      evaluationEverySteps: 60000,
      learningRateActor: 0.005,
      finalLearningRate: 0.05,
    },
  },
} as const satisfies Agent;
