// Planning a test of two prices: the form, what it needs, and the plan to work by.

import { formatChance, formatSignedRough } from '../../core/text/format.ts';
import { Button, NativeSelect, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMemo, useRef, useState, type ReactNode } from 'react';

import { assignDays, blockWeeks, testWeeks } from '../../core/experiments/assignment.ts';
import type { TestMeasure } from '../../core/experiments/test-size.ts';
import type { DemandSummary } from '../../core/demand/demand-summary.ts';
import { dayOfMoment, isoDate } from '../../core/table/day-numbers.ts';
import type { ProductHistory } from '../../core/table/dataset.ts';
import type { ExperimentForm } from '../../store/features/experiments-feature.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatCount, formatDay, formatMoney, formatPercent, formatRough } from '../../core/text/format.ts';
import { chartColors } from '../../drawings/chart-colors.ts';
import { ChartFigure, ChartLegend } from '../ui/chart-figure.tsx';
import { FoldOnPhone } from '../ui/fold-on-phone.tsx';
import { Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import tableClasses from '../ui/plain-table.module.css';
import { ProductPicker } from '../ui/product-picker.tsx';
import { Stat, StatList } from '../ui/stat.tsx';
import {
  alternativeLabel,
  hopelessSentence,
  measureLabels,
  measureUnits,
  planSentence,
} from './experiment-words.ts';
import classes from './experiments-section.module.css';
import {
  isHopeless,
  planAlternatives,
  type PlanAlternative,
} from '../../core/experiments/plan-alternatives.ts';
import {
  plannedPower,
  powerRows,
  proposePlan,
  type PlanProposal,
} from '../../core/experiments/plan-proposal.ts';
import { PowerChart } from './power-chart.tsx';
import { advisedTestPrice, valuedPrices } from './worth-testing-words.ts';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export interface PlanPanelProps {
  readonly history: ProductHistory;
  readonly demand: DemandSummary;
}

export function PlanPanel({ history, demand }: PlanPanelProps) {
  const edited = useLab((state) => state.experimentForm);
  const advised = useLab((state) => advisedTestPrice(state.suggestions, history.product.id));
  const suggestion = useLab((state) =>
    state.suggestions.find(({ productId }) => productId === history.product.id),
  );
  // As in Prices, where the last price of the file may be one of a promotion.
  const now = suggestion?.currentPrice ?? null;
  const form = useMemo(
    () => ({ ...edited, priceA: edited.priceA ?? now, priceB: edited.priceB ?? advised }),
    [edited, now, advised],
  );
  const prices = useMemo(() => valuedPrices(suggestion), [suggestion]);
  const actions = useLab((state) => state.actions);
  // The day the section was opened on: a plan does not move at midnight.
  const [today] = useState(() => dayOfMoment(Date.now()));
  const proposal = useMemo(
    () => proposePlan(form, history, demand, today, prices),
    [form, history, demand, today, prices],
  );
  const alternatives = useMemo(
    () => planAlternatives(form, history, demand, today, prices),
    [form, history, demand, today, prices],
  );
  const { design, unitCost, problem } = proposal;
  const headline = useRef<HTMLParagraphElement>(null);
  return (
    <Panel
      title="Plan a price test"
      caption={history.product.name}
      aside={<ProductPicker label="Product to test" />}
    >
      <div className={classes.columns}>
        <div className={classes.form}>
          <Fields form={form} proposal={proposal} today={now ?? demand.referencePrice} />
        </div>
        <div className={classes.outcome}>
          <p ref={headline} tabIndex={-1} aria-live="polite" className={classes.headline}>
            {planSentence(proposal)}
          </p>
          <Figures proposal={proposal} />
          {problem === null ? null : (
            <Notice tone="warn" title="This plan cannot work">
              {problem}
            </Notice>
          )}
          <Alternatives
            alternatives={alternatives}
            plan={proposal}
            onTaken={() => headline.current?.focus()}
          />
          <div className={classes.row}>
            <Button
              leftSection={<IconDownload aria-hidden size={17} />}
              disabled={problem !== null}
              onClick={() => actions.writePlan({ design, unitCost })}
            >
              Download assignment plan
            </Button>
            <span className={classes.quiet}>
              A CSV with a price for every day. Fill in units (and sales or profit) and read it out below.
            </span>
          </div>
        </div>
      </div>
      <FoldOnPhone summary="Show power by length and the first weeks">
        <Power proposal={proposal} />
        {problem === null ? <Calendar proposal={proposal} /> : null}
      </FoldOnPhone>
    </Panel>
  );
}

/** A plan that would most likely show nothing says so, and what would. */
function Alternatives({
  alternatives,
  plan,
  onTaken,
}: {
  readonly alternatives: readonly PlanAlternative[];
  readonly plan: PlanProposal;
  /** The buttons are gone afterwards. */
  readonly onTaken: () => void;
}) {
  const actions = useLab((state) => state.actions);
  if (!isHopeless(plan)) return null;
  return (
    <Notice tone="info" title="This test would most likely show nothing">
      {hopelessSentence(plan, alternatives)}
      {alternatives.length === 0 ? null : (
        <div className={classes.alternatives}>
          {alternatives.map((alternative) => (
            <Button
              key={alternativeLabel(alternative)}
              size="xs"
              variant="default"
              onClick={() => {
                actions.editExperiment(alternative.changes);
                onTaken();
              }}
            >
              {alternativeLabel(alternative)}
            </Button>
          ))}
        </div>
      )}
    </Notice>
  );
}

/** What is proposed, as exactly as a fit knows it: to the cent below 100, then three figures. */
function asKnown(effect: number): number {
  return effect < 100 ? Number(effect.toFixed(2)) : Number(effect.toPrecision(3));
}

/** An emptied field goes back to what the lab proposes. */
function numberOf(value: number | string): number | null {
  return typeof value === 'number' ? value : null;
}

function PriceFields({
  design,
  today,
  edit,
}: {
  readonly design: PlanProposal['design'];
  readonly today: number;
  readonly edit: (changes: Partial<ExperimentForm>) => void;
}) {
  return (
    <>
      <NumberInput
        label="Price A"
        description={design.priceA === today ? 'The price as it is' : `Today it is ${formatMoney(today)}`}
        value={design.priceA}
        min={0.01}
        step={0.5}
        decimalScale={2}
        onChange={(value) => edit({ priceA: numberOf(value) })}
      />
      <NumberInput
        label="Price B"
        description="The price to try"
        value={design.priceB}
        min={0.01}
        step={0.5}
        decimalScale={2}
        onChange={(value) => edit({ priceB: numberOf(value) })}
      />
      <NumberInput
        label="Price C"
        description="Optional: a third price, to see the shape of the curve"
        value={design.priceC ?? ''}
        min={0.01}
        step={0.5}
        decimalScale={2}
        onChange={(value) => edit({ priceC: numberOf(value), fortnights: null })}
      />
    </>
  );
}

function Fields({
  form,
  proposal,
  today,
}: {
  readonly form: ExperimentForm;
  readonly proposal: PlanProposal;
  /** What is charged now. */
  readonly today: number;
}) {
  const actions = useLab((state) => state.actions);
  const { design, measure, effect } = proposal;
  const edit = (changes: Partial<ExperimentForm>) => actions.editExperiment(changes);
  return (
    <>
      <PriceFields design={design} today={today} edit={edit} />
      <NativeSelect
        label="Measured in"
        description="The measure that decides between the prices"
        value={measure}
        data={(['profit', 'revenue', 'units'] as const).map((value) => ({
          value,
          label: measureLabels[value],
        }))}
        onChange={(event) => edit({ measure: event.currentTarget.value as TestMeasure, effect: null })}
      />
      <NumberInput
        label="Smallest effect worth detecting"
        description={`${measureUnits[measure]} a day; proposed: the effect the demand fit expects`}
        value={effect === null ? '' : form.effect === null ? asKnown(effect) : Number(effect.toFixed(2))}
        min={0}
        step={1}
        decimalScale={2}
        onChange={(value) => edit({ effect: numberOf(value) })}
      />
      <Choice label="Price changes" hint="Days detect more; weeks let customers adjust">
        <SegmentedControl
          aria-label="Price changes"
          fullWidth
          value={String(design.holdDays)}
          data={[
            { value: '1', label: 'Day by day' },
            { value: '7', label: 'Week by week' },
          ]}
          onChange={(value) => edit({ holdDays: value === '7' ? 7 : 1, fortnights: null })}
        />
      </Choice>
      <NumberInput
        label="Length"
        description={blockWeeks(design) === 2 ? 'Pairs of weeks' : 'Threes of weeks'}
        value={design.fortnights}
        min={1}
        max={52}
        allowDecimal={false}
        onChange={(value) => edit({ fortnights: numberOf(value) })}
      />
      <TextInput
        label="First day"
        description="Proposed: next Monday"
        type="date"
        value={form.firstDay ?? isoDate(design.firstDay)}
        onChange={(event) => edit({ firstDay: event.currentTarget.value })}
      />
      <TextInput
        label="Shops"
        description="Optional, separated by commas; each is randomised separately"
        value={form.shops}
        onChange={(event) => edit({ shops: event.currentTarget.value })}
      />
      <NumberInput
        label="Random seed"
        description="The same seed gives the same plan"
        value={form.seed}
        min={0}
        max={2 ** 31 - 1}
        allowDecimal={false}
        onChange={(value) => edit({ seed: numberOf(value) ?? 1 })}
      />
    </>
  );
}

function Choice({
  label,
  hint,
  children,
}: {
  readonly label: string;
  readonly hint: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes.choice}>
      <span className={classes.choiceLabel} aria-hidden>
        {label}
      </span>
      <span className={classes.choiceHint}>{hint}</span>
      {children}
    </div>
  );
}

function Figures({ proposal }: { readonly proposal: PlanProposal }) {
  const { facts, measure, neededFortnights, pairs, power, expectedEffect, expectedCost, design } = proposal;
  return (
    <StatList>
      <Stat
        label="Length"
        value={`${formatCount(testWeeks(design))} weeks`}
        note={`${formatCount(pairs)} pairs`}
        size="large"
      />
      <Stat
        label="Power"
        term="power"
        value={power === null ? '–' : formatChance(power)}
        note="chance of detecting the effect"
        size="large"
      />
      <Stat
        label={`Needed for ${formatPercent(plannedPower, 0)}`}
        value={
          neededFortnights === null ? '–' : `${formatCount(blockWeeks(design) * neededFortnights)} weeks`
        }
        note="at 5 % false alarms"
      />
      <Stat
        label="Expected effect"
        term="expectedEffect"
        value={expectedEffect === null ? '–' : formatSignedRough(expectedEffect)}
        note={`${measure} a day if this price alone changes, by the demand fit`}
      />
      <Stat
        label="Standard deviation of a pair"
        term="pairDeviation"
        value={typeof facts === 'string' ? '–' : formatRough(facts.pairDeviation)}
        note={typeof facts === 'string' ? '' : `from ${formatCount(facts.pairsSeen)} past pairs`}
      />
      <Stat
        label="Expected cost"
        value={expectedCost === null ? '–' : expectedCost < 0.005 ? 'none' : formatRough(expectedCost)}
        note={`${measure} forgone against today’s price`}
      />
    </StatList>
  );
}

function Power({ proposal }: { readonly proposal: PlanProposal }) {
  const rows = useMemo(() => powerRows(proposal), [proposal]);
  if (rows.length === 0) return null;
  const { effect, measure, design } = proposal;
  return (
    <ChartFigure
      title="Power by length"
      variant="plain"
      height={240}
      sentence={`The chance that the test shows a true difference of ${formatRough(effect!)} ${measure} a day; the marked length is ${formatCount(testWeeks(design))} weeks.`}
      aside={
        <ChartLegend
          entries={[
            { label: 'Power', color: chartColors.blue },
            { label: 'This plan', color: chartColors.vermillion, mark: 'dash' },
            { label: formatPercent(plannedPower, 0), color: chartColors.axis, mark: 'dash' },
          ]}
        />
      }
      data={() => ({
        columns: ['length (weeks)', 'power (share)'],
        rows: rows.map(({ weeks, power }) => [weeks, Number(power.toFixed(4))]),
      })}
    >
      <PowerChart rows={rows} weeks={testWeeks(design)} />
    </ChartFigure>
  );
}

/** The first weeks of the plan, so that people see what they will have to do. */
function Calendar({ proposal: { design } }: { readonly proposal: PlanProposal }) {
  const plan = useMemo(() => assignDays(design), [design]);
  const shop = design.shops[0] ?? '';
  const days = plan.filter((day) => day.shop === shop).slice(0, 28);
  const weeks = Array.from({ length: Math.ceil(days.length / 7) }, (_, w) => days.slice(7 * w, 7 * w + 7));
  const names = days.slice(0, 7).map(({ day }) => weekdays[(((day + 3) % 7) + 7) % 7]!);
  return (
    <div className={classes.calendar}>
      <h3 className={classes.calendarTitle}>First weeks of the plan{shop === '' ? '' : `, ${shop}`}</h3>
      <div className={tableClasses.scroller} tabIndex={0} role="region" aria-label="First weeks of the plan">
        <table className={tableClasses.table}>
          <thead>
            <tr>
              <th scope="col">Week of</th>
              {names.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week) => (
              <tr key={week[0]!.day}>
                <th scope="row">{formatDay(week[0]!.day)}</th>
                {week.map(({ day, arm, price }) => (
                  <td key={day} data-arm={arm} className={classes.day}>
                    <b>{arm}</b> {formatMoney(price)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.quiet}>
        {formatDay(plan[0]!.day)} to {formatDay(plan.at(-1)!.day)}.{' '}
        {design.priceC === undefined
          ? `Within each pair of ${design.holdDays === 1 ? 'equal weekdays' : 'weeks'}, chance decides which one gets price B.`
          : `Within each three ${design.holdDays === 1 ? 'equal weekdays' : 'weeks'} the order of the three prices is random.`}
      </p>
    </div>
  );
}
