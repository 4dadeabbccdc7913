// Markets that need no file, for a run without the page: by a name that their kind knows, or described as JSON.

import type { SettingValues } from '../parameter.ts';
import type { MarketModel } from './market-model.ts';
import type { MarketSetup } from './market.ts';
import { marketModels, modelNamed } from './market-models.ts';

/** The market of that name; null where no kind has one. */
export function namedMarket(name: string, settings: SettingValues): MarketSetup | null {
  for (const { typedIn } of marketModels().values())
    if (typedIn.names.includes(name)) return typedIn.named(name, settings);
  return null;
}

/** Whether some kind of market has one of that name. */
export function isMarketName(name: string): boolean {
  return marketNames().includes(name);
}

/** The markets that have a name, of all kinds. */
export function marketNames(): readonly string[] {
  return [...marketModels().values()].flatMap(({ typedIn }) => typedIn.names);
}

/**
 * The market a JSON text describes: of the kind it names as `kind`. What names none is of the kind that had such files
 * before there were others.
 *
 * @throws Error that names the file, the field, and what was expected.
 */
export function marketOfFile(text: string, fileName: string, settings: SettingValues): MarketSetup {
  const kind = kindIn(text);
  const model = kind === null ? unnamedModel() : modelNamed(kind);
  return model.typedIn.parse(text, fileName, settings);
}

function unnamedModel(): MarketModel {
  return [...marketModels().values()].find(({ typedIn }) => typedIn.needsNoName)!;
}

/** The discount a day that such a text gives as `gamma`, beside the market or in it; 1 where it gives none. */
export function discountIn(text: string): number {
  const { gamma, market } = objectIn(text);
  const inside: unknown =
    typeof market === 'object' && market !== null && 'gamma' in market ? market.gamma : gamma;
  return typeof inside === 'number' ? inside : 1;
}

function kindIn(text: string): string | null {
  const { kind } = objectIn(text);
  if (kind === undefined) return null;
  return typeof kind === 'string' ? kind : JSON.stringify(kind);
}

/** What is no object has nothing in it. */
function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
