// The rules a suggested price must keep, in the order they act: name, label, meaning and figures of each.
//
// The form, the trail, the checks and the exports are made from this one list. The ending acts last and may not
// break the others.

export const guardrailNames = [
  'largestChange',
  'marginFloor',
  'priceRange',
  'competitorBand',
  'changesPerWeek',
  'minAdvertisedPrice',
  'ending',
] as const;
export type GuardrailName = (typeof guardrailNames)[number];

/** What a price may end in: any cent, `.99`, `.95` or `.00`, or a multiple of a step in currency. */
export type PriceEnding =
  | { readonly kind: 'cent' }
  | { readonly kind: 'ending'; readonly cents: 99 | 95 | 0 }
  | { readonly kind: 'step'; readonly step: number };

/** One rule each; null: that rule is off. Percent are percent, prices in currency. */
export interface GuardrailSet {
  /** Largest move from the current price, up or down. */
  readonly largestChangePercent: number | null;
  /** Smallest (price - cost) / price, where the cost is known; 0 is the floor at cost. */
  readonly minMarginPercent: number | null;
  readonly minPrice: number | null;
  readonly maxPrice: number | null;
  /** Around the last competitor price, where there is one. */
  readonly competitorBand: { readonly belowPercent: number; readonly abovePercent: number } | null;
  /** Price changes of the last seven days, accepted ones counted; where they are reached the price stays. */
  readonly maxChangesPerWeek: number | null;
  readonly minAdvertisedPrice: number | null;
  readonly ending: PriceEnding;
}

/**
 * What holds for a product: `all`, overruled rule by rule by its category's, then by its own.
 *
 * A key that is present with null switches the rule off for that scope.
 */
export interface Guardrails {
  readonly all: GuardrailSet;
  readonly categories: Readonly<Record<string, Partial<GuardrailSet>>>;
  readonly products: Readonly<Record<string, Partial<GuardrailSet>>>;
}

/** One figure of a rule, as a form asks for it. */
export interface GuardrailField {
  readonly key:
    | 'largestChangePercent'
    | 'minMarginPercent'
    | 'minPrice'
    | 'maxPrice'
    | 'belowPercent'
    | 'abovePercent'
    | 'maxChangesPerWeek'
    | 'minAdvertisedPrice';
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** What a form offers when the rule is switched on; null where only the person can know. */
  readonly usual: number | null;
}

export interface GuardrailDefinition {
  readonly name: GuardrailName;
  readonly label: string;
  readonly meaning: string;
  /** Empty for the ending, which is a choice. */
  readonly fields: readonly GuardrailField[];
}

const highestPrice = 1_000_000_000;
const price = { unit: 'currency', min: 0.01, max: highestPrice, step: 0.01, usual: null } as const;

export const guardrailDefinitions: readonly GuardrailDefinition[] = [
  {
    name: 'largestChange',
    label: 'Largest change',
    meaning: "A suggested price moves at most this far from today's, up or down.",
    fields: [
      {
        key: 'largestChangePercent',
        label: 'Largest change',
        unit: "% of today's price",
        min: 0,
        max: 100,
        step: 1,
        usual: 15,
      },
    ],
  },
  {
    name: 'marginFloor',
    label: 'Floor from cost',
    meaning:
      'A suggested price earns at least this share of itself above unit cost, where the cost is known. 0 is the floor at cost.',
    fields: [
      {
        key: 'minMarginPercent',
        label: 'Smallest margin',
        unit: '% of price',
        min: 0,
        max: 95,
        step: 1,
        usual: 5,
      },
    ],
  },
  {
    name: 'priceRange',
    label: 'Price range',
    meaning: 'A suggested price lies between these two. Either may be left out.',
    fields: [
      { key: 'minPrice', label: 'Lowest price', ...price },
      { key: 'maxPrice', label: 'Highest price', ...price },
    ],
  },
  {
    name: 'competitorBand',
    label: 'Competitor band',
    meaning: "A suggested price stays this near the competitor's last price, where the file has one.",
    fields: [
      {
        key: 'belowPercent',
        label: 'Below the competitor',
        unit: '% of its price',
        min: 0,
        max: 100,
        step: 1,
        usual: 10,
      },
      {
        key: 'abovePercent',
        label: 'Above the competitor',
        unit: '% of its price',
        min: 0,
        max: 1000,
        step: 1,
        usual: 5,
      },
    ],
  },
  {
    name: 'changesPerWeek',
    label: 'Changes a week',
    meaning:
      'Once the price has changed this often in the last seven days of the file, accepted changes counted, it stays.',
    fields: [
      {
        key: 'maxChangesPerWeek',
        label: 'Most changes',
        unit: 'in seven days',
        min: 0,
        max: 7,
        step: 1,
        usual: 2,
      },
    ],
  },
  {
    name: 'minAdvertisedPrice',
    label: 'Minimum advertised price',
    meaning: 'A suggested price is never below what may be advertised.',
    fields: [{ key: 'minAdvertisedPrice', label: 'Minimum advertised price', ...price }],
  },
  {
    name: 'ending',
    label: 'Price ending',
    meaning: 'What a price ends in. It acts last and may not break the other rules.',
    fields: [],
  },
];

export const guardrailLabels = Object.fromEntries(
  guardrailDefinitions.map(({ name, label }) => [name, label]),
) as Readonly<Record<GuardrailName, string>>;

export const defaultGuardrails: Guardrails = {
  all: {
    largestChangePercent: 15,
    minMarginPercent: 5,
    minPrice: null,
    maxPrice: null,
    competitorBand: null,
    maxChangesPerWeek: null,
    minAdvertisedPrice: null,
    ending: { kind: 'cent' },
  },
  categories: {},
  products: {},
};

/**
 * The rules of one product: `all`, then its category's, then its own.
 *
 * Lowest and highest price are two keys of one rule: where a narrower scope gives one of them beyond the other one it
 * inherits, the inherited one falls away.
 */
export function guardrailsFor(
  guardrails: Guardrails,
  product: { readonly id: string; readonly category: string | null },
): GuardrailSet {
  const { all, categories, products } = guardrails;
  const ofCategory = product.category === null ? undefined : own(categories, product.category);
  return overruled(overruled(all, ofCategory), own(products, product.id));
}

function overruled(wider: GuardrailSet, narrower: Partial<GuardrailSet> | undefined): GuardrailSet {
  if (!narrower) return wider;
  const set = { ...wider, ...narrower };
  if (set.minPrice === null || set.maxPrice === null || set.minPrice <= set.maxPrice) return set;
  return narrower.minPrice === undefined ? { ...set, minPrice: null } : { ...set, maxPrice: null };
}

/** Names come from files: `__proto__` is one like any other. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
