// Options that several commands take, said once.

import { agentNames } from '../../core/agents/agents.ts';
import { defaultSettings } from '../../core/run/settings.ts';
import type { CommandArgument, CommandOption } from '../command.ts';

export const salesFile: CommandArgument = {
  name: 'FILE.csv',
  what: 'one file with sales',
  meaning: 'a file with sales, a row per day and product',
};

export const seed = {
  kind: 'whole',
  value: 'K',
  min: 0,
  max: 2 ** 31 - 1,
  default: 1,
  meaning: 'seed of every random stream',
} as const satisfies CommandOption;

export const backend = {
  kind: 'choice',
  choices: ['wasm', 'cpu'],
  otherwise: 'default wasm',
  meaning: 'the compute backend',
} as const satisfies CommandOption;

export const guardrails = {
  kind: 'text',
  value: 'G.json',
  meaning: 'guardrails, as the page exports them',
  otherwise: 'default: changes of at most 15 %, a margin of at least 5 %',
} as const satisfies CommandOption;

export const choices = {
  kind: 'text',
  value: 'C.json',
  meaning: 'answers to questions about the file, as the page saves them',
  otherwise: 'default: found in the file',
} as const satisfies CommandOption;

export const join = {
  kind: 'texts',
  value: 'FILE',
  meaning:
    'a second file joined by product and day, repeat for each: costs, stock, list or competitor prices, promotions, names and categories',
  otherwise: 'default: none',
} as const satisfies CommandOption;

export const redis = {
  kind: 'text',
  value: 'URL',
  meaning: 'a Redis server such as redis://localhost:6379, whose workers compute',
  otherwise: 'default: threads of this machine',
} as const satisfies CommandOption;

export const workers = {
  kind: 'whole',
  value: 'N',
  min: 1,
  max: 256,
  meaning: 'threads of this machine',
  otherwise: 'default: one per core',
} as const satisfies CommandOption;

export const agentOrNone = {
  kind: 'choice',
  choices: [...agentNames, 'none'],
  default: defaultSettings.agent,
  meaning: 'the agent whose price is one candidate; none trains no agent',
} as const satisfies CommandOption;

export const level = {
  kind: 'number',
  value: 'L',
  min: 0.5,
  max: 0.99,
  default: 0.7,
  meaning: 'chance of gain that a change must reach',
} as const satisfies CommandOption;

export const margin = {
  kind: 'number',
  value: 'PERCENT',
  min: 0,
  max: 99,
  meaning: 'margin assumed where the file has no cost, in percent of the price',
  otherwise: 'default: none is assumed',
} as const satisfies CommandOption;
export const costs = {
  kind: 'text',
  value: 'COSTS.json',
  meaning:
    'costs assumed where the file has none, for all, by category and by product: {"all": {"kind": "margin", "percent": 30}}',
  otherwise: 'default: none is assumed',
} as const satisfies CommandOption;
export const testsList = {
  kind: 'text',
  value: 'TESTS.json',
  meaning: 'price tests, as "test read --list" keeps them: those in use go into the demand fits',
  otherwise: 'default: none',
} as const satisfies CommandOption;
/** Where a command's rows go as a file for a spreadsheet; other files that a command writes are said like it. */
export const csv = {
  kind: 'text',
  writes: 'file',
  value: 'OUT.csv',
  meaning: 'file for the same figures as a table',
  otherwise: 'default: not written',
} as const satisfies CommandOption;
/** Rows to be read by a person. */
export const table = {
  kind: 'switch',
  meaning: 'prints a readable table instead of JSON lines',
} as const satisfies CommandOption;
/** Which of the tests that a list keeps. */
export const listedTest = {
  kind: 'text',
  value: 'ID',
  meaning: 'which test of the list it is, by its id or the beginning of it',
  otherwise: 'default: the only one',
} as const satisfies CommandOption;
/** Where a price list goes as a workbook, with sheets for prices by date and by stock. */
export const xlsx = {
  kind: 'text',
  writes: 'file',
  value: 'OUT.xlsx',
  meaning: 'file for the price list as a workbook, as the page saves it',
  otherwise: 'default: not written',
} as const satisfies CommandOption;
export const scenariosList = {
  kind: 'text',
  value: 'SCENARIOS.json',
  meaning: 'scenarios, as "scenario keep --list" writes them',
  otherwise: 'default: none',
} as const satisfies CommandOption;
