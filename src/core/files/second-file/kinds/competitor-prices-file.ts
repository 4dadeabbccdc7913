// Rivals' prices for the same products, seen on single days or valid for a time. A price seen holds until it is seen again,
// a month at the most; of several rivals the lowest counts.

import type { ColumnFacts } from '../../column-facts.ts';
import { laidOver, lowestOf, medianRatio, filledIn, spansOf } from '../periods.ts';
import type { Entry, SecondFileKind } from '../second-file-kind.ts';

/** Days after which a price that was seen says nothing any more. */
const longestSeen = 31;
const rivals =
  /\b(?:competitor|rival|retailer|wettbewerber|konkurren\w*|mitbewerber|concurrent\w*|competidor|competencia|concorren\w*|konkurenc\w*|seller)\b|競合|竞争|竞品/;

export const competitorPrices: SecondFileKind = {
  name: 'competitor-prices',
  words: 'competitor prices',
  shape: 'a column with the product, one with the day and one with the competitor price',
  mayHoldForMany: false,
  recognise: (columns) => {
    const rival = columns.all.find(
      (column) => column.numeric < 0.5 && column.dated < 0.5 && column.filled > 0 && isRival(column),
    );
    const price =
      columns.number('competitorPrice') ??
      (rival || rivals.test(columns.fileName.toLowerCase()) ? columns.number('price') : null);
    if (!price) return null;
    const headers = { 'competitor price': price.header, ...(rival ? { competitor: rival.header } : {}) };
    return { headers, number: price.index, ...(rival ? { rival: rival.index } : {}) };
  },
  fill: ({ days }, entries, { rival }) => {
    const overlaps: string[] = [];
    const byRival = new Map<string, Entry[]>();
    for (const entry of entries) {
      if (!(entry.value > 0)) continue;
      const name = rival === undefined ? '' : (entry.cells[rival] ?? '');
      byRival.set(name, [...(byRival.get(name) ?? []), entry]);
    }
    const given = new Float64Array(days.day.length).fill(NaN);
    for (const own of byRival.values()) {
      const seen = laidOver(spansOf(own, lowestOf, overlaps, longestSeen), days);
      for (let t = 0; t < seen.length; t++)
        if (!Number.isNaN(seen[t]!) && !(given[t]! <= seen[t]!)) given[t] = seen[t]!;
    }
    const { values, filled, kept } = filledIn(days.competitorPrice, given);
    return { days: { competitorPrice: values }, filled, kept, overlaps };
  },
  mismatch: (joined) => {
    const ratios = joined
      .map(({ before, days }) => medianRatio(days.competitorPrice, before.days.price))
      .filter((ratio) => !Number.isNaN(ratio))
      .sort((a, b) => a - b);
    const middle = ratios[ratios.length >> 1];
    if (middle === undefined) return null;
    if (middle > 20 || middle < 1 / 20)
      return {
        isRefused: true,
        sentence: `the competitor prices are ${middle > 1 ? `${Math.round(middle)} times` : `a ${Math.round(1 / middle)}th of`} the prices; give them for the same unit and in the same currency`,
      };
    return middle > 3 || middle < 1 / 3
      ? {
          isRefused: false,
          sentence:
            'The competitor prices differ from the prices more than threefold: are they for the same pack and currency?',
        }
      : null;
  },
};

const isRival = ({ header }: ColumnFacts) => rivals.test(header.toLowerCase());
