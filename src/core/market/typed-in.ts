// Markets that need no file, for a run without the page: by a name that their kind knows, or described as JSON.

import type { SettingValues } from '../run/parameter.ts';
import type { MarketModel } from './market-model.ts';
import type { MarketSetup } from './market.ts';
import { marketModels, modelNamed } from './models.ts';

/** The market of that name; null where no kind has one. */
export function namedMarket(name: string, settings: SettingValues): MarketSetup | null {
  for (const { typedIn } of marketModels().values())
    if (typedIn.names.includes(name)) return typedIn.named(name, settings);
  return null;
}

/** Whether some kind of market has one of that name. */
export function isMarketName(name: string): boolean {
  return [...marketModels().values()].some(({ typedIn }) => typedIn.names.includes(name));
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

function kindIn(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'kind' in value ? String(value.kind) : null;
  } catch {
    return null;
  }
}
