import type { ServiceMetrics } from '../service-metrics.ts';
import type { ShopStore, Transaction } from './store.ts';

/** The same store, its writes timed. Each call reaches the store itself: what a store keeps of its state is its own. */
export function measuredStore(store: ShopStore, { writes }: ServiceMetrics): ShopStore {
  return {
    name: store.name,
    isShared: store.isShared,
    putBlob: (bytes) => store.putBlob(bytes),
    getBlob: (hash) => store.getBlob(hash),
    head: () => store.head(),
    entries: (index) => store.entries(index),
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
    answer: (key) => store.answer(key),
    lease: (what, holder, ms) => store.lease(what, holder, ms),
    problem: () => store.problem(),
    close: () => store.close(),
  };
}
