// Everything of a shop as one file, in and out.

import type { Command } from '../command.ts';
import { adviseLine } from './price-lines.ts';
import { choices, guardrails, join, level, salesFile, scenariosList } from './shared-options.ts';

export const projectReadLine = {
  name: 'project read',
  summary: 'checks a whole project file and lists what it holds; unpacks it for the other commands',
  argument: {
    name: 'PROJECT',
    what: 'one project',
    meaning: 'a project of the page, of a shop\'s server or of "project write"',
  },
  options: {
    out: {
      kind: 'text',
      writes: 'folder',
      value: 'FOLDER',
      meaning: 'folder for its files: sales, choices, rules, scenarios, models, log, tests, run',
      otherwise: 'default: not written',
    },
  },
  example: 'project read shop.pricinglab --out shop-files',
  load: async () => (await import('../commands/project-read-command.ts')).projectReadCommand,
} as const satisfies Command;

export const projectWriteLine = {
  name: 'project write',
  summary: 'sales, rules, models and log as one file, which the page and "serve" open',
  argument: salesFile,
  options: {
    out: {
      kind: 'text',
      writes: 'file',
      value: 'PROJECT',
      required: true,
      meaning: 'file to write, such as shop.pricinglab',
    },
    model: {
      kind: 'texts',
      value: 'MODEL.zip',
      meaning: 'a model; repeat for each, the first one is in use',
    },
    guardrails,
    settings: {
      kind: 'text',
      value: 'S.json',
      meaning: 'settings by name',
      otherwise: "default: those of the first model, else the lab's own",
    },
    log: {
      kind: 'text',
      value: 'LOG.jsonl',
      meaning: 'the audit log of these sales, which goes on in the project',
      otherwise: 'default: a new one',
    },
    tests: {
      kind: 'text',
      value: 'TESTS.json',
      meaning: 'price tests, as "test plan --list" writes them',
      otherwise: 'default: none',
    },
    scenarios: scenariosList,
    run: {
      kind: 'text',
      value: 'RUN.jsonl',
      meaning: 'a run, as "train --log" writes it',
      otherwise: 'default: none',
    },
    level,
    objective: adviseLine.options.objective,
    'max-changes': adviseLine.options['max-changes'],
    typed: adviseLine.options.typed,
    choices,
    join,
  },
  example: 'project write public/demo/catalogue.csv --out shop.pricinglab',
  load: async () => (await import('../commands/project-write-command.ts')).projectWriteCommand,
} as const satisfies Command;
