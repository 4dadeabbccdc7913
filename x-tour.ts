import { withLab, LabPage, port } from './x-look.ts';
await withLab(async (browser) => {
  for (const [w, h, scheme] of [[1366, 768, 'light'], [390, 844, 'dark']] as const) {
    const page = await browser.newPage({ baseURL: `http://localhost:${port}`, viewport: { width: w, height: h }, colorScheme: scheme });
    page.on('console', (m) => m.type() === 'error' && console.log('console', m.text()));
    page.on('pageerror', (e) => console.log('pageerror', e.message));
    await page.goto('/?backend=wasm');
    await page.waitForTimeout(800);
    await page.screenshot({ path: `/tmp/page/tour-${w}-start.png` });
    const t0 = Date.now();
    await page.goto('/?backend=wasm&demo=catalogue&tour');
    const next = page.getByRole('button', { name: 'Next', exact: true });
    await page.getByText(/The shop sells for/).waitFor();
    console.log(w, 'file', Date.now() - t0);
    for (let i = 0; i < 6; i++) {
      await page.waitForTimeout(i === 2 ? 9000 : 2500);
      await page.screenshot({ path: `/tmp/page/tour-${w}-${i}.png` });
      console.log(i, Date.now() - t0, await page.locator('[aria-labelledby=tour-title]').innerText(), page.url());
      if (i < 5) await next.click();
    }
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.waitForTimeout(1500);
    await page.screenshot({ path: `/tmp/page/palette-${w}.png` });
    await page.keyboard.type('soap');
    await page.waitForTimeout(300);
    await page.keyboard.press('Enter');
    await page.waitForTimeout(500);
    await page.keyboard.press('?');
    await page.waitForTimeout(800);
    await page.screenshot({ path: `/tmp/page/keys-${w}.png` });
    await page.close();
  }
});
