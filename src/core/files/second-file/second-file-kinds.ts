// The one list of what a second file can hold. A file may be of several kinds: a list of products often has their costs.

import { competitorPrices } from './kinds/competitor-prices-file.ts';
import { costs } from './kinds/costs-file.ts';
import { listPrices } from './kinds/list-prices-file.ts';
import { productMaster } from './kinds/product-master-file.ts';
import { promotions } from './kinds/promotions-file.ts';
import { stock } from './kinds/stock-file.ts';
import type { SecondFileKind } from './second-file-kind.ts';

export const secondFileKinds: readonly SecondFileKind[] = [
  costs,
  stock,
  listPrices,
  competitorPrices,
  promotions,
  productMaster,
];
