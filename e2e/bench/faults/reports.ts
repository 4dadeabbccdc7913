// Reports whose every text would run, opened in a browser with scripts on: as they are, and without their policy.

import type { Browser } from 'playwright';

import type { PricingEvidence } from '../../../src/core/decisions/pricing-evidence.ts';
import { reportAnswers } from '../../../src/core/export/report/report-answers.ts';
import { reportHtml } from '../../../src/core/export/report/report.ts';
import { reportScript } from '../../../src/report/bundle.ts';
import { smallRun } from '../../../src/core/export/run/run-fixture.ts';
import { defaultGuardrails } from '../../../src/core/decisions/guardrails/guardrail-list.ts';
import { bundleFixture } from '../../../src/core/export/model/bundle-fixture.ts';
import { payloads, poisoned } from './campaigns.ts';
import { Tally } from './outcome.ts';

export async function injectedReports(browser: Browser): Promise<Tally> {
  const tally = new Tally();
  const script = await reportScript();
  for (const payload of payloads) {
    const report = reportOf(payload, script);
    for (const html of [report, report.replace(/<meta[^>]*Content-Security-Policy[^>]*>/s, '')])
      await tally.try(JSON.stringify(payload), /^$/, () => ranIn(browser, html));
  }
  return tally;
}

function reportOf(payload: string, script: string): string {
  const { card } = bundleFixture('demand');
  const decision = {
    productId: payload,
    action: 'override',
    price: 2,
    suggestedPrice: 1,
    currentPrice: 1,
    reason: payload,
  } as const;
  return reportHtml(
    {
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
      answers: reportAnswers([poisoned(payload)], [evidenceOf(payload)], defaultGuardrails),
    },
    script,
  );
}

/** A past whose every text is the payload. */
function evidenceOf(payload: string): PricingEvidence {
  return {
    product: { id: payload, name: payload, category: payload, series: { [payload]: payload }, key: payload },
    currentPrice: 10,
    terms: { unitCost: 6, overheadPerDay: 0 },
    assumedCost: payload,
    competitorPrice: null,
    moves: { changesLastWeek: 0, daysSinceChange: null },
    past: { lowest: 9, highest: 11, ending: null },
    daysPerRow: 1,
    firstDay: 20_366,
    demand: {
      productId: payload,
      marketElasticity: -2,
      marketElasticityError: 0.2,
      baseUnits: 20,
      referencePrice: 10,
      level: { slope: 0, standardError: 0.05 },
      estimate: -2,
      dispersion: 1,
      verdict: 'answers',
      experiment: null,
      lasting: null,
      cross: null,
      noGround: null,
    },
    season: { kind: 'plain', index: 1 },
  };
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
    await page.waitForFunction(() => document.getElementById('tried')?.textContent !== '', null, {
      timeout: 10_000,
    });
    const ran = await page.evaluate(
      // Its own two: the model it holds, and what answers back.
      () =>
        'ran' in window ||
        document.querySelectorAll('script').length !== 2 ||
        document.querySelector('iframe, base, img, object') !== null,
    );
    if (ran) found.push('a script ran, or an element was made of the text');
  } finally {
    await page.close();
  }
  return found.length === 0 ? null : found.join(', ');
}
