// The columns of a catalogue file: one row a product, as an item master or a price list has them. Only id and price
// are indispensable.
//
// Headers are matched as in sales files, without regard to case, spacing and punctuation.

import { columns as salesColumns, type ColumnRole } from '../table/columns.ts';
import { plainHeader } from '../table/header.ts';

export const catalogueRoles = [
  'productId',
  'productName',
  'category',
  'price',
  'cost',
  'elasticity',
  'elasticityError',
  'dailyUnits',
  'inventory',
  'competitorPrice',
  'changesLastWeek',
  'daysSinceChange',
] as const;
export type CatalogueRole = (typeof catalogueRoles)[number];

export interface CatalogueColumn {
  readonly header: string;
  readonly unit: string;
  readonly meaning: string;
  /** What a blank cell, or a file without the column, means. */
  readonly whenBlank: string;
  /** The role of sales files whose synonyms hold here too. */
  readonly sameAs: ColumnRole | null;
  readonly synonyms: readonly string[];
}

export const catalogueColumns: Readonly<Record<CatalogueRole, CatalogueColumn>> = {
  productId: {
    header: 'Product ID',
    unit: '',
    meaning: 'Identifier of the product.',
    whenBlank: 'The row is reported and not priced.',
    sameAs: 'productId',
    synonyms: [],
  },
  productName: {
    header: 'Product Name',
    unit: '',
    meaning: 'Display name.',
    whenBlank: 'The id.',
    sameAs: 'productName',
    synonyms: [],
  },
  category: {
    header: 'Category',
    unit: '',
    meaning: 'Its category, for guardrails by category.',
    whenBlank: 'No category.',
    sameAs: 'category',
    synonyms: [],
  },
  price: {
    header: 'Price',
    unit: 'currency',
    meaning: "Today's price.",
    whenBlank: 'The row is reported and not priced.',
    sameAs: 'price',
    synonyms: ['current price', 'list price'],
  },
  cost: {
    header: 'Cost',
    unit: 'currency',
    meaning: 'Cost of one unit.',
    whenBlank: 'Unknown: no margin floor and no profit; the policy assumes 60 % of the price.',
    sameAs: 'cost',
    synonyms: [],
  },
  elasticity: {
    header: 'Elasticity',
    unit: '% units per % price',
    meaning: 'Own-price elasticity, mostly negative.',
    whenBlank: 'The usual -1.5 ± 1.',
    sameAs: null,
    synonyms: ['own elasticity', 'price elasticity', 'market elasticity'],
  },
  elasticityError: {
    header: 'Elasticity Error',
    unit: '% units per % price',
    meaning: 'Standard error of the elasticity.',
    whenBlank: '0.5 where an elasticity is given.',
    sameAs: null,
    synonyms: ['elasticity standard error', 'elasticity se', 'market elasticity error'],
  },
  dailyUnits: {
    header: 'Daily Units',
    unit: 'units a day',
    meaning: "Units expected a day at today's price.",
    whenBlank: '1: expected figures are then per unit sold today.',
    sameAs: null,
    synonyms: ['units per day', 'units a day', 'base demand', 'daily demand', 'daily sales units', 'units'],
  },
  inventory: {
    header: 'Inventory',
    unit: 'units',
    meaning: 'Units in stock.',
    whenBlank: "None if the model ignores stock, otherwise a third of the season's demand.",
    sameAs: 'inventory',
    synonyms: [],
  },
  competitorPrice: {
    header: 'Competitor Price',
    unit: 'currency',
    meaning: "The competitor's present price.",
    whenBlank: 'Unknown: no competitor band.',
    sameAs: 'competitorPrice',
    synonyms: [],
  },
  changesLastWeek: {
    header: 'Changes Last Week',
    unit: 'changes',
    meaning: 'Price changes in the last seven days.',
    whenBlank: '0.',
    sameAs: null,
    synonyms: ['price changes last week', 'changes'],
  },
  daysSinceChange: {
    header: 'Days Since Change',
    unit: 'days',
    meaning: 'Days since the price last changed.',
    whenBlank: 'No change is known.',
    sameAs: null,
    synonyms: ['days since price change', 'days since last change'],
  },
};

export type CatalogueMapping = Readonly<Partial<Record<CatalogueRole, number>>>;

/** Which column plays which role; the first header that fits a role takes it, the native header before synonyms. */
export function matchCatalogue(headers: readonly string[]): CatalogueMapping {
  const plain = headers.map(plainHeader);
  const taken = new Set<number>();
  const mapping: Partial<Record<CatalogueRole, number>> = {};
  for (const role of catalogueRoles) {
    const { header, synonyms, sameAs } = catalogueColumns[role];
    const shared = salesColumns.find((column) => column.role === sameAs);
    const names = [header, role, ...synonyms, ...(shared ? [shared.header, ...shared.synonyms] : [])];
    for (const name of names) {
      const at = plain.indexOf(plainHeader(name));
      if (at < 0 || taken.has(at)) continue;
      mapping[role] = at;
      taken.add(at);
      break;
    }
  }
  return mapping;
}
