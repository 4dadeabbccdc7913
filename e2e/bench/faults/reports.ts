// Reports whose every text would run, opened in a browser with scripts on: as they are, and without their policy.

import type { Browser } from 'playwright';

import { reportHtml } from '../../../src/core/export/report/report.ts';
import { smallRun } from '../../../src/core/export/run/run-fixture.ts';
import { defaultGuardrails } from '../../../src/core/decisions/guardrails/guardrail-list.ts';
import { bundleFixture } from '../../../src/core/export/model/bundle-fixture.ts';
import { payloads, poisoned } from './campaigns.ts';
import { Tally } from './outcome.ts';

export async function injectedReports(browser: Browser): Promise<Tally> {
  const tally = new Tally();
  for (const payload of payloads) {
    const report = reportOf(payload);
    for (const html of [report, report.replace(/<meta[^>]*Content-Security-Policy[^>]*>/s, '')])
      await tally.try(JSON.stringify(payload), /^$/, () => ranIn(browser, html));
  }
  return tally;
}

function reportOf(payload: string): string {
  const { card } = bundleFixture('demand');
  const decision = {
    productId: payload,
    action: 'override',
    price: 2,
    suggestedPrice: 1,
    currentPrice: 1,
    reason: payload,
  } as const;
  return reportHtml({
    createdAt: '2026-11-22T10:00:00.000Z',
    createdBy: payload,
    data: {
      fileName: payload,
      fingerprint: payload,
      rows: 1,
      products: 1,
      firstDay: 20_000,
      lastDay: 20_365,
    },
    card: {
      ...card,
      createdBy: payload,
      products: card.products.map((each) => ({ ...each, id: payload, name: payload })),
    },
    suggestions: [poisoned(payload)],
    decisions: { [payload]: decision },
    guardrails: { ...defaultGuardrails, categories: { [payload]: { minPrice: 5 } } },
    demand: new Map(),
    impact: null,
    run: { ...smallRun, productNames: [payload] },
    audit: { entries: 1, hash: payload },
    answers: null,
  });
}

/** What ran or was asked for; null where nothing. */
async function ranIn(browser: Browser, html: string): Promise<string | null> {
  const page = await browser.newPage();
  const found: string[] = [];
  page.on('dialog', (dialog) => {
    found.push('a dialog opened');
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!/^(data|about|blob):/.test(request.url())) found.push(`a request to ${request.url().slice(0, 60)}`);
  });
  try {
    await page.setContent(html);
    await page.waitForTimeout(30);
    const ran = await page.evaluate(
      () => 'ran' in window || document.querySelector('script, iframe, base, img, object') !== null,
    );
    if (ran) found.push('a script ran, or an element was made of the text');
  } finally {
    await page.close();
  }
  return found.length === 0 ? null : found.join(', ');
}
