// Files that the lab makes.

import type { Command } from '../command.ts';
import { seed } from './shared-options.ts';

export const catalogueLine = {
  name: 'catalogue',
  summary: 'writes a generated catalogue for batch pricing',
  argument: { name: 'FILE.csv', what: 'one file to write', meaning: 'file to write the catalogue to' },
  options: {
    products: {
      kind: 'whole',
      value: 'N',
      min: 1,
      max: 10_000_000,
      default: 1_000_000,
      meaning: 'rows to write',
    },
    seed: { ...seed, max: Number.MAX_SAFE_INTEGER },
  },
  example: 'catalogue catalogue.csv --products 1000',
  load: async () => (await import('../commands/catalogue-command.ts')).catalogueCommand,
} as const satisfies Command;

export const demoDataLine = {
  name: 'demo-data',
  summary: 'writes the demo files of the page',
  argument: {
    name: 'FOLDER',
    what: 'at most one folder, as in "lab demo-data public/demo"',
    meaning: 'folder to write them to',
    default: 'public/demo',
  },
  options: {},
  example: 'demo-data public/demo',
  load: async () => (await import('../commands/demo-data-command.ts')).demoDataCommand,
} as const satisfies Command;
