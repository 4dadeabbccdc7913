// What the products of a file have in common apart from how they answer to their own price.
//
// How buyers remember prices: whether at all, how long, how much more a dear price counts than a cheap one, and how
// strongly products answer to it. One product says little of any of it; the file's products say it together.
//
// How long, and how much more: habit-form.ts, asked of products spread over the file.
//
// How units answer to a rival's price where it answers ours: the two prices move together, so that one product's days can hardly tell
// their effects apart. What the products say together is every product's prior.

import type { Estimate } from '../statistics/estimate.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { averagedRows } from './averaged-rows.ts';
import type { CategoryIndex } from './category-index.ts';
import { fitDemand } from './fit-demand.ts';
import { isDaily } from './demand-terms.ts';
import { fitFullDemand, oddestLevelStep, steepeningBeside } from './fit-full-demand.ts';
import { habitForm, memoryEffects } from './habit-form.ts';
import { largeOrders } from './large-orders.ts';
import {
  answeringRival,
  type FileTerms,
  type Habit,
  nothingShared,
  remembers,
  usualHabit,
} from './lasting.ts';
import { fileBreaks, type LevelBreaks } from './level-breaks.ts';
import { mixAnswer, mixPart } from './mixed-prices.ts';
import { type Prior } from './prior.ts';
import { groupEffect, priorOf } from './pool-demand.ts';
import { quantityBreaks } from './quantity-breaks.ts';
import { regularPrice } from './regular-price.ts';
import { asked as askedOfDays, othersAnswer, ShopDays, type SharedDays, sharesDays } from './shared-days.ts';
import { slowAnswer } from './slow-prices.ts';
import { type KnownShapes, knownShapes, meanSteepening, usualShapes } from './steepening.ts';

/** Products that are asked. */
const askedProducts = 40;
/** What is known of exponents before a file, and how far products of one differ. */
const usualExponent: Prior = { mean: 1, standardDeviation: 1 };
const usualExponentSd = 0.3;

/** What is known of answers to a rival before a file, and how far products of one differ. */
const usualCross: Prior = { mean: 0.5, standardDeviation: 0.7 };
const usualCrossSd = 0.3;
/** Of how strongly products take part in the shop's days, before a file, and how far they differ. */
const usualShare: Prior = { mean: 1, standardDeviation: 0.5 };
const usualShareSd = 0.3;
const fewestProducts = 3;
const shapeRounds = 2;
/** No file is taken to have curves beyond these. */
const steepenings = { least: -2, largest: 5 } as const;
/** What is known of slow moves, or of wiggles, while the file is asked: nothing. */
const unknownBeyond: Prior = { mean: 0, standardDeviation: 10 };

/** What the products share by their days, known before the rest is asked. */
type OfDays = Pick<FileTerms, 'shop' | 'breaks'>;

export function fileTerms(
  histories: readonly ProductHistory[],
  categories: readonly (CategoryIndex | null)[],
): FileTerms {
  // Orders that lower their own price look like habit: cheap days sell much, and the days after them little.
  const asked = new Set(spread(histories.length, askedProducts));
  const posted = histories.map((history, i) =>
    asked.has(i) ? ((largeOrders(history) ?? averagedRows(history))?.history ?? history) : history,
  );
  const shop = fileShop(posted, categories);
  const days: OfDays = { shop, breaks: breaksOf(posted, categories, shop) };
  const habit = fileHabit(posted, categories, days);
  const mix = fileMix(posted, categories);
  // Wiggles that are no answer would else be taken for the quick moves that slow ones contradict.
  const slow = mix ? null : fileSlow(posted, categories, habit, days);
  const terms = slow
    ? { habit: null, cross: fileCross(posted, categories, null, days), slow, ...days }
    : { habit, cross: fileCross(posted, categories, habit, days), slow, mix, ...days };
  return { ...terms, shapes: fileShapes(posted, categories, terms) };
}

/**
 * The shape of the products' curves: what they say together of the steepening, asked about none and then about what they said, since the
 * curve is no straight line in it.
 */
function fileShapes(
  histories: readonly ProductHistory[],
  categories: readonly (CategoryIndex | null)[],
  shared: FileTerms,
): KnownShapes {
  const asked = spread(histories.length, askedProducts).filter((i) => !showsBreaks(histories[i]!));
  // What only is usual moves no fit, but curves are drawn from it.
  const untold: KnownShapes = { ...usualShapes, value: 0 };
  let known = untold;
  for (let round = 0; round < shapeRounds; round++) {
    const terms = { ...shared, shapes: known };
    const effects = asked.flatMap((i) => steepeningBeside(histories[i]!, categories[i] ?? null, terms) ?? []);
    if (effects.length < fewestProducts) return untold;
    const { value, ...told } = knownShapes(meanSteepening(effects));
    known = { ...told, value: Math.min(steepenings.largest, Math.max(steepenings.least, value)) };
  }
  return known;
}

/** null where the products of the file share no good and bad days, or are too few for a shop. */
function fileShop(
  histories: readonly ProductHistory[],
  categories: readonly (CategoryIndex | null)[],
): SharedDays | null {
  // A half of a file by weeks or months has too few rows to tell two terms more: such halves contradict each other oftener.
  if (!histories.every(isDaily)) return null;
  const days = new ShopDays(histories);
  const unknown = { days, ...askedOfDays };
  const found = spread(histories.length, askedProducts).flatMap((i) => {
    const history = histories[i]!;
    if (!days.besides(history)) return [];
    const shared = { ...nothingShared, shop: unknown };
    const { fit } = fitFullDemand(history, categories[i] ?? null, regularPrice(history), shared, false);
    const shop = fit?.full?.shop;
    return shop && shop.demand.standardError > 0 ? [shop] : [];
  });
  const shares = found.map(({ demand }) => demand);
  if (!sharesDays(shares)) return null;
  return { days, demand: priorOf(groupEffect(shares, usualShare, usualShareSd)), prices: othersAnswer };
}

/** null where the products' levels have no more breaks than chance makes. */
function breaksOf(
  histories: readonly ProductHistory[],
  categories: readonly (CategoryIndex | null)[],
  shop: SharedDays | null,
): LevelBreaks | null {
  const shared = { ...nothingShared, shop };
  return fileBreaks(
    spread(histories.length, askedProducts).flatMap(
      (i) => oddestLevelStep(histories[i]!, categories[i] ?? null, shared) ?? [],
    ),
  );
}

/** null where prices were posted, or where their wiggles say the same as their steps. */
function fileMix(
  histories: readonly ProductHistory[],
  categories: readonly (CategoryIndex | null)[],
): Prior | null {
  return mixAnswer(
    spread(histories.length, askedProducts).flatMap((i) => {
      const history = histories[i]!;
      if (mixPart(history) === null) return [];
      const shared = { ...nothingShared, mix: unknownBeyond };
      const { fit } = fitFullDemand(history, categories[i] ?? null, null, shared, false);
      const mix = fit?.full?.mix;
      return mix && mix.standardError > 0 ? [mix] : [];
    }),
  );
}

/** null where slow moves of prices say the same as quick ones, or no more than a habit does. */
function fileSlow(
  histories: readonly ProductHistory[],
  categories: readonly (CategoryIndex | null)[],
  habit: Habit | null,
  days: OfDays,
): Prior | null {
  const answer = (known: Habit | null) =>
    slowAnswer(
      spread(histories.length, askedProducts).flatMap((i) => {
        const history = histories[i]!;
        const shared = { habit: known, cross: null, slow: unknownBeyond, ...days };
        const { fit } = fitFullDemand(history, categories[i] ?? null, regularPrice(history), shared, false);
        const slow = fit?.full?.slow;
        return slow && slow.standardError > 0 ? [slow] : [];
      }),
    );
  const alone = answer(null);
  return alone && habit && !answer(habit) ? null : alone;
}

/** null where no rival answers, or too few products have one. */
function fileCross(
  histories: readonly ProductHistory[],
  categories: readonly (CategoryIndex | null)[],
  habit: Habit | null,
  days: OfDays,
): Prior | null {
  const effects = spread(histories.length, askedProducts).flatMap((i) => {
    const history = histories[i]!;
    if (!history.competitorPrice || !answeringRival(history)) return [];
    const shared = { ...nothingShared, habit, ...days };
    const { fit } = fitFullDemand(history, categories[i] ?? null, regularPrice(history), shared, false);
    return fit?.crossElasticity && fit.crossElasticity.standardError > 0 ? [fit.crossElasticity] : [];
  });
  return effects.length < fewestProducts ? null : priorOf(groupEffect(effects, usualCross, usualCrossSd));
}

/** null where the products of the file show no habit together. */
function fileHabit(
  histories: readonly ProductHistory[],
  categories: readonly (CategoryIndex | null)[],
  days: OfDays,
): Habit | null {
  const asked = spread(histories.length, askedProducts);
  const known = new Map<string, Estimate | null>();
  const hasBreaks = new Map(asked.map((i) => [i, showsBreaks(histories[i]!)]));
  const memory = (i: number, habit: Habit) => {
    const key = JSON.stringify([i, habit]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = hasBreaks.get(i)
      ? null
      : memoryOf(histories[i]!, categories[i] ?? null, { ...nothingShared, habit, ...days });
    known.set(key, found);
    return found;
  };
  const effects = (places: readonly number[], habit: Habit) => places.flatMap((i) => memory(i, habit) ?? []);
  if (!remembers(effects(asked, usualHabit))) return null;
  const form = habitForm({
    effects: asked.flatMap((i) =>
      hasBreaks.get(i) ? [] : (memoryEffects(histories[i]!, categories[i] ?? null) ?? []),
    ),
    usualExponent,
    usualSd: usualExponentSd,
  });
  const habit: Habit = { ...form, exponent: null };
  const group = groupEffect(effects(asked, habit), usualExponent, usualExponentSd);
  return { ...habit, exponent: priorOf(group) };
}

function showsBreaks(history: ProductHistory): boolean {
  const { fit } = fitDemand(history);
  return fit !== null && quantityBreaks(history, fit) !== null;
}

function memoryOf(
  history: ProductHistory,
  category: CategoryIndex | null,
  shared: FileTerms,
): Estimate | null {
  const { fit } = fitFullDemand(history, category, regularPrice(history), shared, false);
  const memory = fit?.full?.stockingUp?.exponent ?? fit?.full?.lasting?.memory;
  return memory && memory.standardError > 0 ? memory : null;
}

function spread(count: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: Math.ceil(count / step) }, (_, k) => k * step);
}
