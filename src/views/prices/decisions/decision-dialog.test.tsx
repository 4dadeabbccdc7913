// @vitest-environment jsdom

import { screen, within } from '@testing-library/react';
import { useRef, useState } from 'react';
import { expect, test, vi } from 'vitest';

import type { DecisionRequest } from '../../../core/decisions/decision.ts';
import { recommendationFixture } from '../../../core/decisions/recommendation-fixture.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { draw } from '../../component-fixture.tsx';
import { DecisionDialog, type DecisionKind } from './decision-dialog.tsx';

const product = (id: string, price: number, changes: object = {}) =>
  ({
    productId: id,
    productName: id,
    currentPrice: 10,
    price,
    unitCost: 6,
    recommendation: recommendationFixture(changes),
  }) as unknown as Suggestion;

const green = product('Green tea', 11);
const black = product('Black tea', 9.5);
const risky = product('White tea', 12, { gainPerDay: { value: -3, interval: [-9, 2] } });

function Page({
  kind,
  suggestions,
  onConfirm,
}: {
  readonly kind: DecisionKind;
  readonly suggestions: readonly Suggestion[];
  readonly onConfirm: (request: DecisionRequest) => void;
}) {
  const [opened, setOpened] = useState(false);
  const returnTo = useRef<HTMLDivElement>(null);
  return (
    <div ref={returnTo} tabIndex={-1}>
      <button type="button" onClick={() => setOpened(true)}>
        Decide
      </button>
      {opened ? (
        <DecisionDialog
          kind={kind}
          suggestions={suggestions}
          returnTo={returnTo}
          onClose={() => setOpened(false)}
          onConfirm={(request) => {
            onConfirm(request);
            setOpened(false);
          }}
        />
      ) : null}
    </div>
  );
}

async function open(kind: DecisionKind, suggestions: readonly Suggestion[]) {
  const onConfirm = vi.fn<(request: DecisionRequest) => void>();
  const user = draw(<Page kind={kind} suggestions={suggestions} onConfirm={onConfirm} />);
  await user.click(screen.getByRole('button', { name: 'Decide' }));
  return { user, onConfirm };
}

test('accepting one price shows old and new and needs no reason', async () => {
  const { user, onConfirm } = await open('accept', [green]);
  const dialog = screen.getByRole('dialog', { name: 'Accept: Green tea' });
  const row = within(dialog).getByRole('row', { name: /Green tea/ });
  const cells = within(row).getAllByRole('cell');
  expect(cells.slice(0, 4).map(({ textContent }) => textContent?.trim())).toEqual([
    'Green tea',
    '10.00',
    '11.00',
    '+10.0 %',
  ]);
  expect(within(dialog).queryByRole('textbox')).toBeNull();
  await user.click(within(dialog).getByRole('button', { name: 'Accept 1 price' }));
  expect(onConfirm).toHaveBeenCalledExactlyOnceWith({ action: 'accept', productIds: ['Green tea'] });
});

test('of many, a price that is expected to lose is left unticked; only ticked ones are accepted', async () => {
  const { user, onConfirm } = await open('accept', [green, black, risky]);
  const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name: `Select ${name}` });
  expect([green, black, risky].map(({ productName }) => box(productName).checked)).toEqual([
    true,
    true,
    false,
  ]);
  expect(screen.getByText(/1 product was left unticked/)).toBeTruthy();
  await user.click(box('Black tea'));
  await user.click(screen.getByRole('button', { name: 'Accept 1 price' }));
  expect(onConfirm).toHaveBeenCalledExactlyOnceWith({ action: 'accept', productIds: ['Green tea'] });
});

test('nothing ticked: nothing can be accepted', async () => {
  const { user } = await open('accept', [green, black]);
  await user.click(screen.getByRole('checkbox', { name: 'Select all listed' }));
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Accept 0 prices' }).disabled).toBe(true);
});

test('an override without a reason stays open and says why; with one it goes out', async () => {
  const { user, onConfirm } = await open('override', [green]);
  const price = screen.getByRole('textbox', { name: 'Overriding price' });
  await user.clear(price);
  await user.type(price, '12.5');
  const confirm = screen.getByRole('button', { name: 'Override 1 price' });
  expect(screen.queryByText(/^Reason: say/)).toBeNull(); // Not before it was tried.
  await user.click(confirm);
  expect(screen.getByText(/^Reason: explain in a few words/)).toBeTruthy();
  expect(onConfirm).not.toHaveBeenCalled();
  await user.type(screen.getByRole('textbox', { name: 'Reason' }), ' agreed with the shop ');
  await user.click(confirm);
  expect(onConfirm).toHaveBeenCalledExactlyOnceWith({
    action: 'override',
    prices: [{ productId: 'Green tea', price: 12.5 }],
    reason: 'agreed with the shop',
  });
});

test('what is no price cannot be confirmed; a price below the cost is warned of', async () => {
  const { user } = await open('override', [green]);
  const price = screen.getByRole('textbox', { name: 'Overriding price' });
  await user.clear(price);
  expect(screen.getByText(/^Price: type an amount of at least 0\.01/)).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: /^Override/ }).disabled).toBe(true);
  await user.type(price, '5');
  expect(screen.getByRole('alert').textContent).toContain('below the unit cost');
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Override 1 price' }).disabled).toBe(false);
});

test('many are overridden by a change in percent, from the price of each', async () => {
  const { user, onConfirm } = await open('override', [green, { ...black, currentPrice: 20 }]);
  const change = screen.getByRole('textbox', { name: 'Change' });
  await user.clear(change);
  await user.type(change, '-5');
  await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'sale');
  await user.click(screen.getByRole('button', { name: 'Override 2 prices' }));
  expect(onConfirm.mock.calls[0]![0]).toMatchObject({
    prices: [
      { productId: 'Green tea', price: 9.5 },
      { productId: 'Black tea', price: 19 },
    ],
  });
});

test('Escape closes it without a decision and gives the focus back to the button', async () => {
  const { user, onConfirm } = await open('override', [green]);
  const dialog = screen.getByRole('dialog');
  await expect.poll(() => dialog.contains(document.activeElement)).toBe(true);
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Decide' }));
  expect(onConfirm).not.toHaveBeenCalled();
});
