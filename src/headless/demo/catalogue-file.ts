// A generated catalogue for batch pricing: one row a product, any number of rows, the same for the same seed.
//
// Prices end in .99, costs leave 5 to 35 % margin, sales a day run from a handful to a hundred, most with a known
// elasticity. As in real item masters some cells are blank: every twentieth cost, every tenth elasticity, every third
// competitor price.

import {
  catalogueColumns,
  catalogueRoles,
  type CatalogueRole,
} from '../../core/decisions/catalogue-columns.ts';
import { Random } from '../../core/random.ts';
import { catalogueProducts } from './catalogue-products.ts';
import { endingIn99 } from './demo-random.ts';

/** It says nothing of when a price last moved. */
type DemoRole = Exclude<CatalogueRole, 'daysSinceChange'>;
const demoRoles = catalogueRoles.filter((role): role is DemoRole => role !== 'daysSinceChange');

/** Rows made at once: a piece of about 50 KB. */
const rowsPerPiece = 500;

/** The file's text in pieces, header first. */
export function* catalogueFile(products: number, seed: number): Generator<string, void> {
  const random = new Random(seed).fork('catalogue file');
  const kinds = Object.entries(catalogueProducts).flatMap(([category, named]) =>
    named.map(([name, listPrice]) => ({ category, name, listPrice })),
  );
  yield `${demoRoles.map((role) => catalogueColumns[role].header).join(',')}\n`;
  for (let from = 0; from < products; from += rowsPerPiece) {
    let text = '';
    for (let i = from; i < Math.min(products, from + rowsPerPiece); i++)
      text += `${rowOf(i, kinds[i % kinds.length]!, random)}\n`;
    yield text;
  }
}

function rowOf(
  index: number,
  kind: { readonly category: string; readonly name: string; readonly listPrice: number },
  random: Random,
): string {
  const price = endingIn99(kind.listPrice * Math.exp(0.4 * random.normal()));
  const margin = 0.05 + 0.3 * random.uniform();
  const elasticity = -Math.exp(Math.log(1.8) + 0.4 * random.normal());
  const dailyUnits = Math.exp(Math.log(15) + 0.8 * random.normal());
  const daysOfStock = 10 + 50 * random.uniform();
  const rival = price * Math.exp(0.08 * random.normal());
  const cells: Readonly<Record<DemoRole, string>> = {
    productId: `SKU-${String(index + 1).padStart(7, '0')}`,
    productName: `${kind.name} no. ${index + 1}`,
    category: kind.category,
    price: price.toFixed(2),
    cost: sometimes(random, 1 / 20, (price * (1 - margin)).toFixed(2)),
    elasticity: sometimes(random, 1 / 10, elasticity.toFixed(3)),
    elasticityError: (0.1 + 0.4 * random.uniform()).toFixed(3),
    dailyUnits: dailyUnits.toFixed(2),
    inventory: String(Math.ceil(dailyUnits * daysOfStock)),
    competitorPrice: sometimes(random, 1 / 3, rival.toFixed(2)),
    changesLastWeek: String(random.integer(3)),
  };
  return demoRoles.map((role) => cells[role]).join(',');
}

/** Blank in that share of cases. */
function sometimes(random: Random, blankShare: number, cell: string): string {
  return random.uniform() < blankShare ? '' : cell;
}
