// A new model beside the one in use, in the exam's measures and on sales that neither has seen.
//
// Both lists of prices are valued on the same draws of the demand fitted to all sales, so their difference is paired. As in
// the exam: *value* is the share of what the best allowed prices would gain that a list gains; a product *loses* where it
// earns over 1 % less, here the chance of it summed over the moved ones. Held out are the newest days: what each model's
// demand expects of them, fitted without them, stands beside what was sold.

import type { Guardrails } from '../../../core/decisions/guardrails/guardrail-list.ts';
import type { AdviceChoices } from '../../../core/decisions/suggest-price.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { historyPart } from '../../../core/demand/history-part.ts';
import type { ModelBundle } from '../../../core/export/model/model-bundle.ts';
import { watchSales } from '../../../core/monitor/watch.ts';
import type { ProductHistory } from '../../../core/table/dataset.ts';
import { formatPercent } from '../../../core/text/format.ts';
import { priceDesk } from '../shop/price-desk.ts';
import type { Ground } from './service-ground.ts';

/** Of one model. Currency of the objective. */
interface ModelMeasures {
  /** Expected of its list against today's prices. */
  readonly gainPerDay: number;
  /** Share of what the best allowed prices would gain; null where nothing can be gained. */
  readonly value: number | null;
  readonly moved: number;
  /** Expected share of the moved products that earn over 1 % less; 0 where none is moved. */
  readonly losingShare: number;
  /** What its agent's own prices are expected to gain, whatever is recommended. */
  readonly agentGainPerDay: number;
  /** Sum of absolute errors over units sold on the held-out days; null where nothing could be held out. */
  readonly heldOutError: number | null;
}

export interface Comparison {
  readonly challenger: ModelMeasures;
  /** null where there is none in use, or it cannot price these sales any more. */
  readonly incumbent: ModelMeasures | null;
  readonly heldOutDays: number;
  /** Whether a rule may promote it: it gains no less, loses no more often and predicts no worse. */
  readonly isBetter: boolean;
  readonly sentence: string;
}

export interface Compared {
  readonly ground: Ground;
  /** The sales that the model in use stands on; null where there are none. */
  readonly older: Ground | null;
  readonly challenger: Pick<ModelBundle, 'card' | 'weights'>;
  readonly incumbent: Pick<ModelBundle, 'card' | 'weights'> | null;
  readonly guardrails: Guardrails;
  readonly advice: AdviceChoices;
}

/** Rows at the end of each product's history. */
const heldOutRows = 14;
/** A model may predict this much worse than the one in use and still count as no worse: chance alone does that. */
const errorAllowance = 1.05;
const losingAllowance = 0.02;

export function compareModels(compared: Compared): Comparison {
  const { ground, older, guardrails, advice } = compared;
  const listOf = (model: Compared['incumbent']) => {
    if (!model) return null;
    const desk = priceDesk({ ground, model, guardrails, advice, settings: null });
    return desk.modelProblem === null ? desk.priceAll({}) : null;
  };
  const challenger = measuresOf(listOf(compared.challenger) ?? [], heldOutError(ground, ground));
  const list = listOf(compared.incumbent);
  const incumbent = list && measuresOf(list, older && heldOutError(older, ground));
  const isBetter = incumbent === null || isNoWorse(challenger, incumbent);
  return {
    challenger,
    incumbent,
    heldOutDays: heldOutRows,
    isBetter,
    sentence: sentenceOf(challenger, incumbent, isBetter),
  };
}

function isNoWorse(challenger: ModelMeasures, incumbent: ModelMeasures): boolean {
  const predicts =
    challenger.heldOutError === null ||
    incumbent.heldOutError === null ||
    challenger.heldOutError <= incumbent.heldOutError * errorAllowance;
  return (
    predicts &&
    challenger.gainPerDay >= incumbent.gainPerDay &&
    challenger.losingShare <= incumbent.losingShare + losingAllowance
  );
}

function measuresOf(list: readonly Suggestion[], error: number | null): ModelMeasures {
  const moved = list.filter(({ recommendation }) => recommendation.action === 'change');
  const gain = (one: Suggestion) => one.recommendation.gainPerDay.value;
  const candidate = (one: Suggestion, wanted: string) =>
    one.recommendation.candidates.find(({ name }) => name === wanted);
  const best = sum(list, ({ recommendation }) =>
    Math.max(0, ...recommendation.candidates.map(({ gainPerDay }) => gainPerDay.value)),
  );
  const gainPerDay = sum(moved, gain);
  const losing = sum(moved, (one) => candidate(one, one.recommendation.candidate)?.lossProbability ?? 0);
  return {
    gainPerDay,
    value: best > 0 ? gainPerDay / best : null,
    moved: moved.length,
    losingShare: moved.length === 0 ? 0 : losing / moved.length,
    agentGainPerDay: sum(list, (one) => candidate(one, 'agent')?.gainPerDay.value ?? 0),
    heldOutError: error,
  };
}

/** What `known`, without the newest days of `ground`, expects of those days. */
function heldOutError(known: Ground, ground: Ground): number | null {
  const whole = ground.products.map(({ history }) => history);
  const cuts = new Map(whole.map((history) => [history.product.id, cutOf(history)]));
  const before = known.products.flatMap(({ history }) => {
    const cut = cuts.get(history.product.id);
    if (cut === undefined) return [];
    const rows = history.days.findIndex((day) => day >= cut);
    return rows === 0 ? [] : [rows < 0 ? history : historyPart(history, 0, rows)];
  });
  if (before.length === 0) return null;
  try {
    const { products } = watchSales(ground.fileName, before, whole, { fresh: [], replacedRows: 0 });
    let off = 0;
    let sold = 0;
    for (const { days, product } of products)
      for (const { day, units, expected } of days) {
        if (Number.isNaN(expected) || day < cuts.get(product.id)!) continue;
        off += Math.abs(units - expected);
        sold += units;
      }
    return sold > 0 ? off / sold : null;
  } catch {
    return null; // no product goes on beyond what was known
  }
}

/** The first held-out day. */
function cutOf({ days }: ProductHistory): number {
  return days[Math.max(0, days.length - heldOutRows)]!;
}

function sentenceOf(challenger: ModelMeasures, incumbent: ModelMeasures | null, isBetter: boolean): string {
  const gains = (measures: ModelMeasures) => `${measures.gainPerDay.toFixed(2)} a day`;
  if (incumbent === null)
    return `The new model's list is expected to gain ${gains(challenger)}; there is none in use to compare it with.`;
  const errors =
    challenger.heldOutError === null || incumbent.heldOutError === null
      ? ''
      : ` Its error on held-out days is ${formatPercent(challenger.heldOutError)}, that of the one in use ${formatPercent(incumbent.heldOutError)}.`;
  return (
    `The new model's list is expected to gain ${gains(challenger)}, that of the one in use ${gains(incumbent)}.` +
    `${errors} It is ${isBetter ? 'no worse in any measure' : 'worse in one of them'}.`
  );
}

function sum<T>(values: readonly T[], value: (one: T) => number): number {
  return values.reduce((total, one) => total + value(one), 0);
}
