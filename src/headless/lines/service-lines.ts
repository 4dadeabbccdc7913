// A service for a shop, and jobs on more machines.

import type { Command, CommandOption } from '../command.ts';
import { adviseLine } from './price-lines.ts';
import { choices, csv, guardrails, join, level, table } from './shared-options.ts';

const redisServer = {
  kind: 'text',
  value: 'URL',
  required: true,
  meaning: 'the Redis server, such as redis://localhost:6379',
} as const satisfies CommandOption;

export const workerLine = {
  name: 'worker',
  summary: 'works on jobs from a Redis server until stopped; start any number of workers, on any machine',
  options: {
    redis: redisServer,
    threads: { kind: 'whole', value: 'N', min: 1, max: 256, default: 1, meaning: 'jobs at a time' },
    'checkpoint-every': {
      kind: 'number',
      value: 'SECONDS',
      min: 0.1,
      max: 3600,
      default: 30,
      meaning: 'how often a long job saves its progress',
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
  runsUntilStopped: true,
  load: async () => (await import('../commands/worker-command.ts')).workerCommand,
} as const satisfies Command;

export const jobsLine = {
  name: 'jobs',
  summary: 'the batches on a Redis server and their progress; a JSON line per batch',
  options: {
    redis: redisServer,
    cancel: {
      kind: 'text',
      value: 'BATCH',
      meaning: 'cancels that batch: waiting jobs are removed, running ones abandoned',
      otherwise: 'default: none',
    },
    csv: { ...csv, meaning: 'file for a line per batch' },
    table,
  },
  example: 'jobs --redis redis://localhost:6379 --table',
  load: async () => (await import('../commands/jobs-command.ts')).jobsCommand,
} as const satisfies Command;

const cron = {
  kind: 'text',
  value: 'CRON',
} as const;

export const serveLine = {
  name: 'serve',
  summary: 'serves prices over HTTP: suggestions, decisions, sales, models, with schedules and metrics',
  argument: {
    name: 'PROJECT_OR_MODEL',
    what: 'one project, model or file with sales',
    meaning: 'what a new shop starts with: a project of the page, a model or a file with sales',
  },
  options: {
    port: {
      kind: 'whole',
      value: 'P',
      min: 0,
      max: 65_535,
      default: 8787,
      meaning: 'port to listen on; 0 takes a free one',
    },
    host: {
      kind: 'text',
      value: 'ADDRESS',
      default: '127.0.0.1',
      meaning: 'address to listen on; any other than this machine needs a token',
    },
    store: {
      kind: 'text',
      value: 'DIR|redis://...',
      default: 'shop',
      meaning: 'where the shop is stored: a folder, or a Redis server that several servers share',
    },
    'head-file': {
      kind: 'text',
      value: 'F|off',
      meaning:
        'file in which the server notes how far it has read, or "off": started again on an older copy of the shop, it refuses until the file is deleted',
      otherwise: 'default: HOST-PORT-SHOP.head in the working folder with Redis, none with a folder',
    },
    'token-file': {
      kind: 'text',
      value: 'F',
      meaning: 'file with the token that requests must carry, read once at the start',
      otherwise: 'default: the one in PRICING_LAB_TOKEN, otherwise none',
    },
    'allow-origin': {
      kind: 'texts',
      value: 'ORIGIN',
      meaning:
        'a page of another site that may read the server, such as http://localhost:4173, for "Open from a server" of the lab; repeat for each',
      otherwise: 'default: none',
    },
    guardrails: { ...guardrails, meaning: 'guardrails of a new shop, as the page exports them' },
    choices: { ...choices, meaning: 'answers to questions about the sales file of a new shop' },
    join,
    objective: adviseLine.options.objective,
    level,
    margin: adviseLine.options.margin,
    'sales-folder': {
      kind: 'text',
      value: 'DIR',
      meaning: 'folder for newer sales files',
      otherwise: 'default: none, sales are uploaded',
    },
    reread: {
      ...cron,
      default: '*/15 * * * *',
      meaning: 'when the folder is checked, as a cron expression in UTC, or "off"',
    },
    drift: {
      ...cron,
      default: '0 * * * *',
      meaning: 'when newer sales are compared with what was expected, or "off"',
    },
    retrain: {
      ...cron,
      default: '0 3 * * *',
      meaning: 'when a model is trained on newer sales and proposed, or "off"',
    },
    steps: {
      kind: 'whole',
      value: 'N',
      min: 100,
      max: 1_000_000,
      meaning: 'market days of a retraining',
      otherwise: 'default: the setting of the model in use',
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
      meaning: 'share of products that a list of more than ten may move before the circuit breaker stops it',
    },
    'largest-move': {
      kind: 'number',
      value: 'PERCENT',
      min: 0,
      max: 1_000,
      default: 30,
      meaning: 'how far a price may move before the circuit breaker stops its list',
    },
  },
  example: 'serve public/demo/catalogue.csv --port 8787 --store shop',
  runsUntilStopped: true,
  load: async () => (await import('../commands/serve-command.ts')).serveCommand,
} as const satisfies Command;

export const mcpLine = {
  name: 'mcp',
  summary:
    'read, elasticity, advise, suggest and optimum as tools of the Model Context Protocol, on standard input and output',
  options: {
    folder: { kind: 'text', value: 'DIR', default: '.', meaning: 'the folder whose files may be read' },
  },
  example: 'mcp --folder public/demo',
  load: async () => (await import('../commands/mcp-command.ts')).mcpCommand,
} as const satisfies Command;
