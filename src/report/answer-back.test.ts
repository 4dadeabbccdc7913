// The report answers as the core does: the very script that a report carries is run in a document made of the report, sliders are
// moved, and what it then shows is compared with the static report of prices that `suggestPrices` gives for the same rules.

import { JSDOM } from 'jsdom';
import { beforeAll, describe, expect, test } from 'vitest';

import { evidenceOfSetup, suggestPrices } from '../core/decisions/suggest-price.ts';
import { defaultGuardrails, type Guardrails } from '../core/decisions/guardrails/guardrail-list.ts';
import { usualLevel } from '../core/decisions/recommendation.ts';
import type { Suggestion } from '../core/decisions/suggestion.ts';
import { summarizeDemand } from '../core/demand/summarize-demand.ts';
import {
  answering,
  answeringSteps,
  type ReportAnswers,
  reportAnswers,
} from '../core/export/report/report-answers.ts';
import { reportHtml } from '../core/export/report/report.ts';
import { historyProduct, runProducts } from '../core/market/run-product.ts';
import { marketSetupFor } from '../core/run/market-setup.ts';
import { defaultSettings } from '../core/run/settings.ts';
import { readDataset } from '../headless/read-dataset.ts';
import { reportScript } from './bundle.ts';

/** jsdom takes ten times as long as a browser for the same script. */
const productCount = 16;

let script = '';
let published: readonly Suggestion[];
let price: (guardrails: Guardrails, choices?: Parameters<typeof suggestPrices>[4]) => Suggestion[];
let answersOf: (suggestions: readonly Suggestion[], guardrails: Guardrails) => ReportAnswers;

beforeAll(async () => {
  script = await reportScript();
  const dataset = await readDataset('public/demo/catalogue.csv');
  const histories = dataset.histories.slice(0, productCount);
  const products = runProducts(histories, summarizeDemand(histories), []);
  const setup = marketSetupFor({ ...defaultSettings, market: 'demand' }, products, 0.15);
  const pasts = products.map(historyProduct);
  const evidence = evidenceOfSetup(setup, pasts);
  price = (guardrails, choices) => suggestPrices(null, setup, pasts, guardrails, choices);
  published = price(defaultGuardrails);
  answersOf = (suggestions, guardrails) => reportAnswers(suggestions, evidence, guardrails)!;
}, 120_000);

function reportOf(suggestions: readonly Suggestion[], guardrails: Guardrails, answers: ReportAnswers | null) {
  return reportHtml(
    {
      createdAt: '2026-11-22T10:00:00.000Z',
      createdBy: 'Pricing Lab 0.1.0',
      data: null,
      card: null,
      suggestions,
      decisions: {},
      guardrails,
      demand: new Map(),
      impact: null,
      run: null,
      audit: null,
      answers,
    },
    script,
  );
}

const settled = (window: JSDOM['window']) =>
  expect
    .poll(() => window.document.getElementById('answer')?.textContent ?? '', {
      interval: 20,
    })
    .toMatch(/^(As published|With these rules)/);

const shown = ({ document }: JSDOM['window']) => ({
  first: document.getElementById('first-page')!.textContent.replace(/\s+/g, ' '),
  rows: [...document.querySelectorAll('#price-rows > tr')].map((row) => row.textContent.replace(/\s+/g, ' ')),
});

/** The report as it opens, and as its script leaves it. */
async function opened(html: string) {
  const before = shown(new JSDOM(html).window);
  const { window } = new JSDOM(html, { runScripts: 'dangerously' });
  await settled(window);
  return { window, before };
}

function move(window: JSDOM['window'], name: string, value: string): void {
  const field = window.document.querySelector<HTMLInputElement>(`#rules [name="${name}"]`)!;
  field.value = value;
  field.dispatchEvent(new window.Event('input', { bubbles: true }));
}

describe('a report', () => {
  test('shows, before a slider is touched, what was published', async () => {
    const suggestions = published;
    const { window, before } = await opened(
      reportOf(suggestions, defaultGuardrails, answersOf(suggestions, defaultGuardrails)),
    );
    expect(shown(window)).toEqual(before);
    expect(before.rows).toHaveLength(productCount);
    expect(window.document.body.className).toBe('');
  });

  test('shows, for other rules, what the core would have published', async () => {
    const suggestions = published;
    const { window, before } = await opened(
      reportOf(suggestions, defaultGuardrails, answersOf(suggestions, defaultGuardrails)),
    );
    move(window, 'largestChangePercent', '6');
    move(window, 'level', '90');
    move(window, 'ending', '1');
    move(window, 'minPrice', '12');
    move(window, 'mostChanges', '7');
    await settled(window);
    const rules: Guardrails = {
      ...defaultGuardrails,
      all: {
        ...defaultGuardrails.all,
        largestChangePercent: 6,
        ending: { kind: 'ending', cents: 99 },
        minPrice: 12,
      },
    };
    const others = price(rules, { level: 0.9, mostChanges: 7 });
    const wanted = shown(new JSDOM(reportOf(others, rules, null)).window);
    expect(shown(window)).toEqual(wanted);
    expect(wanted.first).not.toBe(before.first);
    expect(window.document.body.className).toBe('is-tried');
    window.document.getElementById('reset')!.click();
    await settled(window);
    expect(shown(window)).toEqual(before);
  });

  test('says of a tried price what the recommendation says of it', () => {
    const suggestions = published;
    const answers = answersOf(suggestions, defaultGuardrails);
    const list = answering(JSON.parse(JSON.stringify(answers)) as ReportAnswers)(answers.published);
    let compared = 0;
    list.forEach(({ gainAt, settled: allowed }, i) => {
      const { recommendation, price: recommended } = suggestions[i]!;
      const chosen = recommendation.candidates.find(({ name }) => name === recommendation.candidate)!;
      if (recommendation.action !== 'change' || chosen.isSchedule) return;
      expect(gainAt(recommended!)).toMatchObject({
        gainPerDay: recommendation.gainPerDay,
        probability: recommendation.probability,
      });
      expect(allowed(recommended!)).toBe(recommended);
      compared += 1;
    });
    expect(compared).toBeGreaterThan(5);
  });
});

test('a report whose file would run does not: its texts stay texts in the model and in what the script draws', async () => {
  const payload = '</script><script>window.ran = 1</script><img src=x onerror="window.ran = 1">';
  const suggestions = published.slice(0, 2);
  const answers = answersOf(published, defaultGuardrails);
  const poisoned = {
    ...answers,
    products: answers.products.slice(0, 2).map((product) => ({
      ...product,
      evidence: {
        ...product.evidence,
        product: { ...product.evidence.product, name: payload, category: payload },
      },
    })),
  };
  const { window } = await opened(
    reportOf(
      suggestions.map((each) => ({ ...each, productName: payload })),
      defaultGuardrails,
      poisoned,
    ),
  );
  move(window, 'largestChangePercent', '5');
  await settled(window);
  expect('ran' in window).toBe(false);
  expect(window.document.querySelectorAll('script')).toHaveLength(2);
  expect(window.document.querySelector('img')).toBeNull();
  expect(window.document.getElementById('first-page')!.textContent).toContain(payload);
});

test('its work stops after every product, also of a category that is priced jointly, and comes to the same', () => {
  const answers = answersOf(published, defaultGuardrails);
  const tied = {
    ...answers,
    products: answers.products.map((product, i) => ({
      ...product,
      evidence: {
        ...product.evidence,
        product: { ...product.evidence.product, category: 'All' },
        season: { kind: 'plain', index: 1 } as const,
        demand: {
          ...product.evidence.demand,
          cross: {
            coefficient: 0.5,
            standardError: 0.1,
            isTold: true,
            shares: Object.fromEntries(
              answers.products.flatMap(({ evidence }, j) =>
                j === i ? [] : [[evidence.product.id, 1 / (productCount - 1)]],
              ),
            ),
          },
        },
      },
    })),
  };
  const steps = answeringSteps(tied)(tied.published);
  let stops = 0;
  let next = steps.next();
  for (; next.done !== true; next = steps.next()) stops += 1;
  // Once for the draws of each, and at least once for the price of each.
  expect(stops).toBeGreaterThanOrEqual(2 * productCount);
  const atOnce = answering(tied)(tied.published);
  expect(next.value.some(({ recommendation }) => recommendation.joint !== null)).toBe(true);
  expect(next.value.map(({ price, recommendation }) => ({ price, recommendation }))).toEqual(
    atOnce.map(({ price, recommendation }) => ({ price, recommendation })),
  );
});

test('the level and the objective of a report are those its prices were asked with', () => {
  const answers = answersOf(published, defaultGuardrails);
  expect(answers.published).toMatchObject({ objective: 'profit', level: usualLevel, mostChanges: null });
});

test('the script of a report is small and reaches for nothing', () => {
  expect(script.length).toBeLessThan(150_000);
  expect(script).not.toMatch(/fetch\(|XMLHttpRequest|WebSocket|import\(|eval\(|new Function|https?:/);
});
