// Two models as their cards have them: what they are, how they were made, where they differ, and whether their returns stand on
// one scale. The page's comparison and the command line's.

import { agents } from '../agents/agents.ts';
import { kindOf } from '../market/kinds.ts';
import { settingDefinitions, type SettingDefinition } from '../run/settings.ts';
import { formatCount, formatPercent, formatReturn } from '../text/format.ts';
import type { ModelCard } from './model-card.ts';

export interface ComparedFact {
  readonly label: string;
  /** One value a model, in the order given. */
  readonly values: readonly string[];
  readonly differs: boolean;
}

/** The label of the market that a model was trained in. */
export function marketWord(card: ModelCard): string {
  return kindOf(card).label;
}

/** `94 %` of the way from keeping the price to the optimum; a dash where it is not known. */
export function gapWord({ training }: ModelCard): string {
  return training.gapClosed == null ? '–' : formatPercent(training.gapClosed, 0);
}

/** Its best return as text, or that it was never evaluated. */
export function returnWord({ training }: ModelCard): string {
  return training.bestReturn === null ? 'never evaluated' : formatReturn(training.bestReturn);
}

/** What several models are and how they were made: the main facts always, settings where they differ. */
export function comparedFacts(cards: readonly ModelCard[]): readonly ComparedFact[] {
  const fact = (label: string, of: (card: ModelCard) => string): ComparedFact => {
    const values = cards.map(of);
    return { label, values, differs: new Set(values).size > 1 };
  };
  const main = [
    fact('Agent', (card) => agents[card.agent].title),
    fact('Market', marketWord),
    fact('Data', (card) => card.data?.fileName ?? 'no file'),
    fact('Products', (card) => formatCount(card.products.length)),
    fact('Gap closed', gapWord),
    fact('Evaluation return', returnWord),
    fact('Market steps', (card) => formatCount(card.training.steps)),
    fact('Updates', (card) => formatCount(card.training.updates)),
    fact('Hidden units', (card) => card.architecture.hidden.join(' × ')),
    fact('Inputs', (card) => formatCount(card.architecture.observationSize)),
    fact('Trained on', (card) => card.training.backend),
  ];
  const settings = (settingDefinitions as readonly SettingDefinition[])
    .map(({ name, label }) => fact(label, (card) => settingWord(card.settings[name])))
    .filter(({ differs, label }) => differs && !main.some((shown) => shown.label === label));
  return [...main, ...settings];
}

function settingWord(value: string | number | boolean | undefined): string {
  if (value === undefined) return '–';
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
}

/** Whether returns of these models stand on the same scale: the same market on the same data, judged alike. */
export function returnsCompare(cards: readonly ModelCard[]): boolean {
  const scale = (card: ModelCard) =>
    JSON.stringify([
      card.market,
      card.data?.fingerprint ?? null,
      card.products.map(({ id }) => id),
      card.marketParameters ??
        card.products.map((product) => ('parameters' in product ? product.parameters : null)),
      card.training.evaluationEpisodes,
    ]);
  return new Set(cards.map(scale)).size === 1;
}
