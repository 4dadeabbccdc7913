// What a row of a catalogue says of its market: the market that the model was trained in, with the row's own figures, and
// what is assumed where the row gives none.

import type { DemandVerdict } from '../demand/demand-summary.ts';
import { elasticityPrior } from '../demand/prior.ts';
import { widestAnswer, z975 } from '../demand/verdict-limits.ts';
import type { DemandMarketParameters } from '../market/demand/demand-parameters.ts';
import { flatMonthFactors, flatWeekdayFactors } from '../market/demand/reference-market.ts';
import { type CostAssumptions, assumedUnitCost } from '../table/assumed-cost.ts';
import { untriedShare } from './product-to-price.ts';
import type { CatalogueRow } from './read-catalogue.ts';

/** As in a market calibrated from a file. */
const assumedCostShare = 0.6;
/** Where the model's own market has a stock and the row gives none. */
const assumedStockShare = 1 / 3;
const assumedElasticityError = 0.5;
const weakestElasticity = -0.1;

/** Demand markets of rows, one after the other in the same object: of a million none is kept. */
export class RowMarket {
  private readonly template: DemandMarketParameters;
  private readonly own: { -readonly [Key in keyof DemandMarketParameters]: DemandMarketParameters[Key] };

  /** @param template - the model's market; its season is taken without weekday or month. */
  constructor(template: DemandMarketParameters) {
    this.template = template;
    this.own = {
      ...template,
      weekdayFactors: flatWeekdayFactors,
      monthFactors: flatMonthFactors,
      startDay: 0,
      maxPrice: template.referencePrice,
    };
  }

  /** A market of such a row, its own figures aside. */
  get frame(): DemandMarketParameters {
    return this.own;
  }

  /** The market of `row`, until the next one is asked for. */
  of(row: CatalogueRow): DemandMarketParameters {
    const { template, own } = this;
    const { price } = row;
    const crossElasticity = template.rival === 'none' ? 0 : template.crossElasticity;
    const baseDemand = row.dailyUnits !== null && row.dailyUnits > 0 ? row.dailyUnits : 1;
    own.referencePrice = price;
    own.maxPrice = untriedShare * price;
    own.unitCost = row.cost ?? assumedCostShare * price;
    // Our price alone moves demand by the own elasticity; with the ratio rival / own in the formula, the rest of it.
    own.elasticity = Math.min(weakestElasticity, ownElasticity(row) + crossElasticity);
    own.elasticityError = elasticityError(row);
    own.baseDemand = baseDemand;
    own.initialInventory =
      row.inventory !== null && row.inventory > 0
        ? row.inventory
        : template.initialInventory === null
          ? null
          : Math.max(1, Math.round(baseDemand * template.days * assumedStockShare));
    own.rivalPrice = row.competitorPrice ?? price;
    own.crossElasticity = crossElasticity;
    return own;
  }
}

function ownElasticity({ elasticity }: CatalogueRow): number {
  return elasticity ?? elasticityPrior.mean;
}

function elasticityError(row: CatalogueRow): number {
  if (row.elasticity === null) return elasticityPrior.standardDeviation;
  return row.elasticityError ?? assumedElasticityError;
}

/** The verdict (verdict.ts) on an elasticity that came with its error. */
export function rowVerdict(row: CatalogueRow): DemandVerdict {
  if (row.elasticity === null) return 'cannotTell';
  const error = elasticityError(row);
  const low = row.elasticity - z975 * error;
  const high = row.elasticity + z975 * error;
  if (low > 0) return 'suspicious';
  if (high >= 0) return 'cannotTell';
  return high - low < widestAnswer ? 'answers' : 'leans';
}

/** Rows without a cost with the one that a person assumes. */
export function withCosts(
  rows: readonly CatalogueRow[],
  costs: CostAssumptions | null,
): readonly CatalogueRow[] {
  if (costs === null) return rows;
  return rows.map((row) =>
    row.cost === null
      ? { ...row, cost: assumedUnitCost(costs, { id: row.productId, category: row.category }, row.price) }
      : row,
  );
}
