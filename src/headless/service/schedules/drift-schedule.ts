// Whether the sales since those that the model in use learned from are what it lets expect.

import { rollBack } from '../shop/served-models.ts';
import { lowerFirst } from '../../../core/text/format.ts';
import type { SalesRecord, ShopState } from '../shop/shop-state.ts';
import type { ScheduleKind } from './schedule.ts';

export const drift = {
  name: 'drift',
  meaning:
    'compares newer sales with what was expected at these prices; a rule takes back what a rule promoted',
  run: async ({ shop }) => {
    const state = await shop.state();
    const { sales } = state;
    const base = baseOf(state);
    if (!sales || !base) return { outcome: 'nothing', sentence: 'There are no newer sales to compare.' };
    const compared = { base: base.fingerprint, current: sales.fingerprint };
    if (state.drift?.base === compared.base && state.drift.current === compared.current)
      return { outcome: 'nothing', sentence: 'These sales have already been compared.' };
    const watched = await shop.options.runTask('drift', {
      base: await shop.salesFiles(base),
      current: { name: sales.name, bytes: await shop.blob(sales.fingerprint, sales.name) },
    });
    await shop.change(null, () => ({
      drafts: [{ kind: 'monitor', body: { ...watched, ...compared } }],
      answer: () => null,
    }));
    const loss = watched.alerts.find(
      ({ kind, urgency }) => kind === 'belowCost' || (kind === 'margin' && urgency === 'now'),
    );
    if (loss && state.modelBy === 'rule') {
      await rollBack(shop, null, 'rule', `, since ${lowerFirst(loss.title)}`);
      return {
        outcome: 'done',
        sentence: `${watched.sentence} The model that a rule had promoted was taken back.`,
      };
    }
    return { outcome: 'done', sentence: watched.sentence };
  },
} as const satisfies ScheduleKind;

/** The sales that the model in use learned from, else those before the newest; null where nothing is newer. */
function baseOf({ sales, allSales, models, modelInUse }: ShopState): SalesRecord | null {
  const learned = models.find(({ model }) => model === modelInUse)?.sales;
  const base = allSales.find(({ fingerprint }) => fingerprint === learned) ?? allSales.at(-2);
  return base && sales && base.fingerprint !== sales.fingerprint && base.lastDay < sales.lastDay
    ? base
    : null;
}
