// A catalogue of any size, priced a few hundred products at a time: a file streams in, CSV streams out.
//
// It is a generator: not asking for the next part is a pause, returning it is a cancel, and no more than one part is
// ever in memory. Rows that cannot be read are reported, and the rest goes on.

import type { DemandMarketParameters } from '../market/demand/demand-parameters.ts';
import { kindOf } from '../market/kinds.ts';
import { modelOf } from '../market/market-models.ts';
import type { ModelCard } from '../model/model-card.ts';
import type { Policy } from '../policy/policy.ts';
import type { ByteSource } from '../table/byte-source.ts';
import { CsvBytes } from '../text/csv-bytes.ts';
import { countedObjective } from './counted-objective.ts';
import { type Guardrails, relationsOf } from './guardrails/guardrail-list.ts';
import type { PriceFigures } from './price-figures.ts';
import { bytesALine, pricesCsvHeader, writePricesLine } from './prices-csv.ts';
import { readCatalogue, type CatalogueRow, type RowProblem } from './read-catalogue.ts';
import { usualLevel, type ObjectiveName } from './recommendation.ts';
import { relationKinds } from './relations/relation-list.ts';
import { withCosts } from './row-market.ts';
import { RowPricer } from './row-pricer.ts';
import type { AdviceChoices } from './suggest-price.ts';

/** How many products of a catalogue went which way. */
export interface CatalogueCounts {
  readonly priced: number;
  readonly up: number;
  readonly down: number;
  readonly unchanged: number;
  /** Moves of more than 20 % up or down. */
  readonly over20Percent: number;
  /** Held up by the floor from cost. */
  readonly atFloor: number;
  readonly infeasible: number;
  readonly costMissing: number;
  /** Rows that could not be read, and so have no line in the result. */
  readonly refused: number;
}

export interface CatalogueProgress {
  readonly counts: CatalogueCounts;
  readonly bytesRead: number;
  readonly bytesTotal: number;
}

export interface CataloguePart extends CatalogueProgress {
  /** Lines of the result, UTF-8; the first part is the header. */
  readonly csv: Uint8Array<ArrayBuffer>;
}

export interface CatalogueOutcome {
  readonly counts: CatalogueCounts;
  /** The first of the refused rows. */
  readonly problems: readonly RowProblem[];
}

export interface CatalogueModel {
  readonly policy: Policy;
  readonly card: ModelCard;
}

/** Rows priced at a time; the first ones also say what the whole catalogue is counted in. */
const productsPerPart = 256;
/** Refused rows that are named. */
export const mostProblems = 100;
const nothing = new Uint8Array(0);
/** More than this share is a large move. */
const largeMove = 0.2;

/**
 * Prices every readable row of `source`. Yields parts of CSV in the order of the file and returns the counts.
 *
 * @throws Error in a sentence for a model of the history market, for a file that cannot be read, and where relations between
 * products are to hold: a row of a stream knows nothing of the others.
 */
export async function* priceCatalogue(
  source: ByteSource,
  model: CatalogueModel,
  guardrails: Guardrails,
  advice: AdviceChoices = {},
): AsyncGenerator<CataloguePart, CatalogueOutcome | undefined> {
  requireRowRules(guardrails);
  const priced = pricedModel(model);
  let counts = noneYet;
  const problems: RowProblem[] = [];
  let pricer: RowPricer | null = null;
  yield { csv: pricesCsvHeader(), counts, bytesRead: 0, bytesTotal: source.size };
  for await (const piece of readCatalogue(source)) {
    const progress = { bytesRead: piece.bytesRead, bytesTotal: source.size };
    counts = { ...counts, refused: counts.refused + piece.problems.length };
    problems.push(...piece.problems.slice(0, mostProblems - problems.length));
    // What counts is decided by the first rows, so that one file is counted in one thing.
    if (piece.rows.length > 0)
      pricer ??= rowPricer(priced, guardrails, {
        ...advice,
        objective: catalogueObjective(piece.rows, advice),
      });
    for (let from = 0; from < piece.rows.length; from += productsPerPart) {
      const priced = pricedLines(pricer!, piece.rows.slice(from, from + productsPerPart));
      counts = addCounts(counts, priced.counts);
      yield { csv: priced.csv, counts, ...progress };
    }
    if (piece.rows.length === 0) yield { csv: nothing, counts, ...progress };
  }
  return { counts, problems };
}

export const noneYet: CatalogueCounts = {
  priced: 0,
  up: 0,
  down: 0,
  unchanged: 0,
  over20Percent: 0,
  atFloor: 0,
  infeasible: 0,
  costMissing: 0,
  refused: 0,
};

/** The lines of some rows and what became of them: a figure is written as soon as it is known, and then forgotten. */
export function pricedLines(
  pricer: RowPricer,
  rows: readonly CatalogueRow[],
): { readonly csv: Uint8Array<ArrayBuffer>; readonly counts: CatalogueCounts } {
  const counts = { ...noneYet };
  const out = new CsvBytes(bytesALine * rows.length);
  pricer.priceEach(rows, (figures) => {
    countInto(counts, figures);
    writePricesLine(figures, out);
  });
  return { csv: out.done(), counts };
}

/** What became of these products; nothing is said of rows that could not be read. */
export function countsOf(products: readonly PriceFigures[]): CatalogueCounts {
  const counts = { ...noneYet };
  for (const figures of products) countInto(counts, figures);
  return counts;
}

function countInto(
  counts: { -readonly [Name in keyof CatalogueCounts]: CatalogueCounts[Name] },
  { price, currentPrice, bindingRule, unitCost }: PriceFigures,
): void {
  counts.priced += 1;
  if (unitCost === null) counts.costMissing += 1;
  if (price === null) {
    counts.infeasible += 1;
    return;
  }
  const cents = Math.round((price - currentPrice) * 100);
  if (cents > 0) counts.up += 1;
  else if (cents < 0) counts.down += 1;
  else counts.unchanged += 1;
  if (Math.abs(price / currentPrice - 1) > largeMove) counts.over20Percent += 1;
  if (bindingRule === 'marginFloor') counts.atFloor += 1;
}

/** The counts of two parts of a catalogue together. */
export function addCounts(one: CatalogueCounts, other: CatalogueCounts): CatalogueCounts {
  const names = Object.keys(noneYet) as (keyof CatalogueCounts)[];
  return Object.fromEntries(
    names.map((name) => [name, one[name] + other[name]]),
  ) as unknown as CatalogueCounts;
}

/** @throws Error in a sentence where rules tie products to one another, which rows priced one by one cannot keep. */
export function requireRowRules(guardrails: Guardrails): void {
  const held = relationKinds.filter((kind) => kind.describe(relationsOf(guardrails)) !== null);
  if (held.length > 0)
    throw new Error(
      `Relations between products hold (${held.map(({ label }) => label.toLowerCase()).join(', ')}), and a catalogue file is priced row by row, which cannot keep them: switch them off in Prices, Relations, or price the products from their sales file.`,
    );
}

/** A model with the market that frames each row's own. */
export interface PricedModel extends CatalogueModel {
  readonly template: DemandMarketParameters;
}

/** @throws Error in a sentence for a model that frames no market, such as one of the history market. */
export function pricedModel(model: CatalogueModel): PricedModel {
  return { ...model, template: templateOf(model.card) };
}

/** What a whole catalogue is counted in, from its first rows. */
export function catalogueObjective(rows: readonly CatalogueRow[], advice: AdviceChoices): ObjectiveName {
  const first = withCosts(rows.slice(0, productsPerPart), advice.costs ?? null).map(({ cost }) => ({
    unitCost: cost,
  }));
  return countedObjective(advice.objective ?? 'auto', first);
}

/** What prices the rows of a catalogue, all counted in `advice.objective`. */
export function rowPricer(
  { policy, template }: PricedModel,
  guardrails: Guardrails,
  advice: Omit<AdviceChoices, 'objective'> & { readonly objective: ObjectiveName },
): RowPricer {
  const { objective, level = usualLevel, lean = null, typedPrices = {}, costs = null } = advice;
  return new RowPricer(policy, template, guardrails, { objective, level, lean, typedPrices, costs });
}

/** The market a model was trained in, as the frame of each product's own. */
function templateOf(card: ModelCard): DemandMarketParameters {
  const template = modelOf(card).card.world(card);
  if (template === null)
    throw new Error(`This model ${kindOf(card).catalogueProblem ?? 'frames no market for a catalogue.'}`);
  return template;
}
