// All scenarios of the exam, one trap each.

import { memory } from './scenarios/memory.ts';
import { orderLines } from './scenarios/order-lines.ts';
import { clean, drift, thin } from './scenarios/plain.ts';
import { promotionsMarked, promotionsUnmarked } from './scenarios/promotions.ts';
import { quantityBreaks } from './scenarios/quantity-breaks.ts';
import { reacting } from './scenarios/reacting.ts';
import { rivals } from './scenarios/rivals.ts';
import { soldOut } from './scenarios/sold-out.ts';
import { stockedSeason } from './scenarios/stocked-season.ts';
import { stores } from './scenarios/stores.ts';
import { substitutes } from './scenarios/substitutes.ts';
import type { Scenario } from './shop.ts';

export const scenarios: readonly Scenario[] = [
  clean,
  thin,
  drift,
  reacting,
  promotionsMarked,
  promotionsUnmarked,
  soldOut,
  orderLines,
  stores,
  substitutes,
  rivals,
  memory,
  quantityBreaks,
  stockedSeason,
];
