// The charts of the page as stored pictures, drawn from fixed data: the demo catalogue and a short run with seed 1.
// e2e/visual/charts holds the pictures; `--update-snapshots` renews them (src/README.md).
//
// Words are left out of the pictures, since fonts differ from machine to machine: a picture is the lines, bars, bands and axes.
// That the words stand inside their chart, uncut, is measured instead.

import type { Locator, Page } from '@playwright/test';

import { expect, test } from '../fixtures/test.ts';

/** Pixels that may differ, those of smoothed edges aside: rounding takes a few, a line or a handful of dots has more. */
const picture = { maxDiffPixels: 60, threshold: 0.1, animations: 'disabled' } as const;
/** Which updates it reads the losses of depends on how fast the machine is. */
const timed: readonly string[] = ['Losses'];
/** Pixels by which a word may stand over the edge of its chart. */
const overhang = 2;

const withoutWords = `
  figure, figure * { color: transparent !important; }
  figure svg text { fill: transparent !important; }
  figure button svg, figure input { visibility: hidden !important; }
  * { font-family: 'DejaVu Sans', sans-serif !important; caret-color: transparent !important; }
`;
/** What a broken chart has lost: everything that is data. */
const withoutData =
  'figure svg path, figure svg circle, figure svg rect, figure canvas { display: none !important; }';
/** The least of it: a line two pixels wide. */
const withoutLine = 'figure .recharts-line { display: none !important; }';

const charts = [
  'Demand curve',
  'Episode return',
  'Excess stock',
  'From the price asked for to the recommended one',
  'Gap closed by product',
  'Margin',
  'Policy map',
  'Power by length',
  'Price over time',
  'Price path',
  'Prices charged, recommended and decided',
  'Profit',
  'Revenue',
  'Reward parts',
  'Sales over time',
  'Stock turnover',
];

test('charts: each looks as its stored picture, no word of it is cut, and one that lost its line is noticed', async ({
  lab,
  page,
}) => {
  test.setTimeout(400_000);
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
  // Plain numbers on any machine: the kernels round as its processor does.
  await lab.open('?backend=cpu');
  await page.getByRole('button', { name: /catalogue of 60 products/i }).click();
  await expect(page.getByText('catalogue.csv').first()).toBeVisible();
  await lab.goTo('Train');
  await lab.button('Set up portfolio training').click();
  await lab.set('Training steps', 800);
  await lab.set('Hidden units', 16);
  await lab.button('Start training').click();
  await lab.expectState('finished', 150_000);

  const seen = new Set<string>();
  for (const section of await lab.sections()) {
    await lab.goTo(section);
    await compare(page, seen);
    for (const tab of await lab.otherTabs()) {
      await tab.click();
      await compare(page, seen);
    }
  }
  expect([...seen].sort()).toEqual(charts);
});

/** Compares the figures on the page that were not seen before. */
async function compare(page: Page, seen: Set<string>): Promise<void> {
  await page.waitForTimeout(1500);
  for (const figure of await page.getByRole('figure').all()) {
    const name = await nameOf(figure);
    if (name === '' || seen.has(name) || timed.includes(name)) continue;
    if ((await figure.locator('svg.recharts-surface, canvas, svg[role]').count()) === 0) continue;
    seen.add(name);
    // It draws the policy first; the optimum and what lies between the two take longer.
    if (name === 'Policy map')
      await expect(figure.getByText('Policy against optimum')).toBeVisible({ timeout: 90_000 });
    await figure.scrollIntoViewIfNeeded();
    expect(await cutWords(figure), `words of "${name}" that stand over its edge`).toEqual([]);
    const style = await page.addStyleTag({ content: withoutWords });
    await expect(figure).toHaveScreenshot(`${slug(name)}.png`, picture);
    const broken = await page.addStyleTag({ content: name === 'Demand curve' ? withoutLine : withoutData });
    await expect(figure).not.toHaveScreenshot(`${slug(name)}.png`, picture);
    for (const each of [style, broken]) await each.evaluate((element) => (element as HTMLElement).remove());
  }
}

async function nameOf(figure: Locator): Promise<string> {
  return figure.evaluate((element) => {
    const id = element.getAttribute('aria-labelledby');
    const title = (id === null ? null : document.getElementById(id)?.textContent) ?? '';
    // What follows a colon is the product shown.
    return title.split(':')[0]!.trim();
  });
}

function slug(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

/** Words of the chart's axes and labels that stand over the edge of their drawing. */
async function cutWords(figure: Locator): Promise<readonly string[]> {
  return figure.evaluate((element, most) => {
    const cut: string[] = [];
    for (const svg of element.querySelectorAll('svg.recharts-surface')) {
      const edge = svg.getBoundingClientRect();
      for (const text of svg.querySelectorAll('text')) {
        const box = text.getBoundingClientRect();
        if (box.width === 0) continue;
        const over = Math.max(
          edge.left - box.left,
          box.right - edge.right,
          edge.top - box.top,
          box.bottom - edge.bottom,
        );
        if (over > most) cut.push(`${text.textContent} by ${over.toFixed(0)}`);
      }
    }
    return cut;
  }, overhang);
}
