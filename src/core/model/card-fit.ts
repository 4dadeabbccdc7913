// Whether the parts of a card fit one another: each may be within its bounds, and the policy would still read or give other
// numbers than in training.

import { modelOf } from '../market/market-models.ts';
import { parameterProblem } from '../parameter.ts';
import { settingDefinitions } from '../run/settings.ts';
import type { ModelCard } from './model-card.ts';

/** Why the card's parts do not fit, as the end of a sentence; null where they do. */
export function cardFault(card: ModelCard): string | null {
  return (
    settingsFault(card) ??
    networkFault(card) ??
    modelOf(card).card.fault(card, card.architecture.observationSize)
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
