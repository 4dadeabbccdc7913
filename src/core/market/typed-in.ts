// Markets that need no file, for a run without the page: by a name that their kind knows, or described as JSON.

import type { SettingValues } from '../run/parameter.ts';
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
 * The market a JSON text describes: of the kind it names as `kind`, a demand market where it names none.
 *
 * @throws Error that names the file, the field, and what was expected.
 */
export function marketOfFile(text: string, fileName: string, settings: SettingValues): MarketSetup {
  return modelNamed(kindIn(text) ?? 'demand').typedIn.parse(text, fileName, settings);
}

function kindIn(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'kind' in value ? String(value.kind) : null;
  } catch {
    return null;
  }
}
