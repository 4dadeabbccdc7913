// Models of a shop: proposed by a retraining or a person, promoted by a person or a rule, and rolled back.

import { setImmediate } from 'node:timers/promises';

import { readModelBundle } from '../../../core/export/model/model-bundle.ts';
import { sentenceOf } from '../../../core/text/sentence-of.ts';
import type { Comparison } from '../background/compare-models.ts';
import type { Retrained } from '../background/retrain-task.ts';
import { Problem, problemBody } from '../problem.ts';
import { breakerStop, type PriceMove } from './circuit-breaker.ts';
import { priceDesk } from './price-desk.ts';
import { settingsOf, type Answered, type Change, type RequestKey, type Shop, type Standing } from './served-shop.ts';
import type { ModelRecord, ModelStep, ShopState } from './shop-state.ts';
import { PriceCache, pricedAtOnce } from './standing.ts';

interface Done {
  readonly entry: number | null;
  readonly sentence: string;
}

/** Proposes a model that somebody made elsewhere. @throws Problem where the bytes are no model. */
export async function proposeUpload(
  shop: Shop,
  key: RequestKey | null,
  bytes: Uint8Array,
): Promise<Answered> {
  const { card } = readableBundle(bytes);
  const model = await shop.options.store.putBlob(bytes);
  return propose(shop, key, {
    model,
    name: `${card.agent.toUpperCase()} of ${card.data?.fileName ?? 'a market without a file'}`,
    agent: card.agent,
    sales: card.data?.fingerprint ?? null,
    comparison: null,
    sentence: 'A model was uploaded; nothing was compared yet.',
  });
}

/** Proposes what a retraining has made. */
export async function proposeRetrained(
  shop: Shop,
  { bytes, name, agent, fingerprint, comparison }: Retrained,
): Promise<string> {
  const model = await shop.options.store.putBlob(bytes);
  await propose(shop, null, {
    model,
    name,
    agent,
    sales: fingerprint,
    comparison,
    sentence: comparison.sentence,
  });
  return model;
}

function propose(
  shop: Shop,
  key: RequestKey | null,
  record: Omit<ModelRecord, 'entry' | 'at' | 'stage'>,
): Promise<Answered> {
  return shop.change(key, (state): Change<Done> => {
    const known = state.models.find(({ model }) => model === record.model);
    if (known && known.stage !== 'declined')
      return {
        drafts: [],
        answer: () => ({ entry: null, sentence: `The shop already has this model, ${known.stage}.` }),
      };
    return {
      drafts: [{ kind: 'model', body: { step: 'proposed', ...record } }],
      answer: (entries) => ({ entry: entries.at(-1)!.index, sentence: `${record.name} is proposed.` }),
    };
  });
}

/** @throws Problem where there is no such proposal or it cannot price what the shop sells. */
export function promote(
  shop: Shop,
  key: RequestKey | null,
  id: string,
  { by, confirmed }: { readonly by: ModelStep['by']; readonly confirmed: boolean },
): Promise<Answered> {
  return shop.change(key, async (state): Promise<Change<unknown>> => {
    const record = modelNamed(state, id);
    if (state.modelInUse === id)
      return { drafts: [], answer: () => ({ entry: null, sentence: `${record.name} is in use already.` }) };
    const stop = await stopOf(shop, state, id);
    if (stop && !confirmed) {
      const detail = `${stop.sentence} Review the new prices and promote it with "confirmed": true, or decline it.`;
      return {
        drafts: [{ kind: 'breaker', body: { ...stop, model: id } }],
        status: 409,
        answer: () => ({ ...problemBody('circuitBreaker', detail), reason: stop.reason }),
      };
    }
    return moveOf({ step: 'promoted', model: id, by, sentence: `${record.name} is in use.` });
  });
}

export function decline(
  shop: Shop,
  key: RequestKey | null,
  id: string,
  by: ModelStep['by'],
): Promise<Answered> {
  return shop.change(key, (state): Change<unknown> => {
    const record = modelNamed(state, id);
    if (state.modelInUse === id)
      throw new Problem(
        'conflict',
        `${record.name} is in use: roll back to the one before, which takes it out.`,
      );
    if (record.stage === 'declined')
      return { drafts: [], answer: () => ({ entry: null, sentence: `${record.name} is declined already.` }) };
    return moveOf({ step: 'declined', model: id, by, sentence: `${record.name} is declined.` });
  });
}

/** Takes the model before into use again. @throws Problem where there was none. */
export function rollBack(
  shop: Shop,
  key: RequestKey | null,
  by: ModelStep['by'],
  why = '',
): Promise<Answered> {
  return shop.change(key, (state): Change<unknown> => {
    if (state.earlierModels.length === 0)
      throw new Problem(
        'conflict',
        'There is no model to go back to: none was promoted before the one in use.',
      );
    const before = state.earlierModels.at(-1)!;
    const name = before === null ? 'No model, the demand fits alone,' : modelNamed(state, before).name;
    return moveOf({ step: 'rolledBack', model: before, by, sentence: `${name} is in use again${why}.` });
  });
}

function moveOf(body: ModelStep): Change<Done> {
  return {
    drafts: [{ kind: 'model', body }],
    answer: (entries) => ({ entry: entries.at(-1)!.index, sentence: body.sentence }),
  };
}

/** Why a rule may not promote it, as a sentence; null where it may. */
export function ruleProblem({ comparison }: Pick<ModelRecord, 'comparison'>): string | null {
  const compared = comparison as Comparison | null;
  if (compared === null) return 'It was not compared with the model in use.';
  return compared.isBetter ? null : compared.sentence;
}

/**
 * What of the list that the model would give the circuit breaker stops; null for nothing.
 *
 * @throws Problem where it cannot price what the shop sells.
 */
async function stopOf(shop: Shop, state: ShopState, id: string) {
  let standing: Standing;
  try {
    standing = await shop.standing();
  } catch (error) {
    if (error instanceof Problem && error.kind === 'conflict') return null; // nothing is sold yet
    throw error;
  }
  const { cache, accepted } = standing;
  const { advice, breaker } = shop.options;
  const model = readableBundle(await shop.blob(id, 'of the model'));
  const desk = priceDesk({
    ground: cache.ground,
    model,
    guardrails: state.guardrails,
    advice,
    settings: settingsOf(state),
  });
  if (desk.modelProblem !== null) throw new Problem('unusable', desk.modelProblem);
  const proposed = new PriceCache(desk, cache.ground);
  const moves: PriceMove[] = [];
  for (const [i, productId] of desk.productIds.entries()) {
    if (i % pricedAtOnce === 0) await setImmediate();
    const { price, currentPrice } = proposed.suggestion(productId, accepted).kept.suggestion;
    if (price === null) continue;
    // Prices that the model in use moves as far are no reason against another one.
    const known = cache.desk.has(productId) ? cache.suggestion(productId, accepted).kept.suggestion : null;
    moves.push({ productId, currentPrice: known ? (known.price ?? known.currentPrice) : currentPrice, price });
  }
  return breakerStop(moves, desk.productIds.length, breaker);
}

function modelNamed({ models }: ShopState, id: string): ModelRecord {
  const record = models.find(({ model }) => model === id);
  if (!record)
    throw new Problem('notFound', 'The shop has no model with this id; GET /v1/models lists them.');
  return record;
}

function readableBundle(bytes: Uint8Array) {
  try {
    return readModelBundle(bytes);
  } catch (error) {
    throw new Problem('unusable', sentenceOf(error), error);
  }
}
