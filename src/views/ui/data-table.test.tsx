// @vitest-environment jsdom

import { act, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';

import { draw } from '../component-fixture.tsx';
import { DataTable, type DataTableColumn } from './data-table.tsx';

interface Fruit {
  readonly id: string;
  readonly price: number | null;
}

const fruits: readonly Fruit[] = [
  { id: 'Pear', price: 2 },
  { id: 'Apple', price: 10 },
  { id: 'Plum', price: null },
  { id: 'Fig', price: 3 },
];
const columns: readonly DataTableColumn<Fruit>[] = [
  { id: 'name', header: 'Fruit', width: 100, sortBy: ({ id }) => id, cell: ({ id }) => id },
  {
    id: 'price',
    header: 'Price',
    isNumber: true,
    width: 80,
    sortBy: ({ price }) => price,
    cell: ({ price }) => price ?? '–',
  },
];
const keyOf = ({ id }: Fruit) => id;

const many: readonly Fruit[] = Array.from({ length: 1000 }, (_, i) => ({ id: `No ${i}`, price: i }));

function Fruits({
  rows = fruits,
  onChoose,
}: {
  readonly rows?: readonly Fruit[];
  readonly onChoose?: (row: Fruit) => void;
}) {
  const [chosen, setChosen] = useState('');
  return (
    <DataTable
      label="Fruits"
      rows={rows}
      columns={columns}
      rowKey={keyOf}
      isChosen={({ id }) => id === chosen}
      onChoose={(row) => {
        setChosen(row.id);
        onChoose?.(row);
      }}
    />
  );
}

function SelectableFruits({ onKeys }: { readonly onKeys: (keys: readonly string[]) => void }) {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  return (
    <DataTable
      label="Fruits"
      rows={fruits}
      columns={columns}
      rowKey={keyOf}
      onChoose={() => undefined}
      selection={{
        keys,
        onChange: (next) => {
          setKeys(next);
          onKeys([...next].sort());
        },
        nameOf: keyOf,
      }}
    />
  );
}

/** The first cell of each row, from top to bottom. */
function namesShown(): (string | null)[] {
  const rows = screen.getAllByRole('row').slice(1);
  return rows
    .sort((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
    .map((row) => within(row).getByRole('button').textContent);
}

test('a column of figures sorts most first, then least first, then as given; empty cells come last', async () => {
  const user = draw(<Fruits />);
  const head = screen.getByRole('columnheader', { name: /Price/ });
  const press = () => user.click(within(head).getByRole('button'));
  expect(head.getAttribute('aria-sort')).toBe('none');
  expect(namesShown()).toEqual(['Pear', 'Apple', 'Plum', 'Fig']);
  await press();
  expect(head.getAttribute('aria-sort')).toBe('descending');
  expect(namesShown()).toEqual(['Apple', 'Fig', 'Pear', 'Plum']);
  await press();
  expect(head.getAttribute('aria-sort')).toBe('ascending');
  expect(namesShown()).toEqual(['Pear', 'Fig', 'Apple', 'Plum']);
  await press();
  expect(head.getAttribute('aria-sort')).toBe('none');
  expect(namesShown()).toEqual(['Pear', 'Apple', 'Plum', 'Fig']);
});

test('a column of words sorts from A on, and takes the sorting over from another', async () => {
  const user = draw(<Fruits />);
  await user.click(screen.getByRole('button', { name: 'Price' }));
  await user.click(screen.getByRole('button', { name: 'Fruit' }));
  expect(namesShown()).toEqual(['Apple', 'Fig', 'Pear', 'Plum']);
  const sorts = screen.getAllByRole('columnheader').map((head) => head.getAttribute('aria-sort'));
  expect(sorts).toEqual(['ascending', 'none']);
});

test('Shift sorts by a second column too, with the mouse and by keys; heads show their place and it is said', async () => {
  const stock = [
    { id: 'Pear', price: 2 },
    { id: 'Fig', price: 3 },
    { id: 'Apple', price: 2 },
  ];
  const user = draw(<Fruits rows={stock} />);
  const said = () => screen.getByRole('status').textContent;
  const head = (name: string) => screen.getByRole('columnheader', { name: new RegExp(name) });
  await user.click(screen.getByRole('button', { name: 'Price' }));
  await user.keyboard('{Shift>}');
  await user.click(screen.getByRole('button', { name: 'Fruit' }));
  await user.keyboard('{/Shift}');
  expect(namesShown()).toEqual(['Fig', 'Apple', 'Pear']);
  expect(said()).toBe('Sorted by Price, highest first; then by Fruit, A to Z.');
  expect(head('Price').textContent).toContain('number 1 of the order');
  expect(head('Fruit').textContent).toContain('number 2 of the order');
  expect(head('Fruit').getAttribute('aria-sort')).toBe('ascending');
  screen.getByRole('button', { name: 'Fruit' }).focus();
  await user.keyboard('{Shift>}{Enter}{/Shift}');
  expect(namesShown()).toEqual(['Fig', 'Pear', 'Apple']);
  expect(said()).toBe('Sorted by Price, highest first; then by Fruit, Z to A.');
  // Alone again.
  await user.keyboard('{Enter}');
  expect(said()).toBe('Sorted by Fruit, A to Z.');
  expect(screen.queryByText(/of the order/)).toBeNull();
});

test('the rows are one stop of the Tab key; arrows, Home and End move within', async () => {
  const onChoose = vi.fn();
  const user = draw(<Fruits onChoose={onChoose} />);
  await user.tab(); // The scroller, then the two heads.
  await user.tab();
  await user.tab();
  await user.tab();
  const focused = () => document.activeElement?.textContent;
  expect(focused()).toBe('Pear');
  await user.keyboard('{ArrowDown}');
  expect(focused()).toBe('Apple');
  await user.keyboard('{End}');
  expect(focused()).toBe('Fig');
  await user.keyboard('{ArrowDown}'); // There is none below.
  expect(focused()).toBe('Fig');
  await user.keyboard('{Enter}');
  expect(onChoose).toHaveBeenCalledExactlyOnceWith(fruits[3]);
  expect(screen.getByRole('button', { name: 'Fig', pressed: true })).toBe(document.activeElement);
  await user.keyboard('{Home}');
  expect(focused()).toBe('Pear');
  await user.tab();
  expect(document.activeElement).toBe(document.body); // One stop only.
});

test('of many rows only those in sight are drawn, and all are counted', () => {
  draw(<Fruits rows={many} />);
  expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('1001');
  const drawn = namesShown();
  expect(drawn[0]).toBe('No 0');
  expect(drawn.length).toBeGreaterThan(9); // 420 px less the head, 38 px each
  expect(drawn.length).toBeLessThan(40);
});

test('End reveals a row that was not drawn and gives it the focus', async () => {
  const user = draw(<Fruits rows={many} />);
  expect(screen.queryByRole('button', { name: 'No 999' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'No 0' }));
  await user.keyboard('{End}');
  expect((await screen.findByRole('button', { name: 'No 999' })) === document.activeElement).toBe(true);
});

test('paper has every row, the screen again those in sight', () => {
  draw(<Fruits rows={many.slice(0, 60)} />);
  const isDrawn = (name: string) => screen.queryByText(name) !== null;
  expect(isDrawn('No 59')).toBe(false);
  act(() => void window.dispatchEvent(new Event('beforeprint')));
  expect(isDrawn('No 0') && isDrawn('No 59')).toBe(true);
  act(() => void window.dispatchEvent(new Event('afterprint')));
  expect(isDrawn('No 59')).toBe(false);
});

test('a box selects its row, Shift the rows between, Ctrl+A all', async () => {
  const onKeys = vi.fn();
  const user = draw(<SelectableFruits onKeys={onKeys} />);
  const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name });
  await user.click(box('Select Apple'));
  expect(onKeys).toHaveBeenLastCalledWith(['Apple']);
  expect(box('Select all listed').indeterminate).toBe(true);
  await user.keyboard('{Shift>}');
  await user.click(box('Select Fig'));
  await user.keyboard('{/Shift}');
  expect(onKeys).toHaveBeenLastCalledWith(['Apple', 'Fig', 'Plum']);
  expect(box('Select Pear').checked).toBe(false);
  await user.keyboard('{Control>}a{/Control}');
  expect(onKeys).toHaveBeenLastCalledWith(['Apple', 'Fig', 'Pear', 'Plum']);
  expect(box('Select all listed').checked).toBe(true);
  await user.click(box('Select all listed'));
  expect(onKeys).toHaveBeenLastCalledWith([]);
});

test('Shift with an arrow takes the row below into the selection, as the table is sorted', async () => {
  const onKeys = vi.fn();
  const user = draw(<SelectableFruits onKeys={onKeys} />);
  await user.click(screen.getByRole('button', { name: 'Fruit' })); // Apple, Fig, Pear, Plum
  await user.click(screen.getByRole('checkbox', { name: 'Select Fig' }));
  await user.keyboard('{Shift>}{ArrowDown}{/Shift}');
  expect(onKeys).toHaveBeenLastCalledWith(['Fig', 'Pear']);
  expect(document.activeElement).toBe(screen.getByRole('checkbox', { name: 'Select Pear' }));
  await user.keyboard('{ArrowRight}');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Pear' }));
});
