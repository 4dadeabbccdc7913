// The rows behind the chart of a product's price history: what was charged by day, as the file has it, and after it
// what was suggested and decided since, one step an entry. Days and entries share an axis but not a scale: the clock
// of a sales file and that of a person at work seldom meet.

import type { ChargedPrices } from '../../../core/decisions/price-history.ts';
import { isoDate } from '../../../core/table/day-numbers.ts';
import type { PriceEvent } from '../../../store/archive/decisions-view.ts';
import { dayTicks } from '../../../drawings/day-axis.ts';
import { decimate } from '../../../drawings/decimate.ts';
import { formatDay, formatMoment, formatMoney } from '../../../core/text/format.ts';
import type { ChartData } from '../../../core/export/charts/chart-data.ts';

export interface HistoryRow {
  /** A day since 1970, or a place after the last one. */
  readonly x: number;
  /** The day or the moment, in words. */
  readonly when: string;
  readonly charged: number | null;
  readonly suggested: number | null;
  /** What was to be charged from here on. */
  readonly decided: number | null;
  /** What happened here, in words; null on a day of the file. */
  readonly event: string | null;
  readonly isOverride: boolean;
}

export interface HistoryRows {
  readonly rows: readonly HistoryRow[];
  /** Where the file ends and the entries begin; null without a file, or without entries. */
  readonly border: number | null;
  readonly end: number;
  /** Days to label; the part after the border has none. */
  readonly ticks: readonly number[];
}

/** Points of the file drawn at most, and entries. */
const drawnDays = 220;
const drawnEvents = 60;
/** The share of the width that entries take at most. */
const eventShare = 0.35;

/** `charged` is null where no file is loaded. */
export function historyRows(charged: ChargedPrices | null, events: readonly PriceEvent[]): HistoryRows {
  const days = Array.from(charged?.days ?? [], (day, i) => ({
    day,
    price: charged!.price[i]!,
  }));
  const drawn = decimate(days, drawnDays, ({ price }) => price);
  const first = drawn[0]?.day ?? 0;
  const last = drawn.at(-1)?.day ?? 0;
  const shown = events.slice(-drawnEvents);
  const span = Math.max(1, last - first);
  const step =
    drawn.length === 0 ? 1 : ((span * eventShare) / (1 - eventShare)) * (1 / Math.max(8, shown.length + 1));
  const before = drawn.map(({ day, price }): HistoryRow => ({
    x: day,
    when: formatDay(day),
    charged: price,
    suggested: null,
    decided: null,
    event: null,
    isOverride: false,
  }));
  let decided: number | null = null;
  const standing = events.map((event) => (decided = event.type === 'decision' ? event.price : decided));
  const after = shown.map((event, i): HistoryRow => ({
    x: last + step * (i + 1),
    when: formatMoment(event.at),
    charged: null,
    suggested: event.type === 'suggestion' ? event.price : null,
    decided: standing[events.length - shown.length + i] ?? null,
    event: eventWords(event),
    isOverride: event.type === 'decision' && event.action === 'override',
  }));
  return {
    rows: [...before, ...after],
    border: before.length > 0 && after.length > 0 ? last : null,
    end: after.length > 0 ? last + step * (after.length + 0.6) : last,
    ticks: drawn.length === 0 ? [] : dayTicks(first, last),
  };
}

/** `recommended 12.50`, `overridden to 13.00`, `accepted again at 12.50`. */
export function eventWords(event: PriceEvent): string {
  if (event.type === 'suggestion')
    return event.price === null
      ? 'no price: the rules contradict each other'
      : `recommended ${formatMoney(event.price)}`;
  const by = event.by === 'undo' ? ' by undoing' : event.by === 'redo' ? ' by redoing' : '';
  const price = event.price === null ? '' : formatMoney(event.price);
  switch (event.action) {
    case 'accept':
      return `accepted at ${price}${by}`;
    case 'reject':
      return `rejected, stays at ${price}${by}`;
    case 'override':
      return `overridden to ${price}${by}`;
    case 'clear':
      return event.by === 'decision' ? 'decision taken back' : `undecided again${by}`;
    default:
      return event.action satisfies never;
  }
}

/** What the chart shows, in a sentence or two. */
export function historySentence(charged: ChargedPrices | null, events: readonly PriceEvent[]): string {
  const past = charged === null || charged.days.length === 0 ? [] : [chargedSentence(charged)];
  const suggested = events.filter(({ type }) => type === 'suggestion');
  const decided = events.filter(({ type }) => type === 'decision');
  const [last, standing] = [suggested.at(-1), decided.at(-1)];
  if (!last && !standing) return [...past, 'Nothing has been recommended or decided since.'].join(' ');
  const parts = [
    ...(last ? [`priced ${times(suggested.length)}, most recently ${eventWords(last)}`] : []),
    ...(standing ? [`decided ${times(decided.length)}, most recently ${eventWords(standing)}`] : []),
  ];
  const place = past.length > 0 ? 'Since then (right, in order):' : 'In order:';
  return [...past, `${place} ${parts.join('; ')}.`].join(' ');
}

function chargedSentence({ days, price, changes }: ChargedPrices): string {
  const lowest = price.reduce((a, b) => Math.min(a, b));
  const highest = price.reduce((a, b) => Math.max(a, b));
  const until = formatDay(days.at(-1)!);
  return lowest === highest
    ? `Charged ${formatMoney(lowest)} until ${until}.`
    : `Charged between ${formatMoney(lowest)} and ${formatMoney(highest)} until ${until}, last ${formatMoney(price.at(-1)!)}; it changed ${times(changes.length)}.`;
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}

/** Everything, not only what is drawn. */
export function historyData(charged: ChargedPrices | null, events: readonly PriceEvent[]): ChartData {
  return {
    columns: ['time', 'what', 'price (currency)', 'reason', 'log entry', 'units', 'profit (currency)'],
    rows: [
      ...Array.from(charged?.days ?? [], (day, i) => [
        isoDate(day),
        'charged',
        charged!.price[i]!,
        null,
        null,
        charged!.units[i]!,
        charged!.profit?.[i] ?? null,
      ]),
      ...events.map((event) => [
        event.at,
        event.type === 'suggestion' ? 'recommended' : event.action,
        event.price,
        event.type === 'decision' ? event.reason : null,
        event.entry,
        null,
        null,
      ]),
    ],
  };
}
