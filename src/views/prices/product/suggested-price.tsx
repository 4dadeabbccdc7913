// The answer for one product: what to do about its price, what that gains and how sure it is; then the other prices that
// were weighed, what the data says, the reasons, and the way through the rules.

import { Box } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight, IconFlask2 } from '@tabler/icons-react';
import { useId } from 'react';

import { recommendedCalendar, type Recommendation } from '../../../core/decisions/recommendation.ts';
import { agentSentence, forbiddenSentence, jointEnd } from '../../../core/decisions/recommendation-words.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { checkWords, type MarketCheck } from '../../../core/market/market-check.ts';
import { verdictWords } from '../../demand/demand-words.ts';
import { formatMoney, formatSignedRough, roughInterval } from '../../../core/text/format.ts';
import { FoldOnPhone } from '../../ui/fold-on-phone.tsx';
import { Mark } from '../../ui/mark.tsx';
import { MarketCheckLine } from '../../ui/market-check.tsx';
import { Notice } from '../../ui/notice.tsx';
import { pageWords } from '../../../core/text/page-words.ts';
import { PlanTestButton, settlingIdea } from '../../ui/plan-test-button.tsx';
import { actionWords, certaintyOf, certaintyWords } from '../advice-words.ts';
import { CandidatesTable } from './candidates-table.tsx';
import { PriceCalendarPanel } from './price-calendar.tsx';
import { ExpectedTable } from './expected-table.tsx';
import { PriceWaterfall } from './price-waterfall.tsx';
import { changeShare, directionOf, formatChange, nextPeriod, type Period } from '../price-words.ts';
import { ProductDecision } from '../decisions/product-decision.tsx';
import { actionOf } from '../list/product-filter.ts';
import classes from './suggested-price.module.css';
import { TrailList } from './trail-list.tsx';
import { ValuePrice } from './value-price.tsx';

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
  const { price, currentPrice, infeasible, recommendation, productId } = suggestion;
  return (
    <section role="region" aria-label="Recommended price" aria-busy={busy} className={classes.card}>
      <div className={classes.columns}>
        <div className={classes.stack}>
          <header className={classes.head}>
            <div>
              <h2 className={classes.product}>{suggestion.productName}</h2>
              <p className={classes.quiet}>
                {suggestion.category === null ? '' : `${suggestion.category} · `}
                {suggestion.productId === suggestion.productName ? '' : `${suggestion.productId} · `}
                for {nextPeriod(period)}
              </p>
            </div>
            <span className={classes.action}>
              {price === null ? null : <ActionMark suggestion={suggestion} />}
              <span aria-live="polite" className={classes.quiet}>
                {busy ? 'working …' : ''}
              </span>
            </span>
          </header>
          {price === null ? (
            <Notice tone="warn" title="No price satisfies every rule">
              {pageWords(infeasible?.sentence ?? '')} Today’s price {formatMoney(currentPrice)} stays until
              you relax a rule.
            </Notice>
          ) : (
            <Headline suggestion={suggestion} price={price} />
          )}
          <Why suggestion={suggestion} />
          {recommendation.test ? (
            <Box>
              <PlanTestButton
                label="Plan this test"
                idea={{
                  productId,
                  priceA: currentPrice,
                  priceB: recommendation.test.price,
                  measure: null,
                  holdDays: null,
                }}
              />
            </Box>
          ) : null}
          <ProductDecision key={productId} suggestion={suggestion} withUndo={isOnly} />
          <FoldOnPhone summary="Show the other prices weighed">
            <PriceCalendarPanel suggestion={suggestion} />
            <CandidatesTable suggestion={suggestion} />
            <ValuePrice key={`typed ${productId}`} productId={productId} />
          </FoldOnPhone>
        </div>
        <div className={classes.stack}>
          <FoldOnPhone summary="Show data, reasons and figures">
            <Verdict suggestion={suggestion} />
            {marketCheck ? <MarketCheckLine check={marketCheck} /> : null}
            <Reasons suggestion={suggestion} marketCheck={marketCheck} />
            <ExpectedDetails suggestion={suggestion} period={period} hasFile={hasFile} />
          </FoldOnPhone>
        </div>
      </div>
    </section>
  );
}

function ActionMark({ suggestion }: { readonly suggestion: Suggestion }) {
  const { word, tone } = actionWords[actionOf(suggestion) ?? 'keep'];
  return <Mark tone={tone}>{word}</Mark>;
}

/** What to do, from what to what, and what it brings. */
function Headline({ suggestion, price }: { readonly suggestion: Suggestion; readonly price: number }) {
  const { currentPrice, recommendation, assumedCost } = suggestion;
  const { objective, gainPerDay, gainPerYear, horizonDays, level, isForced, forcedBy } = recommendation;
  const action = actionOf(suggestion) ?? 'keep';
  const certainty = certaintyOf(suggestion);
  return (
    <div className={classes.headline} data-action={action}>
      <div className={classes.prices}>
        <div>
          <div className={classes.big}>{formatMoney(price)}</div>
          <div className={classes.quiet}>recommended</div>
        </div>
        <div>
          <div className={classes.today}>{formatMoney(currentPrice)}</div>
          <div className={classes.quiet}>today</div>
        </div>
        {directionOf(suggestion) === 'unchanged' ? null : (
          <div>
            <Change suggestion={suggestion} />
            <div className={classes.quiet}>change</div>
          </div>
        )}
      </div>
      {certainty === null ? null : (
        <p className={classes.gain}>
          <strong>
            {formatSignedRough(gainPerDay.value)} {objective} a day
          </strong>{' '}
          <span className={classes.quiet}>({roughInterval(gainPerDay)})</span>,{' '}
          {formatSignedRough(gainPerYear.value)}{' '}
          {recommendedCalendar(recommendation) ? `over the ${horizonDays} days of its calendar` : 'a year'},{' '}
          <strong className={certainty < level ? classes.unsure : classes.sure}>
            {certaintyWords(certainty)}
          </strong>
          {isForced && !forcedBy ? (
            <span className={classes.quiet}>; your rules do not allow today’s price</span>
          ) : null}
        </p>
      )}
      {forcedBy && isPlain(recommendation) ? (
        <p className={classes.quiet}>{pageWords(forbiddenSentence(forcedBy))}</p>
      ) : null}
      {action === 'change' ? <p className={classes.quiet}>{bindingWords(suggestion)}</p> : null}
      {assumedCost !== null && objective === 'profit' ? (
        <p className={classes.quiet}>Profit rests on an assumed cost ({assumedCost}).</p>
      ) : null}
    </div>
  );
}

/** A change that the headline says in full, so that its sentence is not shown. */
function isPlain({ action, candidate }: Recommendation): boolean {
  return action === 'change' && candidate === 'demandOptimum';
}

/** Why the price stays, and what the agent asked for where that differs. */
function Why({ suggestion }: { readonly suggestion: Suggestion }) {
  const { recommendation, currentPrice } = suggestion;
  const agent = agentSentence(recommendation, currentPrice);
  const together = jointEnd(recommendation);
  const plain = isPlain(recommendation);
  return (
    <>
      {plain ? null : <p className={classes.sentence}>{pageWords(recommendation.sentence)}</p>}
      {plain && together !== null ? <p className={classes.sentence}>{together}</p> : null}
      {agent === null ? null : <p className={classes.sentence}>{pageWords(agent)}</p>}
    </>
  );
}

/** How far the data goes, in neutral words and colours: it is about the past, not about the price. */
function Verdict({ suggestion }: { readonly suggestion: Suggestion }) {
  const { verdict, verdictSentence, experiment } = suggestion;
  return (
    <div className={classes.verdict}>
      <h3 className={classes.subtitle}>
        Data <Mark tone="quiet">{verdictWords[verdict].word}</Mark>
      </h3>
      <p className={classes.sentence}>
        {pageWords(
          experiment === null ? verdictSentence : verdictSentence.replace(experiment.sentence, '').trim(),
        )}
      </p>
      {experiment === null ? null : (
        <>
          <p className={classes.experiment}>
            <IconFlask2 aria-hidden size={17} />
            <span>
              <strong>Cheapest experiment that would settle it:</strong> {experiment.sentence}
            </span>
          </p>
          {suggestion.recommendation.test ? null : (
            <Box mt="xs" ml={25}>
              <PlanTestButton idea={settlingIdea(suggestion.productId, experiment)} label="Plan this test" />
            </Box>
          )}
        </>
      )}
    </div>
  );
}

function Reasons({ suggestion, marketCheck }: Pick<SuggestedPriceProps, 'suggestion' | 'marketCheck'>) {
  const { infeasible, verdictSentence, experiment, recommendation, currentPrice, assumedCost } = suggestion;
  // What already stands above is not said twice.
  const said = [
    infeasible?.sentence,
    verdictSentence,
    marketCheck && checkWords(marketCheck),
    experiment?.sentence,
    recommendation.sentence,
    assumedCost && `Profit rests on an assumed cost: ${assumedCost}.`,
    agentSentence(recommendation, currentPrice),
  ];
  const reasons = suggestion.reasons.filter((reason) => !said.includes(reason));
  const warnings = suggestion.warnings.filter((warning) => !said.includes(warning));
  return (
    <div>
      {reasons.length > 0 ? (
        <>
          <h3 className={classes.subtitle}>Why</h3>
          <ul className={classes.list}>
            {reasons.map((reason) => (
              <li key={reason}>{pageWords(reason)}</li>
            ))}
          </ul>
        </>
      ) : null}
      {warnings.length > 0 ? (
        <>
          <h3 className={`${classes.subtitle} ${classes.care}`}>Caution</h3>
          <ul className={`${classes.list} ${classes.warnings}`}>
            {warnings.map((warning) => (
              <li key={warning}>{pageWords(warning)}</li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}

function ExpectedDetails({
  suggestion,
  period,
  hasFile,
}: Pick<SuggestedPriceProps, 'suggestion' | 'period' | 'hasFile'>) {
  const id = useId();
  const stays = suggestion.recommendation.action !== 'change' && suggestion.price !== null;
  return (
    <>
      <div>
        <h3 className={classes.subtitle}>Expected results at both prices</h3>
        <ExpectedTable suggestion={suggestion} period={period} hasFile={hasFile} />
      </div>
      {stays ? null : <PriceWaterfall suggestion={suggestion} />}
      {suggestion.trail.length === 0 ? null : (
        <details className={classes.details}>
          <summary id={`${id}-rules`}>What each rule did</summary>
          <TrailList
            trail={suggestion.trail}
            bindingRule={suggestion.bindingRule}
            labelledBy={`${id}-rules`}
          />
        </details>
      )}
    </>
  );
}

function Change({ suggestion }: { readonly suggestion: Suggestion }) {
  const Icon = directionOf(suggestion) === 'up' ? IconArrowUpRight : IconArrowDownRight;
  return (
    <div className={classes.change}>
      <Icon aria-hidden size={20} stroke={2} />
      {formatChange(changeShare(suggestion.currentPrice, suggestion.price))}
    </div>
  );
}

/** The rule that bound the price, in words. */
function bindingWords({ bindingRule, trail, askedPrice }: Suggestion): string {
  if (bindingRule === null) return 'No rule changed the price.';
  const label = trail.find((step) => step.rule === bindingRule)?.label ?? bindingRule;
  return `Limited by your rule “${label.toLowerCase()}”; without rules it would be ${formatMoney(askedPrice)}.`;
}
