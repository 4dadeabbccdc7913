import fc from 'fast-check';
import { expect, test } from 'vitest';

import { defaultGuardrails } from '../../decisions/guardrails/guardrail-list.ts';
import { recommendationFixture } from '../../decisions/recommendation-fixture.ts';
import type { Suggestion } from '../../decisions/suggestion.ts';
import { referenceMarket } from '../../market/demand/reference-market.ts';
import { createModelCard } from '../../model/create-model-card.ts';
import { initialActorWeights } from '../../policy/initial-weights.ts';
import { Random } from '../../random.ts';
import { lookedAt, portfolioRun, smallRun } from '../run/run-fixture.ts';
import { firstPage } from './report-first-page.ts';
import { type ReportContent, reportHtml } from './report.ts';

const estimate = (value: number) => ({ value, interval: [0.9 * value, 1.1 * value] as const });

function suggestion(name: string): Suggestion {
  return {
    productId: name,
    productName: name,
    category: name,
    currentPrice: 20,
    policyPrice: 24.5,
    recommendation: recommendationFixture(),
    askedPrice: 24.5,
    price: 23,
    trail: [{ rule: 'largestChange', label: 'Largest change', before: 24.5, after: 23, note: name }],
    bindingRule: 'largestChange',
    infeasible: null,
    unitCost: 10,
    assumedCost: null,
    expectedAtCurrent: { price: 20, units: 100, sales: 2000, profit: 1000 },
    expectedAtSuggested: { price: 23, units: 81, sales: 1863, profit: 1053 },
    outlookAtCurrent: { units: estimate(100), revenue: estimate(2000), profit: estimate(1000) },
    outlookAtSuggested: { units: estimate(81), revenue: estimate(1863), profit: estimate(1053) },
    confidence: 0.87,
    confidenceIn: 'profit',
    expectedFrom: 'demandMarket',
    supportDays: 12,
    verdict: 'cannotTell',
    verdictSentence: `The file cannot tell about ${name}.`,
    experiment: null,
    reasons: [`because of ${name}`],
    warnings: [name],
  };
}

function content(names: readonly string[]): ReportContent {
  const architecture = {
    agent: 'ddpg' as const,
    observationSize: 5,
    actionSize: 1,
    hidden: [4],
    layerNorm: false,
    inputNorm: false,
    layerNormEpsilon: 1e-5,
    logStdRange: [-5, 2] as const,
  };
  const card = createModelCard(
    {
      createdBy: 'Pricing Lab 0.1.0',
      settings: smallRun.settings,
      setup: { kind: 'demand', products: [{ name: names[0]!, parameters: referenceMarket }] },
      data: { fileName: names[0]!, fingerprint: 'ab'.repeat(32) },
      backend: 'wasm',
    },
    {
      snapshot: { architecture, weights: initialActorWeights(architecture, new Random(1)) },
      step: 1000,
      updates: 500,
      bestReturn: 7,
      evaluationEpisodes: 32,
    },
  );
  return {
    createdAt: '2026-11-22T10:00:00.000Z',
    createdBy: 'Pricing Lab 0.1.0',
    data: {
      fileName: names[0]!,
      fingerprint: 'ab'.repeat(32),
      rows: 1000,
      products: names.length,
      firstDay: 20_000,
      lastDay: 20_365,
    },
    card,
    suggestions: names.map(suggestion),
    decisions: {
      [names[0]!]: {
        productId: names[0]!,
        action: 'override',
        price: 21.5,
        suggestedPrice: 23,
        currentPrice: 20,
        reason: names[0]!,
      },
    },
    guardrails: { ...defaultGuardrails, categories: { [names[0]!]: { minPrice: 5 } } },
    demand: new Map(),
    impact: {
      products: 2,
      productsWithCost: 2,
      productsWithStock: 0,
      productsThatMove: 2,
      figures: {
        margin: { before: estimate(0.15), after: estimate(0.19), change: estimate(0.04) },
        revenue: { before: estimate(4000), after: estimate(3726), change: estimate(-274) },
        profit: null,
        turnover: null,
        excessStock: null,
      },
    },
    run: { ...smallRun, productNames: [...names] },
    audit: { entries: 4, hash: 'cd'.repeat(32) },
    answers: null,
  };
}

/** What a person reads. */
function wordsOf(text: string): string {
  return text
    .replace(/<style>[^]*?<\/style>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');
}

test('firstPage: a year of calendars says that it counts their own days', () => {
  const words = (entry: Suggestion) => wordsOf(firstPage([entry, suggestion('Tea')]).text);
  expect(words(suggestion('Kettle'))).not.toContain('calendar');
  const plain = recommendationFixture();
  const calendar = {
    firstDay: null,
    steps: [{ day: 0, price: 23 }],
    untriedFrom: null,
    overHeld: estimate(1),
    probabilityOverHeld: 0.9,
  };
  const schedule = { ...plain.candidates[1]!, name: 'schedule' as const, isSchedule: true, calendar };
  const recommendation = recommendationFixture({ candidate: 'schedule', candidates: [schedule] });
  expect(words({ ...suggestion('Kettle'), recommendation })).toContain(
    'The year counts the calendar of one product for its 30 days only.',
  );
});

test('reportHtml: says prices, reasons, decisions, rules, impact, settings and the head of the log', () => {
  const text = reportHtml(content(['Kettle 1.7 l', 'Tea']));
  const words = wordsOf(text);
  for (const expected of [
    '2 products: 2 up, 0 down, 0 unchanged. Decided: 0 accepted, 0 rejected, 1 overridden.',
    'Kettle 1.7 l: 20.00 → 23.00 overridden with 21.50',
    '20.00 23.00 +15.0 % +4.00 75 % Largest change price effect unclear override : Kettle 1.7 l 21.50', // 23 / 20 - 1
    'Change 2 of 2 prices: +2,920 profit a year (95 % interval 339 to 5,500).', // 365 * (8 -+ sqrt(25 + 25))
    'That is +8.00 a day.', // 4 + 4
    'because of Tea',
    'Margin (%) 15 13.5 to 16.5 19 17.1 to 20.9 +4 points',
    'Stock turnover Unknown',
    "largest change 15 % of today's price",
    'lowest price 5 currency',
    '13.5 to 16.5', // 15 +- 10 %
    '15 to 22 %',
    'Training steps',
    'best single price',
    '4 entries',
    'cd'.repeat(32),
    'ab'.repeat(32),
  ])
    expect(words).toContain(expected);
  expect(text).toContain('@media print');
  expect(text).toContain("default-src 'none'");
  expect(text.match(/<svg role="img"/g)).toHaveLength(1);
  expect(text).not.toMatch(/<script|https?:|url\(|@import|src=|href=/i);
});

test('reportHtml: of a portfolio the check of its median product, not the figure that chose the policy', () => {
  const words = wordsOf(reportHtml({ ...content(['Tea', 'Kettle']), run: portfolioRun }));
  expect(words).toContain(
    'For the median product it closed 80 % of the gap between keeping the price and the optimum; for half of the ' +
      'products 78 % to 83 %, measured again on held-out episodes.',
  );
  expect(words).not.toContain('85 %');
  expect(wordsOf(reportHtml(content(['Tea'])))).toContain(' It closed 2 % of the gap');
});

test('reportHtml: after a second look the policy it kept, and how it stands beside the best single price', () => {
  const wordsWith = (low: number, high: number) => {
    const against = { mean: (low + high) / 2, low, high };
    const secondLook = { ...lookedAt, bestFixedPrice: { meanReturn: 14, profit: null, against } };
    const run = { ...smallRun, evaluations: [{ ...smallRun.evaluations[0]!, secondLook }] };
    return wordsOf(reportHtml({ ...content(['Tea']), run }));
  };
  const below = wordsWith(-0.2, -0.05);
  expect(below).toContain(
    'Of the 5 highest that of 60 steps is kept: on 256 fresh episodes it returned 13.9',
  );
  expect(below).toContain('It closed 81 % of the gap');
  expect(below).toContain('The best single price returns more: 14');
  expect(wordsWith(-0.2, 0.1)).toContain(
    'It is unclear whether that is more than the best single price, which returned 14',
  );
  expect(wordsWith(0.1, 0.2)).not.toContain('best single price returns more');
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</style><script>alert(1)</script>',
    '</title><svg onload=alert(1)>',
    '<!--',
    ']]>',
    '&lt;b&gt;',
    '\u0000<b>',
    '\ud800',
  ),
);

/** Every tag of the document, its attributes' values taken out. */
function tagsOf(text: string): string[] {
  const body = text.replace(/<style>[^]*?<\/style>/, '');
  return [...body.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, '""'));
}

test('reportHtml: whatever a product is called, the document has the tags it has for plain names', () => {
  const plain = tagsOf(reportHtml(content(['a', 'b'])));
  fc.assert(
    fc.property(fc.uniqueArray(hostile, { minLength: 2, maxLength: 2 }), (names) => {
      const text = reportHtml(content(names));
      expect(tagsOf(text)).toEqual(plain);
      // eslint-disable-next-line no-control-regex -- control characters are what is meant
      expect(text).not.toMatch(/[\u0000-\u0008\u000e-\u001f]|\p{Surrogate}/u);
    }),
    { numRuns: 150 },
  );
});

test('reportHtml: a long price list is cut with a word about it, details are of those that move most', () => {
  const names = Array.from({ length: 2100 }, (_, i) => `Product ${i}`);
  const text = reportHtml(content(names));
  expect(wordsOf(text)).toContain(
    'These 2,000 of 2,100 products stand first in this order; the prices CSV has them all.',
  );
  expect(text.match(/<article/g)).toHaveLength(40);
  expect(text.length).toBeLessThan(3_000_000);
});

test('reportHtml: what was left alone says why, and tests are named with their worth', () => {
  const [first, second, third] = ['Kettle', 'Tea', 'Mug'].map(suggestion);
  const test = { price: 22, days: 28, worth: 900, cost: 40 };
  const stays = { candidate: 'keep', action: 'keep' } as const;
  const words = wordsOf(
    reportHtml({
      ...content(['Kettle', 'Tea', 'Mug']),
      suggestions: [
        { ...first!, recommendation: recommendationFixture(stays) },
        { ...second!, recommendation: recommendationFixture({ ...stays, action: 'test', test }) },
        { ...third!, recommendation: recommendationFixture({ ...stays, horizonDays: 0 }) },
      ],
    }),
  );
  expect(words).toContain('Change 0 of 3 prices. Test 1 first. Keep 2.');
  expect(words).toContain('1 product: no change is likely enough to gain.');
  expect(words).toContain('1 product: the unit cost is unknown');
  expect(words).toContain(
    'Tea: alternate 22.00 and 20.00 for 28 days. Knowing the answer is worth about 900 over the rest of a year; the test costs about 40.',
  );
});
