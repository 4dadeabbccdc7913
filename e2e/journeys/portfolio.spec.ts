// One policy for a catalogue: from the demo file to what it closes of each product's gap.

import { accessibilityViolations } from '../fixtures/accessibility.ts';
import { expect, test } from '../fixtures/test.ts';

test('a catalogue is set up in one click, trained, and shown product by product from the worst on', async ({
  lab,
  page,
}) => {
  await lab.open();
  await page.getByRole('button', { name: /catalogue of 60 products/i }).click();
  await expect(page.getByText('catalogue.csv').first()).toBeVisible();
  await lab.goTo('Train');
  const preset = (name: string) =>
    page.getByRole('group', { name: 'Presets' }).getByRole('button', { name, exact: true });
  // The file brings it by itself once its demand is fitted; where something else was chosen it is offered.
  await expect(preset('Portfolio')).toHaveAttribute('aria-pressed', 'true');
  await preset('Standard').click();
  await lab.button('Use preset Portfolio').click();
  await expect(preset('Portfolio')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('radio', { name: 'Demand market' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'All 60 products' })).toBeChecked();
  await lab.set('Training steps', 1600);
  await lab.set('Hidden units', 16);
  await lab.button('Start training').click();
  await lab.expectState('finished');

  await lab.openTab('Portfolio');
  const panel = page.getByRole('region', { name: 'Portfolio', exact: true });
  await expect(panel).toContainText('32 held-out episodes per product');
  const sentence = await panel.getByText(/^The median product closes/).innerText();
  const [, median, reached, counted] =
    /closes (-?\d+)\s% .* and (\d+) of (\d+) reach 90\s%/.exec(sentence)?.map(Number) ?? [];
  // The panel of the run says the same.
  await lab.openTab('Run');
  await expect(page.getByRole('region', { name: 'This run' })).toContainText(new RegExp(`${median}\\s%`));
  await lab.openTab('Portfolio');
  await expect(page.getByRole('figure', { name: 'Gap closed by product' }).locator('circle')).toHaveCount(
    counted!,
  );

  const table = panel.getByRole('table', { name: 'Products, worst first' });
  await expect(table).toHaveAttribute('aria-rowcount', '61');
  await expect.poll(() => table.getByRole('row').count()).toBeGreaterThan(6);
  const shown = await table.getByRole('row').evaluateAll((rows) =>
    rows.slice(1).map((row) =>
      [...row.querySelectorAll('[role=cell]')].slice(1, 6).map((cell) => {
        const text = (cell.textContent ?? '').replaceAll(',', '');
        return text.startsWith('–') ? null : Number.parseFloat(text);
      }),
    ),
  );
  const gaps = shown.map(([gap]) => gap!);
  expect(gaps.length).toBeGreaterThan(5);
  expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
  for (const [gap, keep, policy, , optimum] of shown)
    // Returns are shown to the cent, so the gap follows from them as exactly as it is wide.
    expect(Math.abs((policy! - keep!) / (optimum! - keep!) - gap! / 100)).toBeLessThan(
      0.02 / (optimum! - keep!) + 0.001,
    );

  // The best first, and how many of them reach the goal.
  const byGap = table.getByRole('columnheader', { name: /Gap closed/ });
  await byGap.getByRole('button').click();
  await expect(byGap).toHaveAttribute('aria-sort', 'descending');
  const best = table.getByRole('row').nth(1).getByRole('cell').nth(1);
  await expect.poll(async () => Number.parseFloat(await best.innerText()) >= 90).toBe(reached! > 0);

  // The explanation of the heading that was pressed goes with its focus.
  await byGap.getByRole('button').blur();
  await page.mouse.move(0, 0);
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  expect(await accessibilityViolations(page)).toEqual([]);
});
