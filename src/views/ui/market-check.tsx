// How well a history market predicts sales it has not seen, beside a result of it: the verdict, the three figures, and
// what may therefore not be said.

import {
  checkWords,
  marketVerdict,
  verdictLabels,
  type MarketCheck,
  type MarketVerdict,
} from '../../core/market/market-check.ts';
import { pageWords } from '../../core/text/page-words.ts';
import { Mark, type Tone } from './mark.tsx';
import classes from './market-check.module.css';

const tones = {
  better: 'good',
  unclear: 'warn',
  noBetter: 'warn',
  unchecked: 'quiet',
} as const satisfies Record<MarketVerdict, Tone>;

export function MarketCheckLine({ check }: { readonly check: MarketCheck }) {
  const verdict = marketVerdict(check);
  return (
    <section aria-label="Market check" className={classes.check}>
      <Mark tone={tones[verdict]}>Market {verdictLabels[verdict]}</Mark> {pageWords(checkWords(check))}
    </section>
  );
}
