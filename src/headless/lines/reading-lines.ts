// What is read of a file and what it says about demand.

import type { Command } from '../command.ts';
import { choices, csv, join, salesFile, testsList } from './shared-options.ts';

export const readFileLine = {
  name: 'read',
  summary: 'how a file was understood: columns, questions, findings, series',
  argument: salesFile,
  options: { choices, join, csv: { ...csv, meaning: 'file for a line per series' } },
  example: 'read public/demo/catalogue.csv',
  load: async () => (await import('../commands/read-command.ts')).readCommand,
} as const satisfies Command;

export const featuresLine = {
  name: 'features',
  summary: 'cleaned features per product',
  argument: salesFile,
  options: {
    'date-order': {
      kind: 'choice',
      choices: ['ymd', 'dmy', 'mdy'],
      meaning: 'how dates are written',
      otherwise: 'default: found in the file',
    },
    decimal: {
      kind: 'choice',
      choices: ['.', ','],
      meaning: 'the decimal separator',
      otherwise: 'default: found in the file',
    },
    'sales-meaning': {
      kind: 'choice',
      choices: ['money', 'units'],
      meaning: 'what the sales column counts',
      otherwise: 'default: found in the numbers',
    },
    choices,
    join,
    csv: { ...csv, meaning: 'file for a line per product and day, with a column per feature' },
  },
  example: 'features public/demo/marketplace-product.csv',
  load: async () => (await import('../commands/features-command.ts')).featuresCommand,
} as const satisfies Command;

export const elasticityLine = {
  name: 'elasticity',
  summary: 'demand fits per product, with interval and verdict',
  argument: salesFile,
  options: {
    model: {
      kind: 'choice',
      choices: ['full', 'plain'],
      default: 'full',
      meaning: 'the full demand model, or the plain regression that the reference fits use',
    },
    tests: testsList,
    choices,
    join,
    csv: { ...csv, meaning: 'file for a line per product' },
  },
  example: 'elasticity public/demo/catalogue.csv',
  load: async () => (await import('../commands/elasticity-command.ts')).elasticityCommand,
} as const satisfies Command;

export const splitHalvesLine = {
  name: 'split-halves',
  summary: 'whether the intervals of the two halves of a file agree',
  argument: salesFile,
  options: { choices, join, csv: { ...csv, meaning: 'file for a line per model and group of products' } },
  example: 'split-halves public/demo/grocery-weekly.csv',
  load: async () => (await import('../commands/split-halves-command.ts')).splitHalvesCommand,
} as const satisfies Command;

export const holdOutLine = {
  name: 'hold-out',
  summary: 'how well the markets built from a file predict its held-out last fifth; a JSON line per product',
  argument: salesFile,
  options: { choices, join, csv: { ...csv, meaning: 'file for a line per product' } },
  example: 'hold-out public/demo/catalogue.csv',
  load: async () => (await import('../commands/hold-out-command.ts')).holdOutCommand,
} as const satisfies Command;
