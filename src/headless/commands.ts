// The commands of the lab, each one object; `lab.ts` finds them here and help is written from them. A command's code is
// loaded only when it runs, so that the quick ones never wait for TensorFlow.js.

import { agentNames } from '../core/agents/agents.ts';
import { runPresets } from '../core/run/presets.ts';
import { defaultSettings } from '../core/run/settings.ts';
import type { Command, CommandArgument, CommandOption } from './command.ts';

const salesFile: CommandArgument = {
  name: 'FILE.csv',
  what: 'one file with sales',
  meaning: 'a file with sales, a row per day and product',
};
const seed = {
  kind: 'whole',
  value: 'K',
  min: 0,
  max: 2 ** 31 - 1,
  default: 1,
  meaning: 'start of every random stream',
} as const satisfies CommandOption;
const backend = {
  kind: 'choice',
  choices: ['wasm', 'cpu'],
  otherwise: 'default wasm',
  meaning: 'what computes',
} as const satisfies CommandOption;
const guardrails = {
  kind: 'text',
  value: 'G.json',
  meaning: 'guardrails, as the page exports them',
  otherwise: 'default: changes of at most 15 %, a margin of at least 5 %',
} as const satisfies CommandOption;

const choices = {
  kind: 'text',
  value: 'C.json',
  meaning: 'answers to what the file leaves open, as the page saves them',
  otherwise: 'default: what the file says by itself',
} as const satisfies CommandOption;

const join = {
  kind: 'texts',
  value: 'FILE',
  meaning:
    'a second file joined by product and day, once for each: costs, stock, list or competitor prices, promotions, names and categories',
  otherwise: 'default: none',
} as const satisfies CommandOption;

const redis = {
  kind: 'text',
  value: 'URL',
  meaning: 'a Redis server such as redis://localhost:6379, whose workers compute',
  otherwise: 'default: threads of this machine',
} as const satisfies CommandOption;
const workers = {
  kind: 'whole',
  value: 'N',
  min: 1,
  max: 256,
  meaning: 'threads of this machine',
  otherwise: 'default: one a core',
} as const satisfies CommandOption;

export const readFileLine = {
  name: 'read',
  summary: 'what was understood of a file: columns, questions, findings, series',
  argument: salesFile,
  options: { choices, join },
  example: 'read public/demo/catalogue.csv',
  load: async () => (await import('./commands/read.ts')).readCommand,
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
      otherwise: 'default: as the file says',
    },
    decimal: {
      kind: 'choice',
      choices: ['.', ','],
      meaning: 'the decimal separator',
      otherwise: 'default: as the file says',
    },
    'sales-meaning': {
      kind: 'choice',
      choices: ['money', 'units'],
      meaning: 'what the sales column counts',
      otherwise: 'default: as the numbers say',
    },
    choices,
    join,
  },
  example: 'features public/demo/marketplace-product.csv',
  load: async () => (await import('./commands/features.ts')).featuresCommand,
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
      meaning: 'the full demand model, or the plain regression that the reference fits belong to',
    },
    choices,
    join,
  },
  example: 'elasticity public/demo/catalogue.csv',
  load: async () => (await import('./commands/elasticity.ts')).elasticityCommand,
} as const satisfies Command;

export const coverageLine = {
  name: 'coverage',
  summary: 'how often the 95 % interval of the elasticity holds the truth, over simulated products',
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
  load: async () => (await import('./commands/coverage.ts')).coverageCommand,
} as const satisfies Command;

export const splitHalvesLine = {
  name: 'split-halves',
  summary: 'whether the intervals of the two halves of a file agree',
  argument: salesFile,
  options: { choices, join },
  example: 'split-halves public/demo/grocery-weekly.csv',
  load: async () => (await import('./commands/split-halves.ts')).splitHalvesCommand,
} as const satisfies Command;

export const optimumLine = {
  name: 'optimum',
  summary: 'optimal return, keep-price return and best fixed price of a market',
  argument: {
    name: 'MARKET',
    what: 'one market, as in "lab optimum MARKET.json"',
    meaning: 'a market as JSON, or the name of one that is known, such as reference',
  },
  options: {},
  example: 'optimum e2e/bench/markets/short-season.json',
  load: async () => (await import('./commands/optimum.ts')).optimumCommand,
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
  load: async () => (await import('./commands/replay-updates.ts')).replayUpdatesCommand,
} as const satisfies Command;

export const trainLine = {
  name: 'train',
  summary: 'trains an agent; one JSON line per evaluation, then a summary',
  options: {
    market: {
      kind: 'text',
      value: 'reference|MARKET.json|FILE.csv',
      required: true,
      meaning: 'a market that is known by name, such as reference, a market as JSON, or a file with sales',
    },
    agent: { kind: 'setting', setting: 'agent', meaning: 'the learning algorithm' },
    steps: {
      kind: 'setting',
      setting: 'trainingSteps',
      meaning: 'days in the market, all parallel markets counted',
    },
    seed: { kind: 'setting', setting: 'seed', value: 'K', meaning: 'start of every random stream' },
    settings: {
      kind: 'text',
      value: 'S.json',
      meaning: 'any settings, such as {"market": "demand", "demandSource": "file"}; options win over it',
    },
    preset: {
      kind: 'choice',
      choices: runPresets.map(({ name }) => name),
      meaning: 'a starting point of the form; settings and options win over it',
      otherwise: 'default: none',
    },
    choices,
    join,
    out: {
      kind: 'text',
      value: 'MODEL.zip',
      meaning: 'where the trained model goes, as the page exports it',
      otherwise: 'default: nowhere',
    },
    backend,
    engine: {
      kind: 'choice',
      choices: ['fused', 'portable'],
      meaning: 'the fast kernels, or the portable learner',
      otherwise: 'default: fused on wasm, portable on cpu',
    },
    threads: {
      kind: 'choice',
      choices: ['auto', '1'],
      default: 'auto',
      meaning: 'whether a second thread is tried; 1 where several runs share a machine',
    },
  },
  example: 'train --market public/demo/marketplace-product.csv --steps 3000 --out model.zip',
  load: async () => (await import('./commands/train.ts')).trainCommand,
} as const satisfies Command;

export const sweepLine = {
  name: 'sweep',
  summary:
    'trains every combination of agents, settings and seeds; a JSON line per run and per combination, and a table',
  options: {
    market: trainLine.options.market,
    agents: {
      kind: 'text',
      value: 'NAME[,NAME]',
      meaning: `agents in turn, of ${agentNames.join(', ')}`,
      otherwise: `default: ${defaultSettings.agent}`,
    },
    seeds: {
      kind: 'text',
      value: 'SEEDS',
      default: '1-3',
      meaning: 'seeds in turn, as 1-5 or 1,2,9',
    },
    vary: {
      kind: 'texts',
      value: 'NAME=V[,V]',
      meaning: 'a setting and the values it takes in turn, once for each setting, such as hiddenUnits=64,128',
    },
    steps: trainLine.options.steps,
    settings: {
      ...trainLine.options.settings,
      meaning: 'settings of all runs; --agents and --vary win over it',
    },
    choices,
    join,
    engine: {
      kind: 'choice',
      choices: ['fused', 'portable'],
      default: 'fused',
      meaning: 'the fast kernels, or the portable learner',
    },
    redis,
    workers,
    out: {
      kind: 'text',
      value: 'FOLDER',
      meaning: 'where the model of each run goes, named by its settings and seed',
      otherwise: 'default: nowhere',
    },
    csv: {
      kind: 'text',
      value: 'OUT.csv',
      meaning: 'where a line per run goes',
      otherwise: 'default: nowhere',
    },
    table: { kind: 'switch', meaning: 'prints the table alone instead of JSON lines' },
  },
  example: 'sweep --market reference --agents sac,pathwise --seeds 1-2 --steps 2000 --vary hiddenUnits=32,64',
  load: async () => (await import('./commands/sweep.ts')).sweepCommand,
} as const satisfies Command;

const redisServer = {
  kind: 'text',
  value: 'URL',
  required: true,
  meaning: 'the Redis server, such as redis://localhost:6379',
} as const satisfies CommandOption;

export const workerLine = {
  name: 'worker',
  summary: 'takes jobs from a Redis server until it is told to stop; any number of them, on any machine',
  options: {
    redis: redisServer,
    threads: { kind: 'whole', value: 'N', min: 1, max: 256, default: 1, meaning: 'jobs at a time' },
    'checkpoint-every': {
      kind: 'number',
      value: 'SECONDS',
      min: 0.1,
      max: 3600,
      default: 30,
      meaning: 'how often a long job saves where it stands',
    },
    'dead-after': {
      kind: 'number',
      value: 'SECONDS',
      min: 1,
      max: 600,
      default: 15,
      meaning: 'how long a worker may be silent before others take its jobs',
    },
  },
  example: 'worker --redis redis://localhost:6379 --threads 2',
  load: async () => (await import('./commands/worker.ts')).workerCommand,
} as const satisfies Command;

export const jobsLine = {
  name: 'jobs',
  summary: 'what is on a Redis server and how far it is; a JSON line per batch',
  options: {
    redis: redisServer,
    cancel: {
      kind: 'text',
      value: 'BATCH',
      meaning: 'cancels that batch: what waits is taken away, what is under way given up',
      otherwise: 'default: none',
    },
    table: { kind: 'switch', meaning: 'prints a readable table instead of JSON lines' },
  },
  example: 'jobs --redis redis://localhost:6379 --table',
  load: async () => (await import('./commands/jobs.ts')).jobsCommand,
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
  load: async () => (await import('./commands/ab-simulation.ts')).abSimulationCommand,
} as const satisfies Command;

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
    table: { kind: 'switch', meaning: 'prints a readable table of names and prices instead of JSON' },
  },
  example: 'suggest public/demo/marketplace-product.csv --model model.zip',
  load: async () => (await import('./commands/suggest.ts')).suggestCommand,
} as const satisfies Command;

const agentOrNone = {
  kind: 'choice',
  choices: [...agentNames, 'none'],
  default: defaultSettings.agent,
  meaning: 'the agent whose price is one candidate; none trains none',
} as const satisfies CommandOption;
const level = {
  kind: 'number',
  value: 'L',
  min: 0.5,
  max: 0.99,
  default: 0.7,
  meaning: 'probability of gain that a change must reach',
} as const satisfies CommandOption;

export const adviseLine = {
  name: 'advise',
  summary: "what to change and why, the page's default road in one command: read, fit, train, recommend",
  argument: salesFile,
  options: {
    guardrails,
    choices: {
      kind: 'text',
      value: 'C.json',
      meaning: 'answers to what the file leaves open, as "read" takes them',
    },
    join,
    objective: {
      kind: 'choice',
      choices: ['profit', 'revenue'],
      meaning: 'what a gain is counted in',
      otherwise: 'default: profit where the costs are known, else revenue',
    },
    goal: {
      kind: 'text',
      value: '"revenue>=N"',
      meaning:
        'what all products together bring a day at least: revenue, units or profit; the rest goes to profit',
      otherwise: 'default: none',
    },
    'max-changes': {
      kind: 'whole',
      value: 'K',
      min: 0,
      max: 1_000_000,
      meaning: 'at most so many prices change, those that gain most',
      otherwise: 'default: any number',
    },
    level,
    margin: {
      kind: 'number',
      value: 'PERCENT',
      min: 0,
      max: 99,
      meaning: 'margin assumed where the file has no cost, in percent of the price',
      otherwise: 'default: none is assumed',
    },
    agent: agentOrNone,
    steps: {
      kind: 'whole',
      value: 'N',
      min: 100,
      max: 1_000_000,
      meaning: 'days in the market that the agent learns from',
      otherwise: 'default: as many as the page takes',
    },
    seed,
    csv: {
      kind: 'text',
      value: 'OUT.csv',
      meaning: 'where the price list goes too',
      otherwise: 'default: nowhere',
    },
    summary: { kind: 'switch', meaning: 'prints one line about the whole file instead of JSON' },
  },
  example: 'advise public/demo/catalogue.csv --agent none --csv prices.csv',
  load: async () => (await import('./commands/advise.ts')).adviseCommand,
} as const satisfies Command;

const cron = {
  kind: 'text',
  value: 'CRON',
} as const;

export const serveLine = {
  name: 'serve',
  summary: 'answers for prices over HTTP: suggestions, decisions, sales, models, with schedules and metrics',
  argument: {
    name: 'PROJECT_OR_MODEL',
    what: 'one project, model or file with sales',
    meaning: 'what a new shop begins with: a project of the page, a model or a file with sales',
  },
  options: {
    port: {
      kind: 'whole',
      value: 'P',
      min: 0,
      max: 65_535,
      default: 8787,
      meaning: 'where it listens; 0 takes a free one',
    },
    host: {
      kind: 'text',
      value: 'ADDRESS',
      default: '127.0.0.1',
      meaning: 'the address it listens on; another than this machine needs a token',
    },
    store: {
      kind: 'text',
      value: 'DIR|redis://...',
      default: 'shop',
      meaning: 'where the shop is kept: a folder, or a Redis that several servers share',
    },
    'token-file': {
      kind: 'text',
      value: 'F',
      meaning: 'the token that requests have to show',
      otherwise: 'default: that of PRICING_LAB_TOKEN, else none',
    },
    guardrails: { ...guardrails, meaning: 'guardrails of a new shop, as the page exports them' },
    choices: { ...choices, meaning: 'answers to what the sales file of a new shop leaves open' },
    join,
    objective: adviseLine.options.objective,
    level,
    margin: adviseLine.options.margin,
    'sales-folder': {
      kind: 'text',
      value: 'DIR',
      meaning: 'where newer sales files are put',
      otherwise: 'default: none, sales come by upload',
    },
    reread: {
      ...cron,
      default: '*/15 * * * *',
      meaning: 'when the folder is looked into, as cron says it in UTC, or "off"',
    },
    drift: { ...cron, default: '0 * * * *', meaning: 'when newer sales are compared with what was expected' },
    retrain: {
      ...cron,
      default: '0 3 * * *',
      meaning: 'when a model is trained on newer sales and proposed',
    },
    steps: {
      kind: 'whole',
      value: 'N',
      min: 100,
      max: 1_000_000,
      meaning: 'days in the market of a retraining',
      otherwise: 'default: as the settings of the model in use say',
    },
    promote: {
      kind: 'choice',
      choices: ['person', 'rule'],
      default: 'person',
      meaning: 'who promotes a proposed model: a person, or a rule where it is no worse in any measure',
    },
    'most-moved': {
      kind: 'number',
      value: 'PERCENT',
      min: 0,
      max: 100,
      default: 50,
      meaning: 'of the products a list of more than ten may move before the circuit breaker stops it',
    },
    'largest-move': {
      kind: 'number',
      value: 'PERCENT',
      min: 0,
      max: 1_000,
      default: 30,
      meaning: 'a price may move before the circuit breaker stops its list',
    },
  },
  example: 'serve public/demo/catalogue.csv --port 8787 --store shop',
  load: async () => (await import('./commands/serve.ts')).serveCommand,
} as const satisfies Command;

export const examLine = {
  name: 'exam',
  summary:
    "judges the lab's advice in simulated shops whose truth it does not see; a JSON line per shop and per scenario",
  options: {
    scenario: {
      kind: 'text',
      value: 'NAME[,NAME]',
      meaning: 'scenarios by name or its beginning, parted by commas',
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
      meaning: 'days in the market that each agent learns from',
      otherwise: 'default: as many as the page takes',
    },
    everywhere: {
      kind: 'switch',
      meaning:
        'trains the agent in every scenario, not only where prices over time matter (elsewhere its price is one of those that the demand optimum was chosen from)',
    },
    level,
    redis,
    workers,
    table: { kind: 'switch', meaning: 'prints a readable table at the end instead of JSON lines' },
  },
  example: 'exam --scenario clean,thin --shops 2 --agent none --table',
  load: async () => (await import('./commands/exam.ts')).examCommand,
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
      value: 'OUT.csv|OUT.parquet',
      required: true,
      meaning: 'where the prices go, with gains, intervals and probabilities',
    },
    guardrails,
    objective: {
      kind: 'choice',
      choices: ['auto', 'profit', 'revenue'],
      default: 'auto',
      meaning: 'what a gain is counted in; auto is profit where most costs are known',
    },
    level,
    redis,
    workers,
  },
  example: 'price catalogue.csv --model model.zip --out prices.csv',
  load: async () => (await import('./commands/price.ts')).priceCommand,
} as const satisfies Command;

export const exportLine = {
  name: 'export',
  summary:
    'writes a model in another form: ONNX with scaling and price rule inside, plain ONNX, safetensors, its card',
  argument: {
    name: 'MODEL.zip',
    what: 'one model',
    meaning: 'a model from "train --out" or from the page',
  },
  options: {
    form: {
      kind: 'choice',
      choices: ['onnx-prices', 'onnx', 'safetensors', 'card'],
      default: 'onnx-prices',
      meaning:
        'onnx-prices takes raw columns and gives prices; onnx takes scaled observations and gives actions',
    },
    out: { kind: 'text', value: 'FILE', required: true, meaning: 'where it goes' },
  },
  example: 'export model.zip --out prices.onnx',
  load: async () => (await import('./commands/export.ts')).exportCommand,
} as const satisfies Command;

export const catalogueLine = {
  name: 'catalogue',
  summary: 'writes a generated catalogue for batch pricing',
  argument: { name: 'FILE.csv', what: 'one file to write', meaning: 'where the catalogue goes' },
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
  load: async () => (await import('./commands/catalogue.ts')).catalogueCommand,
} as const satisfies Command;

export const demoDataLine = {
  name: 'demo-data',
  summary: 'writes the demo files of the page',
  argument: {
    name: 'FOLDER',
    what: 'at most one folder, as in "lab demo-data public/demo"',
    meaning: 'where they go',
    default: 'public/demo',
  },
  options: {},
  example: 'demo-data public/demo',
  load: async () => (await import('./commands/demo-data.ts')).demoDataCommand,
} as const satisfies Command;

export const commands: readonly Command[] = [
  readFileLine,
  featuresLine,
  elasticityLine,
  coverageLine,
  splitHalvesLine,
  optimumLine,
  replayUpdatesLine,
  trainLine,
  sweepLine,
  workerLine,
  jobsLine,
  abSimulationLine,
  suggestLine,
  adviseLine,
  serveLine,
  examLine,
  priceLine,
  exportLine,
  catalogueLine,
  demoDataLine,
];
