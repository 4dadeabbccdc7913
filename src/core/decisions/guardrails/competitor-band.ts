// A band around the competitor's last price, where there is one. In a set both of its figures stand under one key.

import { ceilToCent, floorToCent } from '../../market/price-from-action.ts';
import { formatMoney } from '../../text/format.ts';
import { describedFigures, fieldSchema, off, type BoundRule } from './guardrail.ts';

interface Band {
  readonly belowPercent: number;
  readonly abovePercent: number;
}

const below = {
  key: 'belowPercent',
  label: 'Below the competitor',
  unit: '% of its price',
  min: 0,
  max: 100,
  step: 1,
  usual: 10,
} as const;
const above = { ...below, key: 'abovePercent', label: 'Above the competitor', max: 1000, usual: 5 } as const;
const fields = [below, above];
const figuresOf = (band: Band | null | undefined) => ({
  belowPercent: band?.belowPercent ?? null,
  abovePercent: band?.abovePercent ?? null,
});

export const competitorBand: BoundRule<'competitorBand', { readonly competitorBand: Band | null }> = {
  name: 'competitorBand',
  label: 'Competitor band',
  meaning:
    "A recommended price stays within this band around the competitor's last price, where the file has one.",
  fields,
  schema: (zod) => ({
    competitorBand: zod
      .strictObject({ belowPercent: fieldSchema(zod, below), abovePercent: fieldSchema(zod, above) })
      .nullable(),
  }),
  usual: { competitorBand: null },
  off: { competitorBand: null },
  words: ({ competitorBand: band }) =>
    band === null ? 'off' : `-${band.belowPercent} % to +${band.abovePercent} %`,
  describe: ({ competitorBand: band }) => describedFigures(fields, figuresOf(band)),
  figuresOf: ({ competitorBand: band }) => figuresOf(band),
  valuesOf: ({ belowPercent, abovePercent }) => ({
    competitorBand: { belowPercent: belowPercent ?? 0, abovePercent: abovePercent ?? 0 },
  }),
  bounds({ competitorPrice }, { competitorBand: band }) {
    if (band === null) return off;
    if (competitorPrice === null) return { silent: "Not applied: the competitor's price is unknown." };
    const lowest = competitorPrice * Math.max(0, 1 - band.belowPercent / 100);
    const highest = competitorPrice * (1 + band.abovePercent / 100);
    return {
      lowest,
      highest,
      lowestWords() {
        const least = formatMoney(ceilToCent(lowest));
        return `${band.belowPercent} % below ${itsWords(competitorPrice)} is ${least}`;
      },
      highestWords() {
        const most = formatMoney(floorToCent(highest));
        return `${band.abovePercent} % above ${itsWords(competitorPrice)} is ${most}`;
      },
    };
  },
};

function itsWords(competitorPrice: number): string {
  return `the competitor's ${formatMoney(competitorPrice)}`;
}
