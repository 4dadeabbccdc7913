// What became of prices: newer sales, price tests, the log of decisions.

import { monitorSettings, type MonitorSettingName } from '../../core/monitor/monitor-settings.ts';
import { lowerFirst } from '../../core/text/format.ts';
import type { Command, CommandOption } from '../command.ts';
import {
  agentOrNone,
  choices,
  costs,
  csv,
  guardrails,
  join,
  listedTest,
  margin,
  salesFile,
  seed,
  table,
  testsList,
} from './shared-options.ts';

/** A setting of the monitor as an option, with its own range and meaning. */
function monitorOption(name: MonitorSettingName, value: string) {
  const { min, max, default: usual, meaning, unit } = monitorSettings.find((each) => each.name === name)!;
  return {
    kind: 'number',
    value,
    min,
    max,
    default: usual,
    meaning: `${lowerFirst(meaning.replace(/\.$/, ''))} (${unit})`,
  } as const satisfies CommandOption;
}

export const monitorLine = {
  name: 'monitor',
  summary:
    'newer sales against what the file led one to expect: alerts, products, coverage and promises, a JSON line each',
  argument: { ...salesFile, meaning: 'the sales that prices were made of' },
  options: {
    newer: {
      kind: 'text',
      value: 'NEWER.csv',
      meaning: 'newer sales of the same products, in a file of their own or after the older ones',
      otherwise: 'default: none; --simulated makes some',
    },
    simulated: { kind: 'switch', meaning: 'compares simulated newer sales, in which some products drift' },
    decisions: {
      kind: 'text',
      value: 'LOG.jsonl|PROJECT',
      meaning: 'the audit log of decisions, to check whether accepted prices kept their promise',
      otherwise: 'default: none',
    },
    guardrails,
    agent: {
      ...agentOrNone,
      default: 'none',
      meaning: 'the agent whose price is one candidate beside accepted prices; none trains none',
    },
    margin,
    costs,
    tests: testsList,
    'false-alarms': monitorOption('falseAlarmPercent', 'PERCENT'),
    'smallest-drift': monitorOption('smallestDriftPercent', 'PERCENT'),
    'min-margin': monitorOption('minMarginPercent', 'PERCENT'),
    'margin-drop': monitorOption('marginDropPoints', 'POINTS'),
    choices,
    join,
    csv: { ...csv, meaning: 'file for a line per product and newer day' },
    joined: { ...csv, value: 'ALL.csv', meaning: 'file for old and newer sales together, to train on' },
  },
  example: 'monitor public/demo/catalogue.csv --simulated',
  load: async () => (await import('../commands/monitor-command.ts')).monitorCommand,
} as const satisfies Command;

const price = { kind: 'number', value: 'PRICE', min: 0.01, max: 1e9 } as const;

export const testPlanLine = {
  name: 'test plan',
  summary: 'how long a test of two or three prices must run, and which day gets which price',
  argument: salesFile,
  options: {
    product: {
      kind: 'text',
      value: 'ID',
      meaning: 'the product, by id or name',
      otherwise: 'default: the only one of the file',
    },
    'price-a': { ...price, meaning: 'the first price', otherwise: "default: today's" },
    'price-b': {
      ...price,
      meaning: 'the second price',
      otherwise: 'default: that of the cheapest test that settles it',
    },
    'price-c': { ...price, meaning: 'a third price', otherwise: 'default: none' },
    measure: {
      kind: 'choice',
      choices: ['profit', 'revenue', 'units'],
      meaning: 'the measure that decides the test',
      otherwise: 'default: profit where the cost is known, otherwise revenue',
    },
    hold: {
      kind: 'choice',
      choices: ['day', 'week'],
      meaning: 'how long a price runs before the next random draw',
      otherwise: 'default: day; week for a weekly file',
    },
    fortnights: {
      kind: 'whole',
      value: 'N',
      min: 1,
      max: 520,
      meaning: 'length, in pairs of weeks',
      otherwise: 'default: enough to detect the effect in 80 of 100 tests',
    },
    effect: {
      kind: 'number',
      value: 'E',
      min: 0,
      max: 1e12,
      meaning: 'the smallest effect a day worth detecting, in the measure',
      otherwise: 'default: the expected one',
    },
    shops: {
      kind: 'text',
      value: 'NAME[,NAME]',
      meaning: 'shops that take part, each randomised separately',
      otherwise: 'default: one',
    },
    from: {
      kind: 'text',
      value: 'DAY',
      meaning: 'the first day, as 2026-11-23',
      otherwise: 'default: next Monday',
    },
    seed: { ...seed, meaning: 'seed of the random assignment' },
    choices,
    join,
    csv: { ...csv, value: 'PLAN.csv', meaning: 'file for the plan; filled in, it is the result file' },
    list: {
      ...testsList,
      writes: 'file',
      meaning: 'list of tests to add the plan to; created if it does not exist',
    },
  },
  example: 'test plan public/demo/marketplace-product.csv --csv plan.csv --list tests.json',
  load: async () => (await import('../commands/test-plan-command.ts')).testPlanCommand,
} as const satisfies Command;

export const testSimulateLine = {
  name: 'test simulate',
  summary:
    'what a planned test would show if demand is as fitted: a simulated result, read out; nothing is noted',
  argument: salesFile,
  options: {
    list: { ...testsList, required: true, meaning: 'the list the test is on, of "test plan --list"' },
    test: listedTest,
    choices,
    join,
    result: {
      ...csv,
      value: 'RESULT.csv',
      meaning: 'file for the simulated days: the plan filled in, as "test read" takes it',
    },
    csv: { ...csv, meaning: 'file for a line per measure' },
  },
  example: 'test simulate public/demo/marketplace-product.csv --list tests.json',
  load: async () => (await import('../commands/test-simulate-command.ts')).testSimulateCommand,
} as const satisfies Command;

export const testReadLine = {
  name: 'test read',
  summary: "reads a price test's result: effect, interval, p value, and whether it may end",
  argument: {
    name: 'RESULT.csv',
    what: 'one file with the result of a test',
    meaning: 'the plan with its results filled in; days still to come stay empty',
  },
  options: {
    list: { ...testsList, meaning: 'the list the test is on; the result is noted there' },
    test: listedTest,
    cost: {
      kind: 'number',
      value: 'COST',
      min: 0,
      max: 1e9,
      meaning: 'cost of one unit, where neither file nor list has it',
      otherwise: 'default: unknown',
    },
    use: {
      kind: 'switch',
      meaning: 'uses the result: "advise --tests" and "elasticity --tests" then include it',
    },
    csv: { ...csv, meaning: 'file for a line per measure' },
  },
  example: 'test read result.csv --list tests.json --use',
  load: async () => (await import('../commands/test-read-command.ts')).testReadCommand,
} as const satisfies Command;

export const testListLine = {
  name: 'test list',
  summary: 'the price tests of a list and the state of each today',
  argument: { name: 'TESTS.json', what: 'one list of tests', meaning: 'a list of "test plan --list"' },
  options: {
    day: {
      kind: 'text',
      value: 'DAY',
      meaning: 'the day to report on, as 2026-11-23',
      otherwise: 'default: today',
    },
    forget: {
      kind: 'text',
      value: 'ID',
      meaning: 'deletes a test from the list, by its id or the beginning of it',
      otherwise: 'default: none',
    },
    csv: { ...csv, meaning: 'file for a line per test' },
    table,
  },
  example: 'test list tests.json --table',
  load: async () => (await import('../commands/test-list-command.ts')).testListCommand,
} as const satisfies Command;

export const verifyLogLine = {
  name: 'verify-log',
  summary: 'whether an audit log is unaltered: no entry changed, dropped, added or moved',
  argument: {
    name: 'LOG.jsonl|PROJECT',
    what: 'one audit log or project',
    meaning: "an audit log, as the page or a shop's server exports it, or a project with one",
  },
  options: {
    head: {
      kind: 'text',
      value: 'HASH',
      meaning: 'a hash noted earlier (a report has one) that must be in the log',
      otherwise: 'default: none',
    },
    entries: { kind: 'switch', meaning: 'first prints a JSON line per entry, in words' },
    csv: { ...csv, meaning: 'file for a line per entry' },
  },
  example: 'verify-log audit-log.jsonl --entries',
  load: async () => (await import('../commands/verify-log-command.ts')).verifyLogCommand,
} as const satisfies Command;
