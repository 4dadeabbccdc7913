// The answer: tomorrow's price beside today's, how sure it is, what both are expected to bring, the way it came about
// and the reasons. Where the data cannot tell, that is said before anything else.

import { Box } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight, IconEqual, IconFlask2 } from '@tabler/icons-react';
import { useId } from 'react';

import type { Suggestion } from '../../core/decisions/suggestion.ts';
import { checkWords, type MarketCheck } from '../../core/market/market-check.ts';
import { verdictWords } from '../demand/demand-words.ts';
import { formatCount, formatMoney } from '../format.ts';
import { Mark } from '../ui/mark.tsx';
import { MarketCheckLine } from '../ui/market-check.tsx';
import { Notice } from '../ui/notice.tsx';
import { PlanTestButton, settlingIdea } from '../ui/plan-test-button.tsx';
import { ExpectedTable } from './expected-table.tsx';
import { confidenceSentence, formatProbability } from './outlook-words.ts';
import { PriceWaterfall } from './price-waterfall.tsx';
import { changeShare, directionOf, formatChange, nextPeriod, type Period } from './price-words.ts';
import { ProductDecision } from './product-decision.tsx';
import classes from './suggested-price.module.css';
import { TrailList } from './trail-list.tsx';

export interface SuggestedPriceProps {
  readonly suggestion: Suggestion;
  /** What one row of the file covers. */
  readonly period: Period;
  readonly hasFile: boolean;
  /** New prices are on their way. */
  readonly busy: boolean;
  /** The only product: its card has the undo button, since there is no table. */
  readonly isOnly: boolean;
  /** How well the history market that priced it predicts; null in a demand market. */
  readonly marketCheck: MarketCheck | null;
}

export function SuggestedPrice({
  suggestion,
  period,
  hasFile,
  busy,
  isOnly,
  marketCheck,
}: SuggestedPriceProps) {
  const id = useId();
  const { price, currentPrice, infeasible, verdictSentence } = suggestion;
  // The contradiction, the verdict and the market's check already stand above.
  const said = [infeasible?.sentence, verdictSentence, marketCheck && checkWords(marketCheck)];
  const reasons = suggestion.reasons.filter((reason) => !said.includes(reason));
  const warnings = suggestion.warnings.filter((warning) => !said.includes(warning));
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
      <Verdict suggestion={suggestion} />
      {price === null ? (
        <Notice tone="warn" title="No price satisfies every rule">
          {infeasible?.sentence} Today&apos;s price {formatMoney(currentPrice)} stands until a rule gives way.
        </Notice>
      ) : (
        <Headline suggestion={suggestion} price={price} period={period} />
      )}
      {marketCheck ? <MarketCheckLine check={marketCheck} /> : null}
      <ProductDecision key={suggestion.productId} suggestion={suggestion} withUndo={isOnly} />
      <div className={classes.columns}>
        <div>
          <h3 className={classes.subtitle}>What both prices are expected to bring</h3>
          <ExpectedTable suggestion={suggestion} period={period} hasFile={hasFile} />
        </div>
        <div>
          <h3 className={classes.subtitle}>Why</h3>
          <ul className={classes.list}>
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
          {warnings.length > 0 ? (
            <>
              <h3 className={`${classes.subtitle} ${classes.care}`}>Take care</h3>
              <ul className={`${classes.list} ${classes.warnings}`}>
                {warnings.map((warning) => (
                  <li key={warning}>{warning}</li>
                ))}
              </ul>
            </>
          ) : null}
        </div>
      </div>
      <PriceWaterfall suggestion={suggestion} />
      <details className={classes.details}>
        <summary id={`${id}-rules`}>Each rule in words</summary>
        <TrailList trail={suggestion.trail} bindingRule={suggestion.bindingRule} labelledBy={`${id}-rules`} />
      </details>
    </section>
  );
}

/** A warning where the price rests on nothing the file has shown; else a quiet line. The experiment is said once. */
function Verdict({ suggestion }: { readonly suggestion: Suggestion }) {
  const { verdict, verdictSentence, experiment } = suggestion;
  const { word, tone } = verdictWords[verdict];
  if (verdict === 'answers' || verdict === 'leans')
    return (
      <p className={classes.verdict}>
        <Mark tone={tone}>{word}</Mark> {verdictSentence}
      </p>
    );
  return (
    <Notice
      tone="warn"
      title={verdict === 'cannotTell' ? 'The data cannot tell' : 'The data looks suspicious'}
    >
      {experiment === null ? verdictSentence : verdictSentence.replace(experiment.sentence, '').trim()}
      {experiment === null ? null : (
        <>
          <p className={classes.experiment}>
            <IconFlask2 aria-hidden size={17} />
            <span>
              <strong>Cheapest experiment that would settle it:</strong> {experiment.sentence}
            </span>
          </p>
          <Box mt="xs" ml={25}>
            <PlanTestButton idea={settlingIdea(suggestion.productId, experiment)} label="Plan this test" />
          </Box>
        </>
      )}
    </Notice>
  );
}

function Headline({
  suggestion,
  price,
  period,
}: {
  readonly suggestion: Suggestion;
  readonly price: number;
  readonly period: Period;
}) {
  const { currentPrice } = suggestion;
  // Where the price stays there is nothing to gain.
  const confidence = directionOf(suggestion) === 'unchanged' ? null : suggestion.confidence;
  const unit = period === 'row' ? 'row' : period;
  return (
    <>
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
        {confidence === null ? null : (
          <div>
            <div className={classes.figure}>{formatProbability(confidence)}</div>
            <div className={classes.quiet}>chance of more {suggestion.confidenceIn}</div>
          </div>
        )}
        {suggestion.expectedFrom === 'demandFit' ? (
          <div>
            <div className={classes.figure}>{formatCount(suggestion.supportDays)}</div>
            <div className={classes.quiet}>
              past {unit}
              {suggestion.supportDays === 1 ? '' : 's'} near this price
            </div>
          </div>
        ) : null}
      </div>
      <p className={classes.sentence}>{confidenceSentence(suggestion, period)}</p>
    </>
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
  if (bindingRule === null) return 'no rule changed it';
  const label = trail.find((step) => step.rule === bindingRule)?.label ?? bindingRule;
  return `bound by: ${label}`;
}
