// The suggestions of one recalculation as columns: compact enough to keep every one of them.

import { portableDigest } from '../table/byte-source.ts';
import { digestOf } from './audit-log.ts';
import type { Suggestion } from './suggestion.ts';

/** Prices in currency, NaN where there is none. [products] each */
export interface SuggestionColumns {
  /** Digest of the list of product ids. */
  readonly productList: string;
  readonly currentPrice: Float64Array;
  readonly policyPrice: Float64Array;
  readonly price: Float64Array;
  /** Share of draws in which profit rises; NaN where unknown. */
  readonly confidence: Float64Array;
}

/** Columns with the products they go by. */
export interface KeptSuggestions {
  readonly columns: SuggestionColumns;
  readonly productIds: readonly string[];
}

export type ColumnSource = Pick<
  Suggestion,
  'productId' | 'currentPrice' | 'policyPrice' | 'price' | 'confidence'
>;

const columnNames = ['currentPrice', 'policyPrice', 'price', 'confidence'] as const;

/** Finer than this no price is meant, and a model that went out and came back may differ by it. */
const fineness = 1e-4;

/** The columns, rounded to 0.0001, and the list of product ids they go by. */
export function suggestionColumns(suggestions: readonly ColumnSource[]): KeptSuggestions {
  const productIds = suggestions.map(({ productId }) => productId);
  const column = (
    name: (typeof columnNames)[number],
    absent: (suggestion: ColumnSource) => number = () => Number.NaN,
  ) => Float64Array.from(suggestions, (suggestion) => rounded(suggestion[name] ?? absent(suggestion)));
  return {
    productIds,
    columns: {
      productList: digestOf(productIds),
      currentPrice: column('currentPrice'),
      // Where no agent was asked, nobody wanted another price.
      policyPrice: column('policyPrice', ({ currentPrice }) => currentPrice),
      price: column('price'),
      confidence: column('confidence'),
    },
  };
}

function rounded(value: number): number {
  return Math.round(value / fineness) / Math.round(1 / fineness);
}

/** SHA-256 over the product list's digest and each column as little-endian doubles, in hex. */
export function columnsDigest(columns: SuggestionColumns): string {
  const digest = portableDigest();
  digest.update(new TextEncoder().encode(columns.productList));
  for (const name of columnNames) {
    const values = columns[name];
    const bytes = new DataView(new ArrayBuffer(values.length * 8));
    values.forEach((value, i) => bytes.setFloat64(i * 8, value, true));
    digest.update(new Uint8Array(bytes.buffer));
  }
  return digest.hex();
}
