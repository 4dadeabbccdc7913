// The rules a price keeps: for all, for a category, tried in the box, refused when they make no sense, and back after
// a reload.

import { expect, test } from '../fixtures/test.ts';
import type { LabPage } from '../pages/lab-page.ts';
import { PriceRecord } from '../pages/price-record.ts';

function parts(lab: LabPage) {
  const { page } = lab;
  const panel = page.getByRole('region', { name: 'Guardrails', exact: true });
  return {
    panel,
    open: () => page.getByRole('tab', { name: 'Guardrails' }).click(),
    field: (name: string) => panel.getByRole('textbox', { name, exact: true }),
    // By key: the prices that follow move what a pointer would hit.
    turn: async (rule: string, on: boolean) => {
      const knob = panel.getByRole('switch', { name: rule, exact: true });
      await expect(knob).toBeChecked({ checked: !on });
      await knob.press('Space');
      await expect(knob).toBeChecked({ checked: on });
    },
    scope: panel.getByLabel('Rules for'),
    box: panel.getByRole('region', { name: 'Try the rules' }),
    card: (name: string) => page.getByRole('button', { name: new RegExp(`^${name}: `) }),
    table: page.getByRole('table', { name: 'Prices of all products' }),
  };
}

test('rules for all and for a category, the test box, a contradiction, and a reload', async ({
  lab,
  page,
}) => {
  const record = new PriceRecord(lab);
  const { panel, open, field, turn, scope, box, card, table } = parts(lab);
  await lab.open('?backend=wasm');
  await record.loadCatalogue();
  await record.train();
  await expect(table).toBeVisible();
  await open();

  // A change of 0 % leaves every price where it is; some lie below the floor from cost, so that is off.
  await turn('Margin floor', false);
  await field('Largest change').fill('0');
  await expect(card('Keep')).toContainText('60');

  // One category may move again.
  await scope.selectOption({ label: 'Category: Kitchen' });
  await panel.getByLabel('Largest change: whose rule').selectOption('on');
  await field('Largest change').fill('10');
  await expect(card('Keep')).not.toContainText('60');
  await card('Keep').click();
  await page.getByLabel('Category', { exact: true }).selectOption('Garden');
  await expect(page.getByText(/^\d+ of 60 products$/)).not.toContainText(/^0 /);
  await lab.button('Clear filters').click();

  // The box shows each rule act, live, for the product shown.
  await scope.selectOption('all');
  await field('Largest change').fill('5');
  const today = Number(
    await lab.suggestedPrice
      .getByText(/^[\d.]+$/)
      .nth(1)
      .innerText(),
  );
  await box.getByRole('textbox').fill(String(10 * today));
  await expect(box).toContainText('(binding)');
  await box.getByRole('textbox').fill('-3');
  await expect(box).toContainText('Type an amount above 0');

  // What makes no sense is said, and the rule before it stays.
  await field('Largest change').fill('120');
  await expect(panel.getByRole('alert')).toContainText('expected a number from 0 to 100');
  await field('Largest change').fill('5');
  await expect(panel.getByRole('alert')).toHaveCount(0);

  // Two rules that contradict each other are both named.
  await turn('Price range', true);
  await expect(panel.getByRole('alert')).toContainText('type at least one of its figures');
  await field('Lowest price').fill('5000');
  await expect(card('Infeasible')).toContainText('60');
  await expect(lab.suggestedPrice).toContainText('Largest change and price range contradict each other');
  await field('Lowest price').fill('1');
  await expect(card('Infeasible')).toHaveCount(0);

  // The rules come back with their file.
  await record.verify(); // all that went before is written
  const before = await record.entries();
  await open();
  await page.getByRole('combobox', { name: 'Price ending' }).selectOption('95');
  await record.entries(before + 2); // the rules, and the prices that followed
  await expect(lab.suggestedPrice.getByText(/^\d+\.95$/).first()).toBeVisible();
  await page.reload();
  await lab.goTo('Data');
  await record.loadCatalogue();
  await record.train(300);
  await open();
  await expect(field('Largest change')).toHaveValue('5');
  await expect(page.getByRole('combobox', { name: 'Price ending' })).toHaveValue('95');
  await expect(lab.suggestedPrice.getByText(/^\d+\.95$/).first()).toBeVisible();
});

test('cards, words and boxes: the table lists and selects what is asked for, by keys too', async ({
  lab,
  page,
}) => {
  const record = new PriceRecord(lab);
  const { card, table } = parts(lab);
  await lab.open('?backend=wasm');
  await record.loadCatalogue();
  await record.train(300);
  const boxes = table.getByRole('checkbox');
  await boxes.nth(1).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByText('3 products selected')).toBeVisible();
  await page.keyboard.press('End');
  await expect(boxes.last()).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const last = table.getByRole('row').last().getByRole('button');
  await expect(last).toHaveAttribute('aria-pressed', 'true');
  await expect(lab.suggestedPrice.getByRole('heading', { level: 2 })).toHaveText(await last.innerText());

  await page.keyboard.press('ControlOrMeta+A');
  await expect(page.getByText('60 products selected')).toBeVisible();
  await lab.button('Reject selected').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Keep 60 prices' }).click();
  await expect(lab.suggestedPrice).toContainText('rejected');
  await page.getByLabel('Decision', { exact: true }).selectOption('open');
  await expect(page.getByText('No product matches.')).toBeVisible();
  await lab.button('Undo').click();
  await expect(page.getByText(/^60 products$/)).toBeVisible();

  await lab.button('Clear filters').click();
  await page.getByLabel('Filter products').fill('kitchen');
  await expect(page.getByText(/^\d+ of 60 products$/)).toBeVisible();
  await lab.button('Clear filters').click();
  const up = Number(/\d+/.exec(await card('Up').innerText())![0]);
  await card('Up').click();
  await expect(page.getByText(`${up === 60 ? '' : `${up} of `}60 products`, { exact: true })).toBeVisible();
});
