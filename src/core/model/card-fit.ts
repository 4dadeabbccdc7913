// Whether the parts of a card fit one another: each may be within its bounds, and the policy would still read or give other
// numbers than in training.

import { featureNames, scaledFeatureNames, windowDays } from '../features/features.ts';
import { demandFeatures } from '../market/demand/demand-features.ts';
import { priceBounds } from '../market/demand/demand-model.ts';
import { productContextNames } from '../market/product-context.ts';
import { parameterProblem } from '../run/parameter.ts';
import { settingDefinitions } from '../run/settings.ts';
import type { ModelCard } from './model-card.ts';

/** The price rule covers all of the past, the ranges its first four fifths; a price does not grow a thousandfold between. */
const mostGrowth = 1000;
/** A cent, for what is rounded to it. */
const cent = 0.011;

/** Why the card's parts do not fit, as the end of a sentence; null where they do. */
export function cardFault(card: ModelCard): string | null {
  return (
    settingsFault(card) ??
    networkFault(card) ??
    (card.market === 'history' ? historyFault(card) : demandFault(card))
  );
}

/** A later lab may have more settings; those known here have the bounds of their fields. */
function settingsFault({ settings }: ModelCard): string | null {
  for (const definition of settingDefinitions) {
    const { name } = definition;
    const problem = Object.hasOwn(settings, name) ? parameterProblem(definition, settings[name]) : null;
    if (problem !== null) return `its card: ${problem}`;
  }
  return null;
}

function networkFault({ agent, architecture, observation }: ModelCard): string | null {
  const { features, windowDays: days, context = [] } = observation;
  if (agent !== architecture.agent) return `its card names ${agent} and the network of ${architecture.agent}`;
  if (features.length * days + context.length !== architecture.observationSize)
    return (
      `its card lists ${features.length} features of ${days} days${context.length > 0 ? ` and ${context.length} numbers of context` : ''}, ` +
      `but its network reads ${architecture.observationSize} numbers`
    );
  const [low, high] = architecture.logStdRange;
  return low < high ? null : 'its network has a range of deviations that ends before it begins';
}

function historyFault(card: Extract<ModelCard, { market: 'history' }>): string | null {
  const { features, windowDays: days, context = [] } = card.observation;
  if (context.length > 0 && context.join() !== productContextNames.join())
    return `its card lists another context than the ${productContextNames.length} numbers that tell products apart`;
  if (days !== windowDays || features.join() !== featureNames.join())
    return `its card lists other features than the ${featureNames.length} of ${windowDays} days that a history market has`;
  const ids = new Set(card.products.map(({ id }) => id));
  if (ids.size < card.products.length) return 'its card lists a product twice';
  for (const { name, unitCost, ranges, priceRule } of card.products) {
    const fault = rangesFault(ranges) ?? ruleFault(unitCost, ranges[0]!, priceRule);
    if (fault !== null) return `its card says of "${name}" ${fault}`;
  }
  return null;
}

interface Range {
  readonly feature: string;
  readonly min: number;
  readonly max: number;
}

function rangesFault(ranges: readonly Range[]): string | null {
  if (ranges.map(({ feature }) => feature).join() !== scaledFeatureNames.join())
    return `the ranges of ${ranges.length} features, not those of ${scaledFeatureNames.join(', ')}`;
  const turned = ranges.find(({ min, max }) => min > max);
  return turned ? `a range of ${turned.feature} that ends before it begins` : null;
}

function ruleFault(
  unitCost: number | null,
  past: Range,
  { lo, hi }: { readonly lo: number; readonly hi: number },
): string | null {
  const words = `prices from ${lo} to ${hi}`;
  if (lo >= hi) return `${words}, which is no range`;
  if (lo > Math.max(past.min, unitCost ?? 0, 0) + cent || hi < past.max - cent)
    return `${words}, but it was trained on ${past.min} to ${past.max}`;
  return hi > mostGrowth * Math.max(past.max, unitCost ?? 0, 0.01)
    ? `${words}, more than ${mostGrowth.toLocaleString('en')} times what it was trained on`
    : null;
}

function demandFault(card: Extract<ModelCard, { market: 'demand' }>): string | null {
  const { features, windowDays: days } = card.observation;
  const expected = demandFeatures(
    card.products[0]!.parameters.observation,
    card.architecture.observationSize,
  );
  if (days !== 1 || features.join() !== expected.join())
    return `its card lists other features than the ${expected.length} that a demand market has`;
  for (const { name, unitCost, elasticity, parameters, priceRule } of card.products) {
    const { lowest, highest } = priceBounds(parameters);
    const fits =
      near(priceRule.lowest, lowest) &&
      near(priceRule.highest, highest) &&
      near(priceRule.maxDailyChange, parameters.maxDailyChange);
    if (!fits) return `its card says of "${name}" another price rule than its market has`;
    if (highest <= 0) return `its card says of "${name}" that no price above 0 is allowed`;
    if (unitCost !== null && !near(unitCost, parameters.unitCost))
      return `its card says of "${name}" two different unit costs`;
    if (!near(elasticity, parameters.elasticity))
      return `its card says of "${name}" two different elasticities`;
  }
  return null;
}

/** Equal but for the rounding of another machine's arithmetic. */
function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}
