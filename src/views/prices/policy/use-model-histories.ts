// The loaded file's histories, where it is the file that the model in use was trained on.

import { useLab } from '../../../store/use-lab.ts';
import { isSameFile } from './whose-prices.ts';

export function useModelHistories() {
  return useLab((state) =>
    state.data.status === 'ready' && isSameFile(state.model?.card.data ?? null, state.data.dataset)
      ? state.data.dataset.histories
      : null,
  );
}
