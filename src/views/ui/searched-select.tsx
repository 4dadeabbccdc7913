// A choice among many: searchable, and only so many of its options are drawn as a list shows.

import { Select, type ComboboxItem, type OptionsFilter, type SelectProps } from '@mantine/core';

/** Options drawn at once; the search reaches the rest. */
const drawnOptions = 100;

export type SearchedSelectProps = Pick<SelectProps, 'label' | 'aria-label' | 'size' | 'w'> & {
  readonly options: readonly ComboboxItem[];
  readonly value: string;
  readonly onChange: (value: string) => void;
};

export function SearchedSelect({ options, onChange, ...props }: SearchedSelectProps) {
  return (
    <Select
      {...props}
      data={options}
      onChange={(value) => {
        if (value !== null) onChange(value);
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
