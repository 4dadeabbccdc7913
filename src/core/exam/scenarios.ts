// All scenarios of the exam, one trap each.

import { bulkOrders } from './scenarios/bulk-orders-scenario.ts';
import { busyDays } from './scenarios/busy-days-scenario.ts';
import { couponShare } from './scenarios/coupon-share-scenario.ts';
import { dealsWithinWeeks } from './scenarios/deals-within-weeks-scenario.ts';
import { emptyShelves } from './scenarios/empty-shelves-scenario.ts';
import { fashions } from './scenarios/fashions-scenario.ts';
import { levelBreaks } from './scenarios/level-breaks-scenario.ts';
import { memory } from './scenarios/memory-scenario.ts';
import { orderLines } from './scenarios/order-lines-scenario.ts';
import { clean, drift, thin } from './scenarios/plain-scenario.ts';
import { promotionsMarked, promotionsUnmarked } from './scenarios/promotions-scenario.ts';
import { quantityBreaks } from './scenarios/quantity-breaks-scenario.ts';
import { reacting } from './scenarios/reacting-scenario.ts';
import { rivals } from './scenarios/rivals-scenario.ts';
import {
  kinkedDemand,
  linearDemand,
  logitDemand,
  semiLogDemand,
  twoKindsOfBuyers,
} from './scenarios/shapes-scenario.ts';
import { soldOut } from './scenarios/sold-out-scenario.ts';
import { stockedSeason } from './scenarios/stocked-season-scenario.ts';
import { stockingUp } from './scenarios/stocking-up-scenario.ts';
import { stores } from './scenarios/stores-scenario.ts';
import { substitutes } from './scenarios/substitutes-scenario.ts';
import { zerosLeftOut } from './scenarios/zeros-left-out-scenario.ts';
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
  zerosLeftOut,
  fashions,
  linearDemand,
  semiLogDemand,
  logitDemand,
  kinkedDemand,
  twoKindsOfBuyers,
  busyDays,
  emptyShelves,
  bulkOrders,
  dealsWithinWeeks,
  couponShare,
  levelBreaks,
  stockingUp,
];
