// From a file to prices.

import type { Command, CommandOption } from '../command.ts';
import {
  agentOrNone,
  choices,
  costs,
  csv,
  guardrails,
  join,
  level,
  margin,
  redis,
  salesFile,
  scenariosList,
  seed,
  table,
  testsList,
  workers,
  xlsx,
} from './shared-options.ts';

const answeredChoices = {
  kind: 'text',
  value: 'C.json',
  meaning: 'answers to questions about the file, as "read" takes them',
} as const satisfies CommandOption;
const objective = {
  kind: 'choice',
  choices: ['profit', 'revenue'],
  meaning: 'the measure of gains',
  otherwise: 'default: profit where the costs are known, otherwise revenue',
} as const satisfies CommandOption;
const mostChanges = {
  kind: 'whole',
  value: 'K',
  min: 0,
  max: 1_000_000,
  meaning: 'the most prices that may change; those that gain most are kept',
  otherwise: 'default: any number',
} as const satisfies CommandOption;

/** What every command that works out the default advice is asked with. */
const askedAdvice = {
  guardrails,
  choices: answeredChoices,
  join,
  objective,
  'max-changes': mostChanges,
  level,
  margin,
  costs,
  tests: testsList,
} as const satisfies Record<string, CommandOption>;

export const suggestLine = {
  name: 'suggest',
  summary: 'prices of an exported model for the products of a file, with names and reasons',
  argument: salesFile,
  options: {
    model: {
      kind: 'text',
      value: 'MODEL.zip',
      required: true,
      meaning: 'a model from "train --out" or from the page',
    },
    guardrails,
    choices,
    join,
    margin,
    costs,
    tests: testsList,
    csv: { ...csv, meaning: 'file to write the price list to as well' },
    xlsx,
    table: { ...table, meaning: 'prints a readable table of names and prices instead of JSON' },
  },
  example: 'suggest public/demo/marketplace-product.csv --model model.zip',
  load: async () => (await import('../commands/suggest-command.ts')).suggestCommand,
} as const satisfies Command;

export const adviseLine = {
  name: 'advise',
  summary: "what to change and why, the page's default steps in one command: read, fit, train, recommend",
  argument: salesFile,
  options: {
    guardrails,
    choices: answeredChoices,
    join,
    objective,
    goal: {
      kind: 'text',
      value: '"revenue>=N"',
      meaning:
        'the least that all products together must bring a day in revenue, units or profit; beyond it, profit counts',
      otherwise: 'default: none',
    },
    'max-changes': mostChanges,
    level,
    margin,
    costs,
    tests: testsList,
    scenarios: {
      ...scenariosList,
      meaning: 'kept scenarios: the rules, goal, certainty and typed prices of one of them are asked with',
    },
    scenario: {
      kind: 'text',
      value: 'NAME',
      meaning: 'which of them',
      otherwise: 'default: the only one',
    },
    typed: {
      kind: 'texts',
      value: 'PRODUCT=PRICE',
      meaning: 'your own price for a product, evaluated beside the others; repeat for each product',
      otherwise: 'default: none',
    },
    agent: agentOrNone,
    steps: {
      kind: 'whole',
      value: 'N',
      min: 100,
      max: 1_000_000,
      meaning: 'market days that the agent learns from',
      otherwise: 'default: as many as the page takes',
    },
    seed,
    csv: { ...csv, meaning: 'file to write the price list to as well' },
    xlsx,
    summary: { kind: 'switch', meaning: 'prints one line about the whole file instead of JSON' },
  },
  example: 'advise public/demo/catalogue.csv --agent none --csv prices.csv',
  load: async () => (await import('../commands/advise-command.ts')).adviseCommand,
} as const satisfies Command;

export const chartsLine = {
  name: 'charts',
  summary:
    "the figures behind the page's charts of a file and its prices, a CSV each, and the charts; a JSON line per chart",
  argument: salesFile,
  options: {
    out: {
      kind: 'text',
      writes: 'folder',
      value: 'FOLDER',
      required: true,
      meaning: 'folder to write to: a folder per product in it',
    },
    product: {
      kind: 'texts',
      value: 'PRODUCT',
      meaning: 'a product, by id or name; repeat for each',
      otherwise: 'default: all',
    },
    pictures: { kind: 'switch', meaning: 'also draws each chart as the page does, an SVG beside its CSV' },
    ...askedAdvice,
  },
  example: 'charts public/demo/catalogue.csv --product KIT-204 --out charts',
  load: async () => (await import('../commands/charts-command.ts')).chartsCommand,
} as const satisfies Command;

export const reportLine = {
  name: 'report',
  summary:
    'the pricing report as one interactive HTML file that opens offline and prints; its prices are those of "advise --agent none"',
  argument: salesFile,
  options: {
    out: {
      kind: 'text',
      writes: 'file',
      value: 'R.html',
      required: true,
      meaning: 'file to write the report to',
    },
    ...askedAdvice,
  },
  example: 'report public/demo/catalogue.csv --out report.html',
  load: async () => (await import('../commands/report-command.ts')).reportCommand,
} as const satisfies Command;

export const frontierLine = {
  name: 'frontier',
  summary: 'the price lists between the most profit and the most revenue or units; a JSON line each',
  argument: salesFile,
  options: {
    towards: {
      kind: 'choice',
      choices: ['revenue', 'units'],
      default: 'revenue',
      meaning: 'what the other end maximises',
    },
    guardrails,
    level,
    agent: { ...agentOrNone, default: 'none' },
    seed,
    margin,
    costs,
    tests: testsList,
    choices,
    join,
    csv: { ...csv, meaning: 'file for the price lists, one line each, with a column per product' },
  },
  example: 'frontier public/demo/catalogue.csv --csv frontier.csv',
  load: async () => (await import('../commands/frontier-command.ts')).frontierCommand,
} as const satisfies Command;

export const relationsLine = {
  name: 'relations',
  summary: 'size ladders found in the names, and what each binding relation costs a day',
  argument: salesFile,
  options: {
    guardrails,
    ladders: {
      kind: 'switch',
      meaning: 'requires a larger pack to cost no more per unit than a smaller one',
    },
    margin,
    costs,
    choices,
    join,
    csv: { ...csv, meaning: 'file for a line per relation' },
    write: {
      ...csv,
      value: 'G.json',
      meaning: 'file for the guardrails with these relations, for "advise --guardrails"',
    },
  },
  example: 'relations public/demo/catalogue.csv --ladders',
  load: async () => (await import('../commands/relations-command.ts')).relationsCommand,
} as const satisfies Command;

export const tryRulesLine = {
  name: 'try-rules',
  summary: 'what the guardrails make of any price, rule by rule; a JSON line per price',
  argument: salesFile,
  options: {
    price: {
      kind: 'texts',
      value: 'PRODUCT=PRICE',
      meaning: 'a product, by id or name, and the price asked for it; repeat for each',
    },
    guardrails,
    decisions: {
      kind: 'text',
      value: 'LOG.jsonl',
      meaning: 'an audit log or project whose accepted prices count as changes of the price',
      otherwise: 'default: none',
    },
    margin,
    costs,
    choices,
    join,
    csv: { ...csv, meaning: 'file for a line per price and rule' },
    table: { ...table, meaning: 'prints readable tables instead of JSON lines' },
  },
  example: 'try-rules public/demo/catalogue.csv --price KIT-204=39.90 --table',
  load: async () => (await import('../commands/try-rules-command.ts')).tryRulesCommand,
} as const satisfies Command;

export const priceLine = {
  name: 'price',
  summary:
    'prices a catalogue of any size with a model, as it streams through: CSV, workbook or Parquet in, CSV or Parquet out',
  argument: {
    name: 'CATALOGUE',
    what: 'one file with a row per product',
    meaning: 'a file with product id and price, and cost, elasticity, stock where they are known',
  },
  options: {
    model: {
      kind: 'text',
      value: 'MODEL.zip',
      required: true,
      meaning: 'a model of the demand market, from "train --out" or from the page',
    },
    out: {
      kind: 'text',
      writes: 'file',
      value: 'OUT.csv|OUT.parquet',
      required: true,
      meaning: 'file for the prices, with gains, intervals and probabilities',
    },
    guardrails,
    objective: {
      kind: 'choice',
      choices: ['auto', 'profit', 'revenue'],
      default: 'auto',
      meaning: 'the measure of gains; auto is profit where most costs are known',
    },
    level,
    margin,
    costs,
    redis,
    workers,
  },
  example: 'price catalogue.csv --model model.zip --out prices.csv',
  load: async () => (await import('../commands/price-command.ts')).priceCommand,
} as const satisfies Command;

const product = { kind: 'texts', value: 'PRODUCT' } as const;

export const decideLine = {
  name: 'decide',
  summary:
    'accepts, rejects or overrides the prices of "advise" and records it in the audit log; a JSON line per product',
  argument: salesFile,
  options: {
    log: {
      kind: 'text',
      writes: 'file',
      value: 'LOG.jsonl',
      required: true,
      meaning: 'the audit log of these sales; created if there is none',
    },
    'accept-changes': { kind: 'switch', meaning: 'accepts every recommended change' },
    accept: {
      ...product,
      meaning: 'accepts the recommended price of a product, by id or name; repeat for each',
    },
    reject: { ...product, meaning: "keeps today's price of a product" },
    override: {
      kind: 'texts',
      value: 'PRODUCT=PRICE',
      meaning: 'charges a price of your own; say why with --reason',
    },
    reason: {
      kind: 'text',
      value: 'WORDS',
      meaning: 'why prices are overridden',
      otherwise: 'default: none',
    },
    clear: { ...product, meaning: 'withdraws the decision on a product' },
    undo: { kind: 'switch', meaning: 'undoes the last decision of the log, before anything else' },
    ...askedAdvice,
    agent: { ...agentOrNone, default: 'none' },
    seed,
    csv: { ...csv, meaning: 'file for the price list, with what is decided about each price' },
    xlsx,
  },
  example: 'decide public/demo/catalogue.csv --log audit-log.jsonl --accept KIT-204',
  load: async () => (await import('../commands/decide-command.ts')).decideCommand,
} as const satisfies Command;
