// A calendar of promotions: for which product, category or everything, from when to when. What it does not list was on no
// promotion; a week of the sales counts as promoted where at least half of its days were.

import { flagOf } from '../../vocabulary.ts';
import type { SecondFileKind } from '../second-file-kind.ts';

const promotion =
  /\b(?:promo\w*|campaign|kampagne|aktion\w*|angebot\w*|werbung|offre|oferta|offerta|aanbieding|akcj\w*|deal|sale event|discount|rabatt|remise|descuento|sconto|desconto|korting|rabat)\b|促销|キャンペーン|セール|活动/;

export const promotions: SecondFileKind = {
  name: 'promotions',
  words: 'promotions',
  shape:
    'a column with the product (or category, or none for everything) and the first and last day of each promotion',
  mayHoldForMany: true,
  recognise: (columns) => {
    const { from, to } = columns;
    if (!from) return null;
    const flag = columns.all.find(
      (column) =>
        column.meanings[0]?.concept === 'promoted' &&
        column.cells.some((cell) => cell !== '' && !Number.isNaN(flagOf(cell))),
    );
    const isCalled =
      columns.says(promotion) || promotion.test(columns.fileName.toLowerCase().replace(/[^\p{L}]+/gu, ' '));
    if (!flag && !(isCalled || (to && !columns.number('price')))) return null;
    if (columns.number('cost') ?? columns.number('inventory') ?? columns.number('competitorPrice'))
      return null;
    const headers = {
      from: from.header,
      ...(to ? { to: to.header } : {}),
      ...(flag ? { flag: flag.header } : {}),
    };
    return { headers, number: null, valueIn: (cells) => (flag ? flagOf(cells[flag.index] ?? '') : 1) };
  },
  fill: ({ days, until }, entries) => {
    const { day } = days;
    const covered = new Uint8Array(day.length);
    const spans = entries
      .filter(({ value, from }) => value > 0 && from !== null)
      .map(({ from, to, length }): readonly [number, number] => [from!, to ?? from! + length - 1])
      .sort((a, b) => a[0] - b[0]);
    // Joined where they touch, so that no day counts twice.
    const joined: [number, number][] = [];
    for (const [from, to] of spans) {
      const last = joined.at(-1);
      if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
      else joined.push([from, to]);
    }
    for (let t = 0; t < day.length; t++) {
      const whole = until[t]! - day[t]! + 1;
      let inside = 0;
      for (const [from, to] of joined)
        inside += Math.max(0, Math.min(to, until[t]!) - Math.max(from, day[t]!) + 1);
      if (inside >= whole / 2) covered[t] = 1;
    }
    let filled = 0;
    const promoted = Float64Array.from(covered, (one, t) => {
      filled += one;
      return one === 1 ? 1 : (days.promoted?.[t] ?? 0);
    });
    return { days: { promoted }, filled, kept: 0, overlaps: [] };
  },
  fillWithout: ({ days }) => ({
    days: { promoted: days.promoted ?? new Float64Array(days.day.length) },
    filled: 0,
    kept: 0,
    overlaps: [],
  }),
};
