// The answer: tomorrow's price beside today's, the rule that bound it, the way it came about, and what both prices
// are expected to bring.

import { IconArrowDownRight, IconArrowUpRight, IconEqual } from '@tabler/icons-react';
import { useId } from 'react';

import type { Suggestion } from '../../core/decisions/suggestion.ts';
import { formatCount, formatMoney } from '../format.ts';
import { Mark } from '../ui/mark.tsx';
import { Notice } from '../ui/notice.tsx';
import { ExpectedTable } from './expected-table.tsx';
import { changeShare, directionOf, formatChange, nextPeriod, type Period } from './price-words.ts';
import classes from './suggested-price.module.css';
import { PriceTrail } from './price-trail.tsx';

export interface SuggestedPriceProps {
  readonly suggestion: Suggestion;
  /** What one row of the file covers. */
  readonly period: Period;
  readonly hasFile: boolean;
  /** New prices are on their way. */
  readonly busy: boolean;
}

export function SuggestedPrice({ suggestion, period, hasFile, busy }: SuggestedPriceProps) {
  const id = useId();
  const { price, currentPrice, infeasible } = suggestion;
  // The contradiction already stands above, in place of a price.
  const reasons = suggestion.reasons.filter((reason) => reason !== infeasible?.sentence);
  return (
    <section role="region" aria-label="Suggested price" aria-busy={busy} className={classes.card}>
      <header className={classes.head}>
        <div>
          <h2 className={classes.product}>{suggestion.productName}</h2>
          <p className={classes.quiet}>
            {suggestion.category === null ? '' : `${suggestion.category} · `}
            {suggestion.productId === suggestion.productName ? '' : `${suggestion.productId} · `}
            suggested for {nextPeriod(period)}
          </p>
        </div>
        <span aria-live="polite" className={classes.quiet}>
          {busy ? 'Asking for new prices …' : ''}
        </span>
      </header>
      {price === null ? (
        <Notice tone="warn" title="No price satisfies every rule">
          {infeasible?.sentence} Today&apos;s price {formatMoney(currentPrice)} stands until a rule gives way.
        </Notice>
      ) : (
        <div className={classes.prices}>
          <div>
            <div className={classes.big}>{formatMoney(price)}</div>
            <div className={classes.quiet}>suggested</div>
          </div>
          <div>
            <div className={classes.today}>{formatMoney(currentPrice)}</div>
            <div className={classes.quiet}>today</div>
          </div>
          <div>
            <Change suggestion={suggestion} />
            <div className={classes.quiet}>{bindingWords(suggestion)}</div>
          </div>
          {suggestion.expectedFrom === 'demandFit' ? (
            <div>
              <div className={classes.support}>{formatCount(suggestion.supportDays)}</div>
              <div className={classes.quiet}>
                past {period}
                {suggestion.supportDays === 1 ? '' : 's'} near this price
              </div>
            </div>
          ) : null}
        </div>
      )}
      <div className={classes.columns}>
        <div>
          <h3 id={`${id}-trail`} className={classes.subtitle}>
            How it came about
          </h3>
          <PriceTrail suggestion={suggestion} labelledBy={`${id}-trail`} />
        </div>
        <div>
          <h3 className={classes.subtitle}>What both prices are expected to bring</h3>
          <ExpectedTable suggestion={suggestion} period={period} hasFile={hasFile} />
        </div>
      </div>
      <div className={classes.columns}>
        <div>
          <h3 className={classes.subtitle}>Why</h3>
          <ul className={classes.list}>
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </div>
        {suggestion.warnings.length > 0 ? (
          <div>
            <h3 className={classes.subtitle}>Take care</h3>
            <ul className={`${classes.list} ${classes.warnings}`}>
              {suggestion.warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
    </section>
  );
}

function Change({ suggestion }: { readonly suggestion: Suggestion }) {
  const direction = directionOf(suggestion);
  const Icon = direction === 'up' ? IconArrowUpRight : direction === 'down' ? IconArrowDownRight : IconEqual;
  const word = direction === 'up' ? 'up' : direction === 'down' ? 'down' : 'unchanged';
  return (
    <div className={classes.change}>
      <Icon aria-hidden size={22} stroke={2} />
      {formatChange(changeShare(suggestion.currentPrice, suggestion.price))}
      <Mark tone="quiet">{word}</Mark>
    </div>
  );
}

/** The rule that bound the price, in words. */
function bindingWords({ bindingRule, trail }: Suggestion): string {
  if (bindingRule === null) return 'no rule changed the policy’s price';
  const label = trail.find((step) => step.rule === bindingRule)?.label ?? bindingRule;
  return `bound by: ${label}`;
}
