import { withLab, port } from './x-look.ts';
await withLab(async (browser) => {
    const page = await browser.newPage({ baseURL: `http://localhost:${port}`, viewport: { width: 1366, height: 768 } });
    page.on('console', (m) => console.log('console', m.text()));
    page.on('pageerror', (e) => console.log('pageerror', e.message));
    await page.goto('/?backend=wasm&demo=catalogue&tour');
    await page.waitForTimeout(6000);
    console.log(page.url());
    await page.screenshot({ path: `/tmp/page/t2.png` });
});
