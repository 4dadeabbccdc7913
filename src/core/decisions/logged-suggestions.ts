// The prices that stand beside an audit log: an entry of kind `suggestions` names them by their digest, so that a log
// stays small and still holds whoever keeps them to what was suggested. As a file: a JSON line an entry.

import { z } from 'zod';

import { price, share, text } from '../incoming/bounds.ts';
import { firstIssue, jsonFrom } from '../incoming/json.ts';
import { knownOrNull } from '../statistics/or-null.ts';
import type { AuditEntry } from './audit-log.ts';
import { suggestedSchema } from './audit-words.ts';
import {
  columnsDigest,
  suggestionColumns,
  type ColumnSource,
  type KeptSuggestions,
} from './suggestion-columns.ts';

/** The prices kept beside one entry of the log. Currency; null where there is none. */
export interface LoggedSuggestions {
  readonly entry: number;
  readonly productIds: readonly string[];
  readonly currentPrice: readonly number[];
  readonly policyPrice: readonly number[];
  readonly price: readonly (number | null)[];
  readonly confidence: readonly (number | null)[];
}

/** The model that suggested, as the log names it. */
export interface SuggestingModel {
  readonly agent: string;
  readonly market: string;
  readonly seed: number;
  readonly origin: string;
}

/** The body of a `suggestions` entry, and what is kept beside it. `model`: null where none was asked. */
export function suggestedBody(
  suggestions: readonly ColumnSource[],
  model: SuggestingModel | null,
): { readonly body: z.infer<typeof suggestedSchema>; readonly kept: KeptSuggestions } {
  const kept = suggestionColumns(suggestions);
  const priced = suggestions.filter(({ price: suggested }) => suggested !== null).length;
  const digest = columnsDigest(kept.columns);
  return { body: { products: suggestions.length, priced, digest, model }, kept };
}

/** The digest that the newest `suggestions` entry of a log names; null without one. */
export function lastDigest(entries: readonly AuditEntry[]): string | null {
  const last = entries.findLast(({ kind }) => kind === 'suggestions');
  const suggested = suggestedSchema.safeParse(last?.body);
  return suggested.success ? suggested.data.digest : null;
}

/** The suggestions that an entry of the log names, read from the typed arrays they are kept in. */
export function loggedSuggestions(
  entry: number,
  { columns, productIds }: KeptSuggestions,
): LoggedSuggestions {
  return {
    entry,
    productIds,
    currentPrice: [...columns.currentPrice],
    policyPrice: [...columns.policyPrice],
    price: Array.from(columns.price, knownOrNull),
    confidence: Array.from(columns.confidence, knownOrNull),
  };
}

/**
 * What `beside` keeps for an entry; null where the entry names no prices.
 *
 * @throws Error in a sentence where it names others, or there are none.
 */
export function keptBeside(
  { index, kind, body }: AuditEntry,
  beside: ReadonlyMap<number, LoggedSuggestions>,
): KeptSuggestions | null {
  const suggested = suggestedSchema.safeParse(body);
  if (kind !== 'suggestions' || !suggested.success) return null;
  const kept = columnsOf(beside.get(index));
  if (!kept || columnsDigest(kept.columns) !== suggested.data.digest)
    throw new Error(`the prices beside entry ${index} of its audit log are not those the entry names`);
  return kept;
}

/** The same by the number of their entry. */
export function byEntry(logged: readonly LoggedSuggestions[]): ReadonlyMap<number, LoggedSuggestions> {
  return new Map(logged.map((each) => [each.entry, each]));
}

function columnsOf(logged: LoggedSuggestions | undefined): KeptSuggestions | null {
  if (!logged) return null;
  return suggestionColumns(
    logged.productIds.map((productId, i) => ({
      productId,
      currentPrice: logged.currentPrice[i]!,
      policyPrice: logged.policyPrice[i]!,
      price: logged.price[i]!,
      confidence: logged.confidence[i]!,
    })),
  );
}

/** As JSON lines, one an entry; `decodeLoggedSuggestions` reads them back. */
export function encodeLoggedSuggestions(logged: readonly LoggedSuggestions[]): string {
  return logged.map((each) => `${JSON.stringify(each)}\n`).join('');
}

const loggedSchema = z
  .object({
    entry: z.int().min(1),
    productIds: z.array(text()),
    currentPrice: z.array(price),
    policyPrice: z.array(price),
    price: z.array(price.nullable()),
    confidence: z.array(share.nullable()),
  })
  .refine(
    (each) =>
      [each.currentPrice, each.policyPrice, each.price, each.confidence].every(
        (column) => column.length === each.productIds.length,
      ),
    'expected columns of equal length',
  );

/** @throws Error in a sentence that names the first line that cannot be read. */
export function decodeLoggedSuggestions(lines: string): readonly LoggedSuggestions[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line, i) => {
      const where = `suggestions, line ${i + 1}`;
      const parsed = loggedSchema.safeParse(jsonFrom(line, where));
      if (!parsed.success) throw new Error(`${where} at ${firstIssue(parsed.error)}`);
      return parsed.data;
    });
}
