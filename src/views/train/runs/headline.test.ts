import { expect, test } from 'vitest';

import { defaultSettings } from '../../../core/run/settings.ts';
import { headlineOf as headlineOfRun, preparingWords } from './headline.ts';

type Told = Parameters<typeof headlineOfRun>[0];

/** Under way, of one product and without a check, where nothing else is said. */
const headlineOf = (run: Pick<Told, 'evaluations' | 'baselines'> & Partial<Told>, mayCallBest?: boolean) =>
  headlineOfRun(
    { state: 'training', settings: null, productNames: ['Tea'], portfolioCheck: null, ...run },
    mayCallBest,
  );

const evaluations = [
  {
    step: 1000,
    meanReturn: 15,
    returns: new Array<number>(32).fill(15),
    gapClosed: (15 - 6.8) / (15.51 - 6.8),
    gapInterval: [0.93, 0.95] as const,
    againstKeep: { mean: 8.2, low: 8.1, high: 8.3 },
    isBest: true,
  },
  {
    step: 2000,
    meanReturn: 12,
    returns: new Array<number>(32).fill(12),
    gapClosed: 0.6,
    gapInterval: null,
    againstKeep: null,
    isBest: false,
  },
];

test('headlineOf: says what was measured and on how many start states', () => {
  const headline = headlineOf({
    evaluations,
    baselines: {
      keepPrice: 6.8,
      keepReturns: [],
      myopicPrice: null,
      bestFixedPrice: { price: 15, meanReturn: 13.98 },
      optimum: 15.51,
    },
  });
  expect(headline?.gapClosed).toBeCloseTo((15 - 6.8) / (15.51 - 6.8));
  expect(headline?.sentence).toBe(
    'The best policy so far, after 1,000 steps, returned 15.00 on average over 32 fixed start states; keeping the price returned 6.80 there, so 94 % of the gap to the optimum is closed. It scores higher on the training reward than keeping the price: by 8.10 to 8.30 of reward an episode (95 % interval over paired start states). One run with one seed: results may not carry over to other start states.',
  );
});

test('headlineOf: a policy that a price which never moves would beat is not left without that word', () => {
  const of = (fixed: number) =>
    headlineOf({
      evaluations,
      baselines: {
        keepPrice: 6.8,
        keepReturns: [],
        myopicPrice: null,
        bestFixedPrice: { price: 43, meanReturn: fixed },
        optimum: 15.76,
      },
    })!.sentence;
  expect(of(15.72)).toContain(
    'of the gap to the optimum is closed. The best single price (43.00) returns more: 15.72. ',
  );
  expect(of(14.99)).not.toContain('returns more');
});

test('headlineOf: without an optimum nothing is said of a gap', () => {
  const headline = headlineOf({
    evaluations: evaluations.map((evaluation) => ({ ...evaluation, gapClosed: null })),
    baselines: { keepPrice: 0, keepReturns: [], myopicPrice: null, bestFixedPrice: null, optimum: null },
  });
  expect(headline?.gapClosed).toBeNull();
  expect(headline?.sentence).not.toContain('gap');
});

test('headlineOf: of a run that is over nothing is "so far"', () => {
  const headline = headlineOf({ state: 'finished', settings: defaultSettings, evaluations, baselines: null });
  expect(headline?.sentence).toMatch(/^The best policy, after 1,000 steps, returned 15\.00 /);
  expect(headline?.sentence).toContain(
    'One run with one seed (SAC, seed 1, 64 hidden units): results may not',
  );
});

test('headlineOf: nothing before the first evaluation', () => {
  expect(headlineOf({ evaluations: [], baselines: null })).toBeNull();
});

test('headlineOf: below keeping the price no gap is called closed', () => {
  const headline = headlineOf({
    evaluations: [
      {
        step: 400,
        meanReturn: 6.24,
        returns: [6.24],
        gapClosed: -0.06,
        gapInterval: null,
        againstKeep: { mean: -0.56, low: -0.7, high: -0.4 },
        isBest: true,
      },
    ],
    baselines: { keepPrice: 6.8, keepReturns: [], myopicPrice: null, bestFixedPrice: null, optimum: 15.51 },
  });
  expect(headline?.sentence).toContain('scores lower on the training reward than keeping the price');
  expect(headline?.sentence).not.toContain('closed');
});

test('headlineOf: an interval with 0 inside claims nothing and says what is missing', () => {
  const undecided = { ...evaluations[0]!, againstKeep: { mean: 0.2, low: -0.1, high: 0.5 } };
  const headline = headlineOf({ evaluations: [undecided], baselines: null });
  expect(headline?.sentence).toContain(
    'Inconclusive whether it scores higher on the training reward than keeping the price',
  );
  expect(headline?.sentence).toContain('more start states');
});

test('headlineOf: of a portfolio the median product and its middle half, the check before what chose the policy', () => {
  const portfolio = {
    episodesPerProduct: 6,
    returns: [15, 14],
    gaps: [0.9, 0.8],
    quartiles: { lower: 0.825, median: 0.85, upper: 0.875 },
  };
  const chosen = { ...evaluations[0]!, gapClosed: 0.85, gapInterval: null, portfolio };
  const before = headlineOf({ evaluations: [chosen], baselines: null });
  expect(before).toMatchObject({ gapClosed: 0.85, middleHalf: [0.825, 0.875] });
  expect(before?.sentence).toContain(
    '. The median product closes 85 % of the gap to its optimum. It scores higher',
  );
  const score = { ...portfolio, quartiles: { lower: 0.7, median: 0.8, upper: 0.9 } };
  const after = headlineOf({ evaluations: [chosen], baselines: null, portfolioCheck: { step: 1000, score } });
  expect(after).toMatchObject({ gapClosed: 0.8, middleHalf: [0.7, 0.9] });
});

test('headlineOf: in a market that predicts no better than a mean, nothing is called best, and claims stay in it', () => {
  const baselines = {
    keepPrice: 6.8,
    keepReturns: [],
    myopicPrice: null,
    bestFixedPrice: null,
    optimum: null,
  };
  const history = evaluations.map((evaluation) => ({ ...evaluation, gapClosed: null }));
  const refused = headlineOf({ evaluations: history, baselines }, false);
  expect(refused?.sentence).toMatch(/^The policy with the highest return so far, after 1,000 steps/);
  expect(refused?.sentence).toContain(
    'It scores higher on the training reward than keeping the price in this market: by',
  );
  expect(refused?.sentence).not.toMatch(/\bbest\b|optimal/);
});

test('preparingWords: until the first step of a run for a catalogue, how far its baselines are', () => {
  expect(preparingWords({ step: 0, preparing: 0.254 })).toBe(
    'Computing what each product could earn: 25 % …',
  );
  expect(preparingWords({ step: 8, preparing: 1 })).toBeNull();
  expect(preparingWords({ step: 0 })).toBeNull();
});

const earning = (low: number, high: number) => [
  {
    ...evaluations[0]!,
    profit: { mean: 1250, againstKeep: { mean: (low + high) / 2, low, high } },
  },
];
const beside = {
  keepPrice: 6.8,
  keepReturns: [],
  myopicPrice: null,
  bestFixedPrice: { price: 15, meanReturn: 13.98 },
  optimum: 15.51,
  profit: { keepPrice: 1000, keepProfits: [], bestFixedPrice: 1200 },
};

test('headlineOf: where a cost is known the profit stands beside the reward, and "beats" is said of it', () => {
  const headline = headlineOf({ evaluations: earning(200, 300), baselines: beside });
  expect(headline?.profit).toBe(1250);
  expect(headline?.sentence).toContain(
    'In profit an episode it earned 1,250, keeping the price 1,000 and the best single price 1,200. ' +
      'It beats your current price: by 200 to 300 profit an episode (95 % interval over paired start states).',
  );
});

test('headlineOf: a reward above that of the kept price is no claim of profit', () => {
  const loses = headlineOf({ evaluations: earning(-300, -200), baselines: beside })!.sentence;
  expect(loses).toContain(
    'It scores higher on the training reward than keeping the price. It earns less than your current price: the difference is -300 to -200 profit an episode',
  );
  expect(loses).not.toContain('beats');
  const open = headlineOf({ evaluations: earning(-100, 200), baselines: beside })!.sentence;
  expect(open).toContain('Inconclusive against your current price: the difference is -100 to 200');
});

const looked = (low: number, high: number) => ({
  ...evaluations[1]!,
  secondLook: {
    finalists: 5,
    episodes: 256,
    meanReturn: 14.2,
    gapClosed: 0.851,
    gapInterval: [0.84, 0.86] as const,
    againstKeep: { mean: 7.5, low: 7.4, high: 7.6 },
    profit: { mean: 1150, againstKeep: { mean: 200, low: 150, high: 250 } },
    keepPrice: 6.7,
    bestFixedPrice: { meanReturn: 14.1, profit: 1200, against: { mean: (low + high) / 2, low, high } },
  },
});

test('headlineOf: after a second look its figures stand for the run, and it says what they are of', () => {
  const headline = headlineOf({ evaluations: [evaluations[0]!, looked(0.05, 0.15)], baselines: beside })!;
  expect(headline).toMatchObject({ gapClosed: 0.851, bestReturn: 14.2, keepPrice: 6.7, profit: 1150 });
  expect(headline.gapInterval).toEqual([0.84, 0.86]);
  expect(headline.sentence).toContain(
    'after 2,000 steps, returned 14.20 on average over 256 fresh start states, which chose it among the 5 highest evaluations; keeping the price returned 6.70 there, so 85 % of the gap',
  );
  const refused = headlineOf({ evaluations: [looked(-0.3, -0.1)], baselines: beside }, false)!.sentence;
  expect(refused).not.toMatch(/\bbest\b|optimal/);
  expect(headline.sentence).not.toContain('returns more');
  expect(headline.sentence).toContain('and the best single price 1,200, which is more. ');
});

test('headlineOf: below the best single price on the same episodes it says by how much, and where that is unclear', () => {
  const of = (low: number, high: number) =>
    headlineOf({ evaluations: [looked(low, high)], baselines: beside })!.sentence;
  expect(of(-0.3, -0.1)).toContain(
    'The best single price (15.00) returns more: 14.10, by 0.10 to 0.30 an episode (95 % interval over paired start states): it needs no agent. ',
  );
  // Both ends are written 0.01: they are no range.
  expect(of(-0.0121, -0.0104)).toContain('returns more: 14.10, by about 0.01 an episode');
  expect(of(-0.1, 0.3)).toContain(
    'It is unclear whether it returns more than the best single price (15.00), which returned 14.10 there. ',
  );
});
