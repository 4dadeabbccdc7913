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
import { type DriverRole, driverRoles } from '../table/demand-drivers.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { type AnnouncedRises, buysAhead } from './announced-rises.ts';
import { averagedRows } from './averaged-rows.ts';
import type { CategoryIndex } from './category-index.ts';
import { followsDemand, isPricedDaily } from './day-prices.ts';
import { type DriverPriors, usualDrivers, usualDriverSd } from './drivers.ts';
import { emptyShelfDays } from './empty-shelf.ts';
import { fitDemand, priceInflation } from './fit-demand.ts';
import { isDaily } from './demand-terms.ts';
import { breakHabits } from './break-habits.ts';
import {
  breaksSeen,
  cutsBeside,
  fitFullDemand,
  oddestLevelStep,
  steepeningBeside,
  stepsSeen,
} from './fit-full-demand.ts';
import { habitForm, memoryEffects } from './habit-form.ts';
import { priceJumps, type PriceJumps } from './jumps-with-prices.ts';
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
import {
  asked as askedOfDays,
  categoryDays,
  differenceOf,
  movesElasticities,
  othersAnswer,
  ShopDays,
  type SharedDays,
  sharesDays,
} from './shared-days.ts';
import { sharedMoves } from './shared-moves.ts';
import { cutAnswer, cutLengths, type ShownCuts } from './shown-cuts.ts';
import { slowAnswer } from './slow-prices.ts';
import { type KnownShapes, knownShapes, meanSteepening, usualShapes } from './steepening.ts';
import { largestInflation } from './verdict-limits.ts';

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
/** Of what rises to come, or behind, do to log units, per log of the rise. */
const usualRises: Prior = { mean: 0, standardDeviation: 5 };
const usualRisesSd = 1;
const certainRises = 3;
const fewestProducts = 3;
const shapeRounds = 2;
/** Where more than this share of the products asked runs empty untold, the others may as well. */
const mostEmpty = 0.5;
/** No file is taken to have curves beyond these. */
const steepenings = { least: -2, largest: 5 } as const;
/** What is known of slow moves, or of wiggles, while the file is asked: nothing. */
const unknownBeyond: Prior = { mean: 0, standardDeviation: 10 };
const askedOfDriver = { ...unknownBeyond, meanError: 0 };

/** What the products share by their days, known before the rest is asked. */
type OfDays = Pick<FileTerms, 'shop' | 'peers' | 'rises' | 'breaks' | 'drivers' | 'cuts'>;

/**
 * What the products of a file have in common, asked of a few dozen of them before each is fitted: the days they share, and
 * priors of the terms that one product tells too little of. `categories` in the order of `histories`, null where there is none.
 */
export function fileTerms(
  histories: readonly ProductHistory[],
  categories: readonly (CategoryIndex | null)[],
): FileTerms {
  // Orders that lower their own price look like habit: cheap days sell much, and the days after them little.
  const asked = new Set(spread(histories.length, askedProducts));
  const posted = histories.map((history, i) =>
    asked.has(i) ? ((largeOrders(history) ?? averagedRows(history))?.history ?? history) : history,
  );
  const drivers = fileDrivers(posted, categories);
  const together = sharedMoves(histories) !== null;
  const inCommon = { ...daysInCommon(posted, categories, drivers, together), drivers };
  const shared = { ...inCommon, rises: risesOf(posted, categories, inCommon) };
  const breaks = breaksOf(posted, categories, shared);
  const cuts = fileCuts(posted, categories, { ...shared, breaks });
  const days: OfDays = { ...shared, breaks, cuts };
  // What followed the days on which all prices moved is no habit of many products, and no season of each.
  const habit = together ? null : fileHabit(posted, categories, days);
  const mix = fileMix(posted, categories);
  // Wiggles that are no answer would else be taken for the quick moves that slow ones contradict.
  const slow = mix || together ? null : fileSlow(posted, categories, habit, days);
  const terms = slow
    ? { habit: null, cross: fileCross(posted, categories, null, days), slow, ...days }
    : { habit, cross: fileCross(posted, categories, habit, days), slow, mix, ...days };
  return {
    ...terms,
    shapes: fileShapes(posted, categories, terms),
    followsDemand: pricesFollowDemand(posted, categories, terms),
    jumps: fileJumps(posted, categories, terms),
  };
}

/** null where demand steps no more at new prices than elsewhere, or breaks of the level explain it. */
function fileJumps(
  histories: readonly ProductHistory[],
  categories: readonly (CategoryIndex | null)[],
  shared: FileTerms,
): PriceJumps | null {
  if (shared.breaks) return null;
  return priceJumps(
    spread(histories.length, askedProducts).flatMap(
      (i) => stepsSeen(histories[i]!, categories[i] ?? null, shared) ?? [],
    ),
  );
}

/** Whether prices that move on most days follow the demand of their day. */
function pricesFollowDemand(
  histories: readonly ProductHistory[],
  categories: readonly (CategoryIndex | null)[],
  shared: FileTerms,
): boolean {
  return followsDemand(
    spread(histories.length, askedProducts).flatMap((i) => {
      const history = histories[i]!;
      if (!isPricedDaily(history)) return [];
      const { fit } = fitFullDemand(history, categories[i] ?? null, regularPrice(history), shared, false);
      return fit ? [fit.ownElasticity] : [];
    }),
  );
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

/** What the products that can tell say together of advertising and its like; none where the file has no such column. */
function fileDrivers(
  histories: readonly ProductHistory[],
  categories: readonly (CategoryIndex | null)[],
): DriverPriors {
  const effects = new Map<DriverRole, Estimate[]>(driverRoles.map((role) => [role, []]));
  const drivers = Object.fromEntries(driverRoles.map((role) => [role, askedOfDriver]));
  for (const i of spread(histories.length, askedProducts)) {
    const history = histories[i]!;
    if (!history.drivers) continue;
    const shared = { ...nothingShared, drivers };
    const { fit } = fitFullDemand(history, categories[i] ?? null, regularPrice(history), shared, false);
    // What moves together with the price would be told by the form of the curve alone.
    if (!fit?.full || priceInflation(fit.terms) > largestInflation) continue;
    for (const [role, effect] of Object.entries(fit.full.drivers) as [DriverRole, Estimate][])
      if (effect.standardError > 0) effects.get(role)!.push(effect);
  }
  return Object.fromEntries(
    [...effects].flatMap(([role, told]) => {
      if (told.length === 0) return [];
      const group = groupEffect(told, usualDrivers[role], usualDriverSd);
      return [[role, { ...priorOf(group), meanError: group.meanError }]];
    }),
  );
}

/** Days in common: of the shop, and of each category beside them. */
type DaysInCommon = Required<Pick<FileTerms, 'shop' | 'peers'>>;

/** null where the products of the file share no good and bad days, or are too few for a shop, or a category. */
function daysInCommon(
  histories: readonly ProductHistory[],
  categories: readonly (CategoryIndex | null)[],
  drivers: DriverPriors,
  together: boolean,
): DaysInCommon {
  const days = new ShopDays(histories);
  const shop =
    daysShared(histories, categories, 'shop', days, { shop: null, drivers }) ??
    // The days on which all prices move are shared, whether the others show them to be good or bad ones or not.
    (together ? { days, demand: usualShare, prices: othersAnswer } : null);
  const ofCategories = categoryDays(histories);
  return {
    shop,
    peers: ofCategories && daysShared(histories, categories, 'peers', ofCategories, { shop, drivers }),
  };
}

/** `days` with what is known of products' shares of them, beside what is `known`; null where they have none, or where few rows gain nothing by them. */
function daysShared(
  histories: readonly ProductHistory[],
  categories: readonly (CategoryIndex | null)[],
  of: keyof DaysInCommon,
  days: SharedDays['days'],
  known: Pick<FileTerms, 'shop' | 'drivers'>,
): SharedDays | null {
  const places = spread(histories.length, askedProducts).filter((i) => days.besides(histories[i]!));
  const fitted = (i: number, shared: Partial<DaysInCommon>) => {
    const history = histories[i]!;
    // An index of any effect would take the days' place.
    const category = categories[i]?.movesTogether === true ? null : (categories[i] ?? null);
    return fitFullDemand(
      history,
      category,
      regularPrice(history),
      { ...nothingShared, ...known, ...shared },
      false,
    ).fit;
  };
  const shares = places.flatMap((i) => {
    const share = fitted(i, { [of]: { days, ...askedOfDays } })?.full?.[of]?.demand;
    return share && share.standardError > 0 ? [share] : [];
  });
  if (!sharesDays(shares)) return null;
  const shared = {
    days,
    demand: priorOf(groupEffect(shares, usualShare, usualShareSd)),
    prices: othersAnswer,
  };
  if (histories.every(isDaily)) return shared;
  const differences = places.flatMap((i) => {
    const [beside, alone] = [fitted(i, { [of]: shared }), fitted(i, {})];
    return beside && alone ? [differenceOf(beside.ownElasticity, alone.ownElasticity)] : [];
  });
  return movesElasticities(differences) ? shared : null;
}

/** null where buyers do not buy ahead of rises. */
function risesOf(
  histories: readonly ProductHistory[],
  categories: readonly (CategoryIndex | null)[],
  days: Omit<OfDays, 'rises' | 'breaks'>,
): AnnouncedRises | null {
  if (!buysAhead(histories)) return null;
  const shared = { ...nothingShared, ...days, rises: { ahead: unknownBeyond, after: unknownBeyond } };
  const effects = spread(histories.length, askedProducts).flatMap((i) => {
    const history = histories[i]!;
    const { fit } = fitFullDemand(history, categories[i] ?? null, regularPrice(history), shared, false);
    return fit?.full?.rises ?? [];
  });
  if (effects.length < fewestProducts) return null;
  const groupOf = (part: keyof AnnouncedRises) =>
    groupEffect(
      effects.map((effect) => effect[part]),
      usualRises,
      usualRisesSd,
    );
  const [ahead, after] = [groupOf('ahead'), groupOf('after')];
  const isTold = ahead.mean > certainRises * ahead.meanError && after.mean < -certainRises * after.meanError;
  return isTold ? { ahead: priorOf(ahead), after: priorOf(after) } : null;
}

/** null where the products' levels have no more breaks than chance makes. */
function breaksOf(
  histories: readonly ProductHistory[],
  categories: readonly (CategoryIndex | null)[],
  days: Omit<OfDays, 'breaks'>,
): LevelBreaks | null {
  const shared = { ...nothingShared, ...days };
  const asked = spread(histories.length, askedProducts);
  const breaks = fileBreaks(
    asked.flatMap((i) => oddestLevelStep(histories[i]!, categories[i] ?? null, shared) ?? []),
  );
  if (breaks === null) return null;
  const seen = asked.flatMap(
    (i) => breaksSeen(histories[i]!, categories[i] ?? null, { ...shared, breaks }) ?? [],
  );
  return { ...breaks, habits: breakHabits(seen) };
}

/** null where cuts sell no more than their price explains. */
function fileCuts(
  histories: readonly ProductHistory[],
  categories: readonly (CategoryIndex | null)[],
  days: OfDays,
): ShownCuts | null {
  const shared = { ...nothingShared, ...days };
  const effects = spread(histories.length, askedProducts).map((i) =>
    cutsBeside(histories[i]!, categories[i] ?? null, shared),
  );
  return cutAnswer(cutLengths.map((_, k) => effects.flatMap((ofProduct) => ofProduct[k] ?? [])));
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
  // A shelf that runs empty after cheap days sells little, as buyers do who remember the cheap price.
  const runsEmpty = new Set(asked.filter((i) => soldOutUntold(histories[i]!)));
  if (runsEmpty.size > mostEmpty * asked.length) return null;
  const tellsNothing = new Map(asked.map((i) => [i, runsEmpty.has(i) || showsBreaks(histories[i]!)]));
  const memory = (i: number, habit: Habit) => {
    const key = JSON.stringify([i, habit]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = tellsNothing.get(i)
      ? null
      : memoryOf(histories[i]!, categories[i] ?? null, { ...nothingShared, habit, ...days });
    known.set(key, found);
    return found;
  };
  const effects = (places: readonly number[], habit: Habit) => places.flatMap((i) => memory(i, habit) ?? []);
  if (!remembers(effects(asked, usualHabit))) return null;
  const form = habitForm({
    effects: asked.flatMap((i) =>
      tellsNothing.get(i) ? [] : (memoryEffects(histories[i]!, categories[i] ?? null) ?? []),
    ),
    usualExponent,
    usualSd: usualExponentSd,
  });
  const habit: Habit = { ...form, exponent: null };
  const group = groupEffect(effects(asked, habit), usualExponent, usualExponentSd);
  return { ...habit, exponent: priorOf(group) };
}

/** Whether days without a sale are days without stock, which the file does not say: then others may have run out untold. */
function soldOutUntold(history: ProductHistory): boolean {
  return !history.soldOut && !history.inventory && emptyShelfDays(history) !== null;
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
