// Checks of the lab itself.

import type { Command } from '../command.ts';
import { agentOrNone, backend, csv, level, redis, seed, table, workers } from './shared-options.ts';

export const examLine = {
  name: 'exam',
  summary:
    "judges the lab's advice in simulated shops whose true demand it does not see; a JSON line per shop and per scenario",
  options: {
    scenario: {
      kind: 'text',
      value: 'NAME[,NAME]',
      meaning: 'scenarios by name or its first letters, separated by commas',
      otherwise: 'default: all of them',
    },
    shops: { kind: 'whole', value: 'N', min: 1, max: 1000, default: 5, meaning: 'shops of each scenario' },
    seed: { ...seed, meaning: 'seed of the first shop; the next ones follow' },
    agent: agentOrNone,
    steps: {
      kind: 'whole',
      value: 'N',
      min: 100,
      max: 1_000_000,
      meaning: 'market days that each agent learns from',
      otherwise: 'default: as many as the page takes',
    },
    everywhere: {
      kind: 'switch',
      meaning:
        'trains the agent in every scenario, not only where prices over time matter (elsewhere its price is one of those the demand optimum was chosen from)',
    },
    level,
    redis,
    workers,
    csv: { ...csv, meaning: 'file for a line per scenario' },
    table: { ...table, meaning: 'prints a readable table at the end instead of JSON lines' },
  },
  example: 'exam --scenario clean,thin --shops 2 --agent none --table',
  load: async () => (await import('../commands/exam-command.ts')).examCommand,
} as const satisfies Command;

export const coverageLine = {
  name: 'coverage',
  summary: 'how often the 95 % interval contains the true elasticity, over simulated products',
  options: {
    products: {
      kind: 'whole',
      value: 'N',
      min: 1,
      max: 100_000,
      default: 2000,
      meaning: 'simulated products',
    },
    seed,
  },
  example: 'coverage --products 400 --seed 3',
  load: async () => (await import('../commands/coverage-command.ts')).coverageCommand,
} as const satisfies Command;

export const abSimulationLine = {
  name: 'ab-simulation',
  summary: 'false positives, coverage and power of price tests, over simulated shops',
  options: {
    tests: {
      kind: 'whole',
      value: 'N',
      min: 100,
      max: 1_000_000,
      default: 2000,
      meaning: 'simulated tests of two equal prices',
    },
    seed,
  },
  example: 'ab-simulation --tests 4000',
  load: async () => (await import('../commands/ab-simulation-command.ts')).abSimulationCommand,
} as const satisfies Command;

export const replayUpdatesLine = {
  name: 'replay-updates',
  summary: 'replays reference updates through the learner and prints the largest relative error',
  argument: {
    name: 'GOLDEN.json',
    what: 'one file',
    meaning: 'weights, batches and results of reference updates',
  },
  options: {
    backend,
    engine: {
      kind: 'choice',
      choices: ['fused', 'portable'],
      default: 'portable',
      meaning: 'the kernels that train, or the portable learner',
    },
  },
  example: 'replay-updates src/learning/golden/sac-plain.json --backend wasm',
  load: async () => (await import('../commands/replay-updates-command.ts')).replayUpdatesCommand,
} as const satisfies Command;
