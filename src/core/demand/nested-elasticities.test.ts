import { describe, expect, test } from 'vitest';

import { Random } from '../random.ts';
import { type NestedMember, nestedElasticities } from './nested-elasticities.ts';
import { elasticityPrior } from './prior.ts';

const member = (
  value: number | null,
  standardError: number,
  category: string | null,
  product: string | null = null,
): NestedMember => ({ evidence: value === null ? null : { value, standardError }, category, product });

describe('nestedElasticities', () => {
  const members = [
    member(-1, 0.3, 'Tea', 'Green'),
    member(-1.6, 0.6, 'Tea', 'Green'),
    member(-2.6, 0.5, 'Tea'),
    member(null, 0, 'Tea'),
    member(-3.1, 0.4, 'Wine'),
    member(-2.2, 0.8, 'Wine'),
    member(-1.9, 0.7, null),
  ];
  const found = nestedElasticities(members, elasticityPrior);

  test('posteriors are those of draws from the prior, weighed by what they make of the fits', () => {
    const random = new Random(1);
    const spread = (median: number) => median * Math.exp(0.5 * random.normal());
    const sums = members.map(() => ({ first: 0, second: 0 }));
    let total = 0;
    for (let draw = 0; draw < 400_000; draw++) {
      const [between, within, series] = [spread(0.5), spread(0.5), spread(0.35)];
      const file = -1.5 + random.normal();
      const tea = file + between * random.normal();
      const wine = file + between * random.normal();
      const green = tea + within * random.normal();
      const truth = [
        green + series * random.normal(),
        green + series * random.normal(),
        tea + within * random.normal(),
        tea + within * random.normal(),
        wine + within * random.normal(),
        wine + within * random.normal(),
        file + Math.hypot(between, within) * random.normal(),
      ];
      let log = 0;
      members.forEach(({ evidence }, i) => {
        if (evidence) log -= 0.5 * ((evidence.value - truth[i]!) / evidence.standardError) ** 2;
      });
      const weight = Math.exp(log);
      total += weight;
      truth.forEach((value, i) => {
        sums[i]!.first += weight * value;
        sums[i]!.second += weight * value ** 2;
      });
    }
    found.members.forEach(({ value, standardError }, i) => {
      const mean = sums[i]!.first / total;
      const deviation = Math.sqrt(sums[i]!.second / total - mean ** 2);
      expect(Math.abs(value - mean)).toBeLessThan(0.03);
      expect(Math.abs(standardError - deviation)).toBeLessThan(0.03);
    });
  });

  test('a member without a fit is what its group says of one more', () => {
    const tea = found.categories.get('Tea')!;
    expect(found.members[3]!.value).toBeCloseTo(tea.mean, 12);
    expect(found.members[3]!.standardError).toBeCloseTo(Math.hypot(tea.sd, tea.meanError), 12);
    expect(tea.fits).toBe(3);
    expect(found.products.get('Green')!.fits).toBe(2);
    expect(found.file.fits).toBe(6);
  });

  test('without any fit all is as before the file', () => {
    const none = nestedElasticities([member(null, 0, 'Tea')], elasticityPrior);
    expect(none.file.mean).toBeCloseTo(-1.5, 9);
    expect(none.file.meanError).toBeCloseTo(1, 9);
    expect(none.members[0]!.value).toBeCloseTo(-1.5, 9);
  });

  test('fits that may all be off to one side do not make up for each other', () => {
    const shared = 1.5;
    const members = [0.2, -0.1, 0.3, 0].map((value) => ({
      ...member(value, 0.3, null),
      sharedError: shared,
    }));
    const random = new Random(2);
    let [total, first, second] = [0, 0, 0];
    for (let draw = 0; draw < 400_000; draw++) {
      const spread = Math.hypot(0.5 * Math.exp(0.5 * random.normal()), 0.5 * Math.exp(0.5 * random.normal()));
      const file = -1.5 + random.normal();
      const off = shared * random.normal();
      let log = 0;
      let own = 0;
      members.forEach(({ evidence }, i) => {
        const truth = file + spread * random.normal();
        if (i === 0) own = truth;
        log -= 0.5 * ((evidence!.value - truth - off) / 0.3) ** 2;
      });
      const weight = Math.exp(log);
      total += weight;
      first += weight * own;
      second += weight * own ** 2;
    }
    const [mean, deviation] = [first / total, Math.sqrt(second / total - (first / total) ** 2)];
    const found = nestedElasticities(members, elasticityPrior).members[0]!;
    expect(Math.abs(found.value - mean)).toBeLessThan(0.05);
    expect(Math.abs(found.standardError - deviation)).toBeLessThan(0.05);
    // Four fits of 0.1 on average with independent errors would have moved it nearly all the way there.
    expect(found.value).toBeLessThan(-0.7);
  });

  test('a fit without the shared error says by how much the others are off', () => {
    const off = Array.from({ length: 8 }, () => ({ ...member(-5, 0.2, null), sharedError: 1.5 }));
    const { members: found } = nestedElasticities([...off, member(-2, 0.1, null)], elasticityPrior);
    expect(found[8]!.value).toBeCloseTo(-2, 1);
    expect(found[0]!.value).toBeGreaterThan(-3);
  });

  test('one odd fit is not taken for a category of very different ones', () => {
    const like = Array.from({ length: 8 }, (_, k) => member(-2 + 0.05 * k, 0.3, 'Tea'));
    const alone = nestedElasticities(like, elasticityPrior);
    const beside = nestedElasticities([...like, member(-12, 0.3, 'Tea')], elasticityPrior);
    // Standard deviation of the nine fits: 3.26.
    expect(beside.categories.get('Tea')!.sd).toBeLessThan(0.4 * 3.26);
    like.forEach((_, i) =>
      expect(Math.abs(beside.members[i]!.value - alone.members[i]!.value)).toBeLessThan(0.2),
    );
  });

  test('on thin files intervals hold and errors are a fraction of the fits’ own', () => {
    let covered = 0;
    let pooled = 0;
    let own = 0;
    const files = 60;
    for (let seed = 0; seed < files; seed++) {
      const random = new Random(seed);
      const file = -2 + 0.5 * random.normal();
      const truths: number[] = [];
      const drawn = Array.from({ length: 8 }, (_, c) => {
        const category = file + 0.4 * random.normal();
        return Array.from({ length: 5 }, () => {
          const truth = category + 0.4 * random.normal();
          const standardError = 0.5 + random.uniform();
          truths.push(truth);
          return member(truth + standardError * random.normal(), standardError, String(c));
        });
      }).flat();
      nestedElasticities(drawn, elasticityPrior).members.forEach(({ value, standardError }, i) => {
        if (Math.abs(value - truths[i]!) < 1.96 * standardError) covered++;
        pooled += (value - truths[i]!) ** 2;
        own += (drawn[i]!.evidence!.value - truths[i]!) ** 2;
      });
    }
    expect(covered / (files * 40)).toBeGreaterThan(0.94);
    expect(pooled).toBeLessThan(0.25 * own);
  });

  test('a thin fit that contradicts its group keeps to itself, and its error says that somebody is wrong', () => {
    const others = Array.from({ length: 20 }, () => member(-0.7, 0.3, 'Vodka'));
    const one = (value: number) =>
      nestedElasticities([...others, member(value, 4.5, 'Vodka')], elasticityPrior).members.at(-1)!;
    // Within two standard deviations a thin fit is nearly drowned out by the others.
    expect(one(-5).value).toBeGreaterThan(-1);
    expect(one(-5).standardError).toBeLessThan(0.8);
    expect(one(-16).value).toBeLessThan(-4);
    expect(one(-16).standardError).toBeGreaterThan(2);
    // The more it contradicts, the wider.
    expect(one(-24).standardError).toBeGreaterThan(one(-16).standardError);
  });
});
