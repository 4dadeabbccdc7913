// The product that charts and details show, chosen from all usable ones; searchable, fit for many thousands.

import { Select, type ComboboxItem, type OptionsFilter } from '@mantine/core';
import { useMemo } from 'react';

import { useLab } from '../../store/use-lab.ts';

/** Options drawn at once; the search reaches the rest. */
const drawnOptions = 100;

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
    <Select
      aria-label={label}
      data={options}
      value={String(shown)}
      onChange={(value) => {
        if (value !== null) actions.showProduct(Number(value));
      }}
      allowDeselect={false}
      searchable
      selectFirstOptionOnChange
      filter={containing}
      limit={drawnOptions}
      onFocus={(event) => event.currentTarget.select()}
      comboboxProps={{ withinPortal: false }}
      // The list itself scrolls: a scrolled box around it would have to take the keyboard's focus.
      withScrollArea={false}
      styles={{ options: { maxHeight: 320, overflowY: 'auto' } }}
      // A box that scrolls takes the Tab key otherwise, and is gone by then.
      attributes={{ options: { tabIndex: -1 } }}
      w={320}
      maw="100%"
    />
  );
}

/** Options whose label contains every word of the search. */
const containing: OptionsFilter = ({ options, search, limit }) => {
  const words = search.trim().toLowerCase().split(/\s+/);
  const found: ComboboxItem[] = [];
  for (const option of options) {
    if (!('value' in option)) continue;
    const label = option.label.toLowerCase();
    if (words.every((word) => label.includes(word))) found.push(option);
    if (found.length === limit) break;
  }
  return found;
};
