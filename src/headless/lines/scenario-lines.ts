// Scenarios: price lists under a name, with the rules and choices that gave them.

import type { Command, CommandArgument } from '../command.ts';
import { adviseLine } from './price-lines.ts';
import {
  agentOrNone,
  choices,
  costs,
  csv,
  guardrails,
  join,
  level,
  margin,
  salesFile,
  scenariosList,
  seed,
  table,
  testsList,
} from './shared-options.ts';

const scenariosFile: CommandArgument = {
  name: 'SCENARIOS.json',
  what: 'one file with scenarios',
  meaning: 'scenarios, as "scenario keep --list" writes them',
};

export const scenarioKeepLine = {
  name: 'scenario keep',
  summary: 'keeps the prices of "advise" under a name, with the rules and choices behind them, to compare',
  argument: salesFile,
  options: {
    list: {
      ...scenariosList,
      required: true,
      writes: 'file',
      meaning: 'file of the scenarios of these sales; created if it does not exist',
    },
    name: {
      kind: 'text',
      value: 'NAME',
      meaning: 'name of the scenario',
      otherwise: 'default: a number',
    },
    guardrails,
    choices,
    join,
    objective: adviseLine.options.objective,
    goal: adviseLine.options.goal,
    'max-changes': adviseLine.options['max-changes'],
    level,
    margin,
    costs,
    tests: testsList,
    typed: adviseLine.options.typed,
    agent: { ...agentOrNone, default: 'none' },
    seed,
  },
  example: 'scenario keep public/demo/catalogue.csv --list scenarios.json --name Careful --level 0.9',
  load: async () => (await import('../commands/scenario-keep-command.ts')).scenarioKeepCommand,
} as const satisfies Command;

export const scenarioCompareLine = {
  name: 'scenario compare',
  summary: 'kept scenarios side by side: what each brings, what differs, and each product priced differently',
  argument: scenariosFile,
  options: {
    of: {
      kind: 'texts',
      value: 'NAME',
      meaning: 'a scenario to compare; repeat for each',
      otherwise: 'default: all',
    },
    against: {
      kind: 'text',
      value: 'NAME',
      meaning: 'the scenario that the others are measured against',
      otherwise: 'default: the first of those compared',
    },
    sales: {
      kind: 'text',
      value: 'FILE.csv',
      meaning:
        'the sales they were worked out on: how much more each earns than the one they are measured against, on the same draws of demand, is valued as well',
      otherwise: 'default: not valued',
    },
    choices,
    join,
    margin,
    costs,
    tests: testsList,
    csv: { ...csv, meaning: 'file for a line per product priced differently' },
    table: { ...table, meaning: 'prints readable tables instead of JSON' },
  },
  example: 'scenario compare scenarios.json --table',
  load: async () => (await import('../commands/scenario-compare-command.ts')).scenarioCompareCommand,
} as const satisfies Command;

export const scenarioListLine = {
  name: 'scenario list',
  summary: 'the kept scenarios and what each brings; a JSON line each',
  argument: scenariosFile,
  options: {
    forget: {
      kind: 'text',
      value: 'NAME',
      meaning: 'deletes a scenario from the file first',
      otherwise: 'default: none',
    },
    csv: { ...csv, meaning: 'file for a line per scenario' },
    table,
  },
  example: 'scenario list scenarios.json --table',
  load: async () => (await import('../commands/scenario-list-command.ts')).scenarioListCommand,
} as const satisfies Command;
