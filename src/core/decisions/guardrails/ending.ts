// What a price ends in: no interval but a grid, which acts last and may not break the other rules.

import { ceilToCent, floorToCent } from '../../market/price-from-action.ts';
import { formatMoney } from '../../text/format.ts';
import type { Guardrail } from './guardrail.ts';

/** Any cent, `.99`, `.95` or `.00`, or a multiple of a step in currency. */
export type PriceEnding =
  | { readonly kind: 'cent' }
  | { readonly kind: 'ending'; readonly cents: 99 | 95 | 0 }
  | { readonly kind: 'step'; readonly step: number };

export const ending: Guardrail<'ending', { readonly ending: PriceEnding }> = {
  name: 'ending',
  label: 'Price ending',
  meaning: 'What a price ends in. It acts last and may not break the other rules.',
  schema: (zod) => ({
    ending: zod.discriminatedUnion('kind', [
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
  usual: { ending: { kind: 'cent' } },
  off: { ending: { kind: 'cent' } },
  words: ({ ending: { kind, ...rest } }) =>
    kind === 'cent' ? 'any cent' : 'cents' in rest ? centsWords(rest.cents) : 'steps',
  describe({ ending: its }) {
    switch (its.kind) {
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

/** The price of the ending's grid in [low, high] that is nearest to `price`, at least a cent; null where there is none. */
export function nearestWithEnding(price: number, low: number, high: number, its: PriceEnding): number | null {
  const { every, from } = gridOf(its);
  const first = from + every * Math.ceil((Math.max(1, Math.round(ceilToCent(low) * 100)) - from) / every);
  const last =
    high < Infinity
      ? from + every * Math.floor((Math.round(floorToCent(high) * 100) - from) / every)
      : Infinity;
  if (first > last) return null;
  const nearest = from + every * Math.round((price * 100 - from) / every);
  return Math.max(first, Math.min(last, nearest)) / 100;
}

/** The allowed prices in whole cents: `from`, and every `every` cents up and down. */
function gridOf(its: PriceEnding): { readonly every: number; readonly from: number } {
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
export function gridWords(its: PriceEnding): string {
  switch (its.kind) {
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
