// What all recommendations come to, in one line, and how sure a change must be to be among them.

import { Anchor, NativeSelect } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMemo } from 'react';

import { breakEvenWords } from '../../../core/decisions/break-even-margin.ts';
import { recommendedCalendar, type ObjectiveChoice } from '../../../core/decisions/recommendation.ts';
import { calendarYearWords } from '../../../core/decisions/recommendation-words.ts';
import { summarizeTotal } from '../../../core/decisions/recommendation-total.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { certaintyLevels } from '../../../store/features/advice-feature.ts';
import { useLab } from '../../../store/use-lab.ts';
import { formatCountOf, formatPercent } from '../../../core/text/format.ts';
import { rowSumWords, totalWords } from '../advice-words.ts';
import classes from './prices-total.module.css';

const objectiveWords: Readonly<Record<ObjectiveChoice, string>> = {
  auto: 'the run’s objective',
  profit: 'profit',
  revenue: 'revenue',
};

export function PricesTotal({ suggestions }: { readonly suggestions: readonly Suggestion[] }) {
  const total = useMemo(() => summarizeTotal(suggestions), [suggestions]);
  const busy = useLab((state) => state.suggesting);
  const { headline, rest } = totalWords(total);
  const rowSum = rowSumWords(suggestions, total);
  const calendars = suggestions.filter(isCalendar).map(({ recommendation }) => recommendation.horizonDays);
  const assumed = suggestions.filter(({ assumedCost }) => assumedCost !== null);
  return (
    <section aria-label="All recommendations" aria-busy={busy} className={classes.card}>
      <p className={classes.total} aria-live="polite">
        <strong>{headline}</strong> {rest}
        {rowSum === '' ? null : <span className={classes.quiet}> {rowSum}</span>}
        {calendars.length > 0 ? <span className={classes.quiet}> {calendarYearWords(calendars)}</span> : null}
        {assumed.length > 0 && total.objective === 'profit' ? (
          <span className={classes.quiet}>
            {' '}
            Profit rests on an assumed cost for {formatCountOf(assumed.length, 'product')} (
            {assumed[0]!.assumedCost}
            {new Set(assumed.map(({ assumedCost }) => assumedCost)).size > 1 ? ', and others' : ''}).
          </span>
        ) : null}
      </p>
      <BreakEven suggestions={suggestions} />
      <AdviceControls />
    </section>
  );
}

/** From which margin on prices found by revenue pay, and where a margin can be told. */
export function BreakEven({ suggestions }: { readonly suggestions: readonly Suggestion[] }) {
  const words = useMemo(() => breakEvenWords(suggestions), [suggestions]);
  const actions = useLab((state) => state.actions);
  const hasFile = useLab((state) => state.data.status === 'ready');
  if (words === '') return null;
  return (
    <p className={classes.warning}>
      <IconAlertTriangle aria-hidden size={16} className={classes.sign} />
      <span>
        {words}{' '}
        {hasFile ? (
          <Anchor component="button" type="button" inherit onClick={() => actions.goTo('data')}>
            Enter a margin or costs
          </Anchor>
        ) : null}
      </span>
    </p>
  );
}

function isCalendar({ price, recommendation }: Suggestion): boolean {
  return price !== null && recommendation.action === 'change' && recommendedCalendar(recommendation) !== null;
}

/** The person's own choices about all recommendations. */
export function AdviceControls() {
  const { level, objective } = useLab((state) => state.advice);
  const isUntrained = useLab((state) => state.untrained !== null);
  const actions = useLab((state) => state.actions);
  return (
    <div className={classes.controls}>
      <label className={classes.control}>
        <span>Recommend a change only where its chance of gain is at least</span>
        <NativeSelect
          aria-label="Level of certainty"
          size="xs"
          w={82}
          value={String(level)}
          onChange={(event) => actions.setAdvice({ level: Number(event.currentTarget.value) })}
          data={certaintyLevels.map((each) => ({ value: String(each), label: formatPercent(each, 0) }))}
        />
      </label>
      <label className={classes.control}>
        <span>and count gains in</span>
        <NativeSelect
          aria-label="Gains in"
          size="xs"
          w={176}
          value={objective}
          onChange={(event) => actions.setAdvice({ objective: event.currentTarget.value as ObjectiveChoice })}
          data={Object.entries(objectiveWords).map(([value, label]) => ({
            value,
            label: isUntrained && value === 'auto' ? 'the objective in Train' : label,
          }))}
        />
      </label>
    </div>
  );
}
