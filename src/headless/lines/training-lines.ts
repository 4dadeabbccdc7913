// Training, and the model in other forms.

import { agentNames } from '../../core/agents/agents.ts';
import { usualComparedEpisodes } from '../../core/policy/compared-policies.ts';
import { runPresets } from '../../core/run/presets.ts';
import { defaultSettings } from '../../core/run/settings.ts';
import type { Command } from '../command.ts';
import { backend, choices, csv, join, redis, seed, table, workers } from './shared-options.ts';

export const trainLine = {
  name: 'train',
  summary: 'trains an agent; one JSON line per evaluation, then a summary',
  options: {
    market: {
      kind: 'text',
      value: 'reference|MARKET.json|FILE.csv',
      required: true,
      meaning: 'a market by name, such as reference; a market as JSON; or a file with sales',
    },
    agent: { kind: 'setting', setting: 'agent', meaning: 'the learning algorithm' },
    steps: {
      kind: 'setting',
      setting: 'trainingSteps',
      meaning: 'market days to train on, over all parallel markets',
    },
    seed: { kind: 'setting', setting: 'seed', value: 'K', meaning: 'seed of every random stream' },
    settings: {
      kind: 'text',
      value: 'S.json',
      meaning: 'any settings, such as {"market": "demand", "demandSource": "file"}; options override it',
    },
    preset: {
      kind: 'choice',
      choices: runPresets.map(({ name }) => name),
      meaning: 'a preset of the form in Train; settings and options override it',
      otherwise: 'default: none',
    },
    choices,
    join,
    out: { ...csv, value: 'MODEL.zip', meaning: 'file for the trained model, as the page exports it' },
    log: { ...csv, value: 'RUN.jsonl', meaning: 'file for the run: everything it reported, as JSON lines' },
    checkpoint: {
      ...csv,
      value: 'FILE',
      meaning: 'file for where the run stands, which --resume goes on from; removed once the run is over',
    },
    'checkpoint-every': {
      kind: 'number',
      value: 'SECONDS',
      min: 0.1,
      max: 86_400,
      default: 30,
      meaning: 'how often it is written',
    },
    resume: {
      kind: 'switch',
      meaning:
        'goes on with a run that was cut off, from its --checkpoint, with the same numbers; begins where there is none',
    },
    csv: { ...csv, meaning: 'file for a line per evaluation' },
    tensorboard: {
      kind: 'text',
      writes: 'folder',
      value: 'FOLDER',
      meaning: 'folder for its curves, as an event file for TensorBoard',
      otherwise: 'default: not written',
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
  load: async () => (await import('../commands/train-command.ts')).trainCommand,
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
      meaning: `agents to train, of ${agentNames.join(', ')}`,
      otherwise: `default: ${defaultSettings.agent}`,
    },
    seeds: {
      kind: 'text',
      value: 'SEEDS',
      default: '1-3',
      meaning: 'seeds to train, as 1-5 or 1,2,9',
    },
    vary: {
      kind: 'texts',
      value: 'NAME=V[,V]',
      meaning: 'a setting and the values to try, such as hiddenUnits=64,128; repeat for each setting',
    },
    steps: trainLine.options.steps,
    settings: {
      ...trainLine.options.settings,
      meaning: 'settings of all runs; --agents and --vary override it',
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
      writes: 'folder',
      value: 'FOLDER',
      meaning: 'folder for the model of each run, named by its settings and seed',
      otherwise: 'default: not written',
    },
    csv: { ...csv, meaning: 'file for a line per run' },
    zip: {
      kind: 'text',
      writes: 'file',
      value: 'SWEEP.zip',
      meaning:
        "where settings, runs, evaluations and the agents' prices go together, as the page saves a sweep",
      otherwise: 'default: not written',
    },
    table: { ...table, meaning: 'prints the table alone instead of JSON lines' },
  },
  example: 'sweep --market reference --agents sac,pathwise --seeds 1-2 --steps 2000 --vary hiddenUnits=32,64',
  load: async () => (await import('../commands/sweep-command.ts')).sweepCommand,
} as const satisfies Command;

export const optimumLine = {
  name: 'optimum',
  summary: "a market's optimum, its return at today's price, and its best single price",
  argument: {
    name: 'MARKET',
    what: 'one market, as in "lab optimum MARKET.json"',
    meaning: 'a market by name, such as reference, or a market as JSON',
  },
  options: {},
  example: 'optimum e2e/bench/markets/short-season.json',
  load: async () => (await import('../commands/optimum-command.ts')).optimumCommand,
} as const satisfies Command;

export const exportLine = {
  name: 'export',
  summary:
    'writes a model in another form: ONNX with scaling and price rule inside, plain ONNX, safetensors, its card; or the curves of a run for TensorBoard',
  argument: {
    name: 'MODEL.zip|RUN.jsonl',
    what: 'one model or run',
    meaning: 'a model from "train --out" or from the page, or a run from "train --log" or from the page',
  },
  options: {
    form: {
      kind: 'choice',
      choices: ['onnx-prices', 'onnx', 'safetensors', 'card', 'tensorboard'],
      otherwise: 'default: onnx-prices of a model, tensorboard of a run',
      meaning:
        'onnx-prices takes raw columns and gives prices; onnx takes scaled observations and gives actions',
    },
    out: { kind: 'text', value: 'FILE', required: true, meaning: 'where it goes; a folder for tensorboard' },
  },
  example: 'export model.zip --out prices.onnx',
  load: async () => (await import('../commands/export-command.ts')).exportCommand,
} as const satisfies Command;

export const auditLine = {
  name: 'audit',
  summary: 'how much profit a reward gives up: the best policy under it beside the most profitable one',
  options: {
    market: trainLine.options.market,
    settings: {
      ...trainLine.options.settings,
      meaning: 'any settings: the weights of the reward among them',
    },
    preset: trainLine.options.preset,
    choices,
    join,
    csv: { ...csv, meaning: "file for both policies' prices and stock, day by day" },
  },
  example: 'audit --market reference',
  load: async () => (await import('../commands/audit-command.ts')).auditCommand,
} as const satisfies Command;

export const policyMapLine = {
  name: 'policy-map',
  summary: "a policy in figures: its price in every state of two dimensions, beside the optimum's",
  argument: {
    name: 'MODEL.zip|MARKET',
    what: 'one model or market',
    meaning: 'a model, or a market as "train --market" takes it, for which only the optimum is given',
  },
  options: {
    product: {
      kind: 'text',
      value: 'NAME',
      meaning: 'the product, by name',
      otherwise: 'default: the first',
    },
    yesterday: {
      kind: 'number',
      value: 'PRICE',
      min: 0.01,
      max: 1e9,
      meaning: 'the price of the day before, where the map keeps it fixed',
      otherwise: "default: the market's own",
    },
    optimum: { kind: 'switch', meaning: "computes the optimum's map too" },
    sales: {
      kind: 'text',
      value: 'FILE.csv',
      meaning: 'the sales a model was trained on; needed for a model of the history market',
      otherwise: 'default: none',
    },
    settings: { ...trainLine.options.settings, meaning: 'market settings' },
    choices,
    join,
    csv: { ...csv, meaning: 'file for a line per state' },
  },
  example: 'policy-map reference --csv map.csv',
  load: async () => (await import('../commands/policy-map-command.ts')).policyMapCommand,
} as const satisfies Command;

export const playLine = {
  name: 'play',
  summary:
    'plays episodes of a market day by day: an agent, simple policies, the optimum and, if you like, your own prices',
  argument: {
    name: 'MODEL.zip|MARKET',
    what: 'one model or market',
    meaning: 'a model, whose agent then plays, or a market as "train --market" takes it',
  },
  options: {
    product: policyMapLine.options.product,
    prices: {
      kind: 'text',
      value: 'PRICE[,PRICE]',
      meaning: 'your own prices, one per day; the last one holds for the remaining days',
      otherwise: 'default: none, you only watch',
    },
    days: {
      kind: 'choice',
      choices: ['expected', 'sampled'],
      meaning:
        'in a market that replays past days, whether each day is one past day drawn at random or the mean of similar ones',
      otherwise: 'default: sampled',
    },
    episodes: { kind: 'whole', value: 'N', min: 1, max: 10_000, default: 1, meaning: 'episodes to play' },
    seed: { ...seed, meaning: 'seed of the first episode; the next ones follow' },
    sales: policyMapLine.options.sales,
    settings: policyMapLine.options.settings,
    choices,
    join,
    csv: { ...csv, meaning: 'file for a line per episode, player and day' },
    table: {
      kind: 'switch',
      meaning: "prints a readable table of each player's results instead of JSON lines",
    },
  },
  example: 'play reference --prices 30,28,26 --table',
  load: async () => (await import('../commands/play-command.ts')).playCommand,
} as const satisfies Command;

export const compareLine = {
  name: 'compare',
  summary:
    'two models or two runs side by side, and which earns more; for models, with the interval of the difference on the same episodes',
  argument: {
    name: 'MODEL.zip|RUN.jsonl',
    what: 'one model or run',
    meaning: 'a model, or a run as "train --log" and the page write it',
  },
  options: {
    with: { kind: 'text', value: 'MODEL.zip|RUN.jsonl', required: true, meaning: 'the other one' },
    episodes: {
      kind: 'whole',
      value: 'N',
      min: 2,
      max: 1_000_000,
      default: usualComparedEpisodes,
      meaning: 'episodes that both models play, at least 8 per product',
    },
    seed: { ...seed, meaning: 'seed of these episodes' },
    sales: {
      ...policyMapLine.options.sales,
      meaning: 'the sales that models of the history market were trained on',
    },
    choices,
    join,
    csv: { ...csv, meaning: 'file for a line per fact' },
    table: { ...table, meaning: 'prints a readable table and a sentence instead of JSON' },
  },
  example: 'compare model.zip --with other-model.zip --table',
  load: async () => (await import('../commands/compare-command.ts')).compareCommand,
} as const satisfies Command;
