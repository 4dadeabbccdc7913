// All scenarios of the exam, one trap each.

import { announcedRises } from './scenarios/announced-rises-scenario.ts';
import { advertisedCuts, advertising } from './scenarios/advertising-scenario.ts';
import { bulkOrders } from './scenarios/bulk-orders-scenario.ts';
import { bundles } from './scenarios/bundles-scenario.ts';
import { busyDays } from './scenarios/busy-days-scenario.ts';
import { busyWeeks } from './scenarios/busy-weeks-scenario.ts';
import { charmEndings } from './scenarios/charm-endings-scenario.ts';
import { couponShare } from './scenarios/coupon-share-scenario.ts';
import { dealsWithinWeeks } from './scenarios/deals-within-weeks-scenario.ts';
import { emptyShelves } from './scenarios/empty-shelves-scenario.ts';
import { fashions } from './scenarios/fashions-scenario.ts';
import { levelBreaks } from './scenarios/level-breaks-scenario.ts';
import { memory } from './scenarios/memory-scenario.ts';
import { memoryWeeks } from './scenarios/memory-weeks-scenario.ts';
import { movingRegular } from './scenarios/moving-regular-scenario.ts';
import { orderLines } from './scenarios/order-lines-scenario.ts';
import { clean, drift, thin } from './scenarios/plain-scenario.ts';
import { priceDates } from './scenarios/price-dates-scenario.ts';
import { priceList, priceLists } from './scenarios/price-lists-scenario.ts';
import { promotionsMarked, promotionsUnmarked } from './scenarios/promotions-scenario.ts';
import { quantityBreaks } from './scenarios/quantity-breaks-scenario.ts';
import { reacting } from './scenarios/reacting-scenario.ts';
import { rivalSoldOut } from './scenarios/rival-sold-out-scenario.ts';
import { rivals } from './scenarios/rivals-scenario.ts';
import {
  kinkedDemand,
  linearDemand,
  logitDemand,
  semiLogDemand,
  twoKindsOfBuyers,
} from './scenarios/shapes-scenario.ts';
import { shownCuts } from './scenarios/shown-cuts-scenario.ts';
import { soldOut } from './scenarios/sold-out-scenario.ts';
import { stockedSeason } from './scenarios/stocked-season-scenario.ts';
import { stockingUp } from './scenarios/stocking-up-scenario.ts';
import { stores } from './scenarios/stores-scenario.ts';
import { substitutes } from './scenarios/substitutes-scenario.ts';
import { unseenCampaigns } from './scenarios/unseen-campaigns-scenario.ts';
import { weather } from './scenarios/weather-scenario.ts';
import { wholesale } from './scenarios/wholesale-scenario.ts';
import { yieldPricing } from './scenarios/yield-pricing-scenario.ts';
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
  wholesale,
  weather,
  stockingUp,
  busyWeeks,
  memoryWeeks,
  priceDates,
  advertising,
  advertisedCuts,
  charmEndings,
  shownCuts,
  announcedRises,
  yieldPricing,
  movingRegular,
  priceList,
  priceLists,
  unseenCampaigns,
  bundles,
  rivalSoldOut,
];
