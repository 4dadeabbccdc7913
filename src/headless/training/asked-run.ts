// What a command line asks of a run: its settings, from a file and from options, and its market, by whatever name it has.

import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';

import { agentNames } from '../../core/agents/agents.ts';
import { within } from '../../core/incoming/json.ts';
import { isMarketName, marketNames } from '../../core/market/typed-in.ts';
import { presetValues, runPresets } from '../../core/run/presets.ts';
import { settingsFrom } from '../../core/run/run-settings.ts';
import { defaultSettings } from '../../core/run/settings.ts';
import type { ReadChoices } from '../../core/table/dataset.ts';
import { bytesOf } from '../file-source.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import type { MarketSource } from './training-ground.ts';

/** A market as it was typed: files stand by their paths. */
export type AskedMarket =
  | Extract<MarketSource, { kind: 'named' | 'json' }>
  | {
      readonly kind: 'sales';
      readonly path: string;
      readonly choices: ReadChoices;
      readonly join: readonly string[];
    };

/**
 * @throws Error in one sentence that begins with the command's name: for a file that cannot be read, a name that no market
 *   has, and for answers or second files where no file with sales is read.
 */
export async function askedMarket(
  command: string,
  market: string,
  choices: string | undefined,
  join: readonly string[],
): Promise<AskedMarket> {
  const isJson = market.toLowerCase().endsWith('.json');
  if (isJson || isMarketName(market)) {
    if (choices !== undefined || join.length > 0)
      throw new Error(`${command}: --choices and --join go with a file of sales, and ${market} is none`);
    return isJson
      ? { kind: 'json', fileName: basename(market), text: await textOf(command, market) }
      : { kind: 'named', name: market };
  }
  await refuseUnknownName(command, market);
  return { kind: 'sales', path: market, choices: await readChoicesFile(choices), join };
}

/** @throws Error in one sentence where what was typed looks like a name, and neither a market nor a file has it. */
export async function refuseUnknownName(command: string, market: string): Promise<void> {
  if (extname(market) !== '' || (await stat(market).catch(() => null))) return;
  throw new Error(
    `${command}: there is neither a market nor a file "${market}"; markets with a name are ${marketNames().join(', ')}`,
  );
}

export function localMarket(asked: AskedMarket): MarketSource {
  if (asked.kind !== 'sales') return asked;
  return { kind: 'sales', dataset: () => readDataset(asked.path, asked.choices, asked.join) };
}

/** Settings by name: those of the preset, of the file, then those of the options that were typed. */
export async function askedSettings(
  command: string,
  options: {
    readonly settings: string | undefined;
    readonly preset?: string | undefined;
    readonly agent?: string | undefined;
    readonly steps?: string | undefined;
    readonly seed?: string | undefined;
  },
): Promise<Record<string, unknown>> {
  const fromFile = options.settings === undefined ? {} : await jsonObject(command, options.settings);
  const changes: Record<string, unknown> = { ...fromFile };
  if (options.agent !== undefined) changes['agent'] = options.agent;
  if (options.steps !== undefined) changes['trainingSteps'] = numberOrText(options.steps);
  if (options.seed !== undefined) changes['seed'] = numberOrText(options.seed);
  const preset = runPresets.find(({ name }) => name === options.preset);
  if (!preset) return changes;
  const agent = agentNames.find((name) => name === changes['agent']) ?? defaultSettings.agent;
  return { ...presetValues(preset, agent), ...changes };
}

/** What is no number stays as it was written, so that the complaint can show it. */
function numberOrText(text: string): number | string {
  return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
}

async function jsonObject(command: string, path: string): Promise<Record<string, unknown>> {
  const value: unknown = await textOf(command, path).then((text) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw new Error(`${basename(path)}: expected settings as a JSON object, but the text is not JSON`);
    }
  });
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${basename(path)}: expected settings as a JSON object such as {"hiddenUnits": 128}`);
  const settings = value as Record<string, unknown>;
  within(basename(path), () => settingsFrom(settings));
  return settings;
}

async function textOf(command: string, path: string): Promise<string> {
  return new TextDecoder().decode(await bytesOf(path, command));
}
