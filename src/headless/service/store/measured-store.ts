import type { ServiceMetrics } from '../service-metrics.ts';
import type { ShopStore, Transaction } from './store.ts';

/** The same store, its writes timed. */
export function measuredStore(store: ShopStore, { writes }: ServiceMetrics): ShopStore {
  const measured = Object.create(store) as ShopStore;
  return Object.assign(measured, {
    write: async (transaction: Transaction) => {
      const end = writes.startTimer();
      try {
        const outcome = await store.write(transaction);
        end({ outcome });
        return outcome;
      } catch (error) {
        end({ outcome: 'failed' });
        throw error;
      }
    },
  });
}
