// What a price ends in: no interval but a grid, which acts last and may not break the other rules.

import { ceilToCent, floorToCent } from '../../market/price-from-action.ts';
import { formatMoney } from '../../text/format.ts';
import type { Guardrail, PastEnding } from './guardrail.ts';

/** As its past prices do, any cent, `.99`, `.95` or `.00`, or a multiple of a step in currency. */
export type PriceEnding =
  | { readonly kind: 'past' }
  | { readonly kind: 'cent' }
  | { readonly kind: 'ending'; readonly cents: 99 | 95 | 0 }
  | { readonly kind: 'step'; readonly step: number };

/** An ending as it holds for one product. */
export type PriceGrid =
  Exclude<PriceEnding, { readonly kind: 'past' }> | ({ readonly kind: 'habit' } & PastEnding);

const anyCent = { kind: 'cent' } as const;

export const ending: Guardrail<'ending', { readonly ending: PriceEnding }> = {
  name: 'ending',
  label: 'Price ending',
  meaning: 'What a price ends in. It acts last and may not break the other rules.',
  schema: (zod) => ({
    ending: zod.discriminatedUnion('kind', [
      zod.strictObject({ kind: zod.literal('past') }),
      zod.strictObject({ kind: zod.literal('cent') }),
      zod.strictObject({
        kind: zod.literal('ending'),
        cents: zod.union([zod.literal(99), zod.literal(95), zod.literal(0)]),
      }),
      zod.strictObject({
        kind: zod.literal('step'),
        step: zod
          .number()
          .min(0.01)
          .max(1_000_000)
          .refine((step) => Math.abs(step * 100 - Math.round(step * 100)) < 1e-6, 'expected whole cents'),
      }),
    ]),
  }),
  usual: { ending: { kind: 'past' } },
  off: { ending: anyCent },
  words: ({ ending: { kind, ...rest } }) =>
    kind === 'past'
      ? 'as in the past'
      : kind === 'cent'
        ? 'any cent'
        : 'cents' in rest
          ? centsWords(rest.cents)
          : 'steps',
  describe({ ending: its }) {
    switch (its.kind) {
      case 'past':
        return 'ends as its past prices do';
      case 'cent':
        return 'any cent';
      case 'ending':
        return `ends in ${centsWords(its.cents)}`;
      case 'step':
        return `a multiple of ${formatMoney(its.step)}`;
      default:
        return its satisfies never;
    }
  },
};

function centsWords(cents: number): string {
  return `.${String(cents).padStart(2, '0')}`;
}

/** The ending that holds for a product whose past prices end so. */
export function gridFor(its: PriceEnding, past: PastEnding | null | undefined): PriceGrid {
  if (its.kind !== 'past') return its;
  return past ? { kind: 'habit', ...past } : anyCent;
}

/** The grid between two prices: a habit holds no price back, so where it has none there any cent will do. */
export function gridBetween(low: number, high: number, its: PriceGrid): PriceGrid {
  return its.kind === 'habit' && nearestWithEnding(low, low, high, its) === null ? anyCent : its;
}

/** The price of the ending's grid in [low, high] that is nearest to `price`, at least a cent; null where there is none. */
export function nearestWithEnding(price: number, low: number, high: number, its: PriceGrid): number | null {
  if (its.kind !== 'habit') return nearestOn(price, low, high, gridOf(its));
  let best: number | null = null;
  for (const from of its.ends) {
    const near = nearestOn(price, low, high, { every: its.every, from });
    if (near !== null && (best === null || Math.abs(near - price) < Math.abs(best - price))) best = near;
  }
  return best;
}

/** Prices in whole cents: `from`, and every `every` cents up and down. */
interface EvenGrid {
  readonly every: number;
  readonly from: number;
}

function nearestOn(price: number, low: number, high: number, { every, from }: EvenGrid): number | null {
  const first = from + every * Math.ceil((Math.max(1, Math.round(ceilToCent(low) * 100)) - from) / every);
  const last =
    high < Infinity
      ? from + every * Math.floor((Math.round(floorToCent(high) * 100) - from) / every)
      : Infinity;
  if (first > last) return null;
  const nearest = from + every * Math.round((price * 100 - from) / every);
  return Math.max(first, Math.min(last, nearest)) / 100;
}

function gridOf(its: Exclude<PriceGrid, { readonly kind: 'habit' }>): EvenGrid {
  switch (its.kind) {
    case 'cent':
      return { every: 1, from: 0 };
    case 'ending':
      return { every: 100, from: its.cents };
    case 'step':
      return { every: Math.max(1, Math.round(its.step * 100)), from: 0 };
    default:
      return its satisfies never;
  }
}

/** `price ending in .99`: one price of the grid. */
export function gridWords(its: PriceGrid): string {
  switch (its.kind) {
    case 'habit':
      return `price ending in ${pastEndingWords(its)} as in the past`;
    case 'cent':
      return 'whole cent';
    case 'ending':
      return `price ending in ${centsWords(its.cents)}`;
    case 'step':
      return `multiple of ${formatMoney(its.step)}`;
    default:
      return its satisfies never;
  }
}

/** `.99`, `.49 or .99`, `9`. */
function pastEndingWords({ every, ends }: PastEnding): string {
  return ends.map((cents) => (every === 100 ? centsWords(cents) : String(cents))).join(' or ');
}
