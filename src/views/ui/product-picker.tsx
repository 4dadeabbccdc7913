// The product that charts and details show, chosen from all usable ones; searchable, fit for many thousands.

import { useMemo } from 'react';

import { useLab } from '../../store/use-lab.ts';
import { SearchedSelect } from './searched-select.tsx';

export function ProductPicker({ label = 'Product' }: { readonly label?: string }) {
  const data = useLab((state) => state.data);
  const shown = useLab((state) => state.shownProduct);
  const actions = useLab((state) => state.actions);
  const histories = data.status === 'ready' ? data.dataset.histories : null;
  const options = useMemo(
    () =>
      (histories ?? []).map(({ product }, index) => ({
        value: String(index),
        label: product.name === product.id ? product.name : `${product.name} (${product.id})`,
      })),
    [histories],
  );
  if (options.length < 2) return null;
  return (
    <SearchedSelect
      aria-label={label}
      options={options}
      value={String(shown)}
      onChange={(value) => actions.showProduct(Number(value))}
      w={320}
    />
  );
}
