// The first answer of Experiments: what to test, from the recommendations. The test that is worth most over its cost first.

import { useMemo } from 'react';

import { formatMoney, formatRough } from '../../core/text/format.ts';
import { useLab } from '../../store/use-lab.ts';
import { PlanTestButton } from '../ui/plan-test-button.tsx';
import classes from './experiments-section.module.css';
import { shownTests, testsByWorth, worthSentence } from './worth-testing-words.ts';

export function WorthTesting() {
  const suggestions = useLab((state) => state.suggestions);
  const tests = useMemo(() => testsByWorth(suggestions), [suggestions]);
  if (suggestions.length === 0) return null;
  return (
    <section aria-label="Worth testing" className={classes.worth}>
      <p className={classes.worthWords}>{worthSentence(tests, suggestions.length)}</p>
      {tests.slice(0, shownTests).map(({ productId, productName, currentPrice, test }) => (
        <PlanTestButton
          key={productId}
          label={`${productName}: ${formatMoney(test.price)}, worth ${formatRough(test.worth - test.cost)} a year`}
          idea={{ productId, priceA: currentPrice, priceB: test.price, measure: null, holdDays: null }}
        />
      ))}
    </section>
  );
}
