// The loaded file's histories, where it is the file that the prices shown are for.

import { pricedFile } from '../../../store/suggest-request.ts';
import { useLab } from '../../../store/use-lab.ts';
import { isSameFile } from './whose-prices.ts';

export function useModelHistories() {
  return useLab((state) =>
    state.data.status === 'ready' && isSameFile(pricedFile(state), state.data.dataset)
      ? state.data.dataset.histories
      : null,
  );
}
