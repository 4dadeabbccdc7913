// The columns of the table of all products: first what is recommended, what it gains and how sure that is; then, where
// more is asked for, where it comes from.

import { formatChance, formatSignedRough } from '../../../core/text/format.ts';
import { bestMissed } from '../../../core/decisions/by-gain.ts';
import { decisionFor } from '../../../core/decisions/decision.ts';
import { recommendedCalendar } from '../../../core/decisions/recommendation.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { useLab } from '../../../store/use-lab.ts';
import { verdictWords } from '../../demand/demand-words.ts';
import { formatCount, formatMoney } from '../../../core/text/format.ts';
import type { DataTableColumn } from '../../ui/data-table.tsx';
import { Mark } from '../../ui/mark.tsx';
import { haveEndings, ProductName } from '../../ui/product-name.tsx';
import { actionWords, certaintyOf } from '../advice-words.ts';
import { DecisionMark } from '../decisions/decision-mark.tsx';
import { changeShare, formatChange } from '../price-words.ts';
import classes from './product-columns.module.css';
import { actionOf } from './product-filter.ts';

type Column = DataTableColumn<Suggestion>;

/** Of the price that changes; a price that stays gains nothing. */
const gainOf = (row: Suggestion, per: 'gainPerDay' | 'gainPerYear') =>
  certaintyOf(row) === null ? null : row.recommendation[per].value;
/** Without a price, or without a history, there is nothing to count. */
const supportOf = (row: Suggestion) =>
  row.price === null || row.expectedFrom === 'demandMarket' ? null : row.supportDays;
const bindingLabel = ({ bindingRule, trail }: Suggestion) =>
  bindingRule === null ? null : (trail.find((step) => step.rule === bindingRule)?.label ?? bindingRule);

/** The days that a recommended calendar lasts; null where one price is held. */
const calendarDays = (row: Suggestion) =>
  certaintyOf(row) === null || recommendedCalendar(row.recommendation) === null
    ? null
    : row.recommendation.horizonDays;
/** Room for the longest figure of a column, in pixels; figures are never cut. */
function widthFor(longest: string, least: number): number {
  return Math.max(least, 18 + Math.ceil(8.7 * longest.length));
}

/** From a million on a gain is written shorter than the smaller ones beside it. */
function longestGain(most: number): string {
  return formatSignedRough(Math.min(most, 999_000));
}

function mostOf(suggestions: readonly Suggestion[], of: (row: Suggestion) => number | null): number {
  return suggestions.reduce((most, row) => Math.max(most, Math.abs(of(row) ?? 0)), 0);
}

function firstColumns(
  suggestions: readonly Suggestion[],
  isPhone: boolean,
  decisionOrder: (productId: string) => string | null,
): readonly Column[] {
  const objective = suggestions[0]?.recommendation.objective ?? 'profit';
  const price = formatMoney(mostOf(suggestions, (row) => Math.max(row.currentPrice, row.price ?? 0)));
  const isSplit = haveEndings(suggestions.map(({ productName }) => productName));
  const columns: readonly Column[] = [
    {
      id: 'product',
      header: 'Product',
      width: isSplit ? (isPhone ? 124 : 150) : isPhone ? 100 : 98,
      // Figures have their room; what is left is for the name, which may be long.
      share: 400,
      sortBy: (row) => row.productName.toLowerCase(),
      cell: (row) => <ProductName name={row.productName} />,
    },
    {
      id: 'current',
      header: 'Today',
      isNumber: true,
      width: widthFor(price, 60),
      sortBy: (row) => row.currentPrice,
      cell: (row) => formatMoney(row.currentPrice),
    },
    {
      id: 'recommended',
      header: isPhone ? 'New price' : 'Recommended',
      isNumber: true,
      width: widthFor(price, isPhone ? 74 : 117),
      sortBy: (row) => row.price,
      cell: (row) => <Recommended row={row} />,
    },
    {
      id: 'change',
      header: 'Change',
      isNumber: true,
      width: 76,
      sortBy: (row) => (certaintyOf(row) === null ? null : changeShare(row.currentPrice, row.price)),
      cell: (row) =>
        certaintyOf(row) === null ? '–' : formatChange(changeShare(row.currentPrice, row.price)),
    },
    {
      id: 'gainDay',
      header: 'Gain a day',
      term: 'gain',
      note: objective,
      isNumber: true,
      width: widthFor(longestGain(mostOf(suggestions, (row) => gainOf(row, 'gainPerDay'))), 94),
      sortBy: (row) => gainOf(row, 'gainPerDay'),
      cell: (row) => <Gain row={row} per="gainPerDay" />,
    },
    {
      id: 'gainYear',
      header: 'A year',
      fullName: 'Gain a year',
      note: objective,
      isNumber: true,
      width: widthFor(longestGain(mostOf(suggestions, (row) => gainOf(row, 'gainPerYear'))), 74),
      sortBy: (row) => gainOf(row, 'gainPerYear'),
      cell: (row) => <YearGain row={row} />,
    },
    {
      id: 'certainty',
      header: 'Certainty',
      term: 'certainty',
      note: 'chance of gain',
      isNumber: true,
      width: 102,
      sortBy: (row) => certaintyOf(row),
      cell: (row) => <Certainty row={row} />,
    },
    {
      id: 'decision',
      header: 'Decision',
      width: 84,
      sortBy: (row) => decisionOrder(row.productId),
      cell: (row) => <DecisionCell productId={row.productId} />,
    },
  ];
  if (!isPhone) return columns;
  return phoneFirst.map((id) => columns.find((column) => column.id === id)!);
}

/** On a phone the recommended price and its gain stand beside the name; the rest is a swipe away. */
const phoneFirst = [
  'product',
  'recommended',
  'gainDay',
  'certainty',
  'change',
  'current',
  'gainYear',
  'decision',
];
const phoneCount = 3;

const moreColumns: readonly Column[] = [
  {
    id: 'category',
    header: 'Category',
    width: 116,
    sortBy: (row) => row.category?.toLowerCase(),
    cell: (row) => row.category ?? '–',
  },
  {
    id: 'verdict',
    header: 'Data',
    width: 176,
    sortBy: (row) => verdictWords[row.verdict].word,
    cell: (row) => <Mark tone="quiet">{verdictWords[row.verdict].word}</Mark>,
  },
  {
    id: 'agent',
    header: 'Agent',
    note: 'its price',
    isNumber: true,
    width: 96,
    sortBy: (row) => agentOf(row)?.price ?? null,
    cell: (row) => formatMoney(agentOf(row)?.price ?? Number.NaN),
  },
  {
    id: 'agentGain',
    header: 'Agent’s gain',
    note: 'a day',
    isNumber: true,
    width: 116,
    sortBy: (row) => agentOf(row)?.gainPerDay.value ?? null,
    cell: (row) => {
      const agent = agentOf(row);
      return agent ? formatSignedRough(agent.gainPerDay.value) : '–';
    },
  },
  {
    id: 'rule',
    header: 'Binding rule',
    term: 'bindingRule',
    width: 148,
    sortBy: bindingLabel,
    cell: (row) => bindingLabel(row) ?? (row.price === null ? '–' : 'none'),
  },
  {
    id: 'support',
    header: 'Support',
    term: 'support',
    note: 'past rows',
    isNumber: true,
    width: 92,
    sortBy: supportOf,
    cell: (row) => formatCount(supportOf(row) ?? Number.NaN),
  },
  {
    id: 'warnings',
    header: 'Warnings',
    isNumber: true,
    width: 98,
    sortBy: (row) => row.warnings.length,
    cell: (row) => (row.warnings.length === 0 ? '–' : <Mark tone="warn">{row.warnings.length}</Mark>),
  },
];

function agentOf({ recommendation }: Suggestion) {
  return recommendation.candidates.find(({ name }) => name === 'agent');
}

/** The price where it changes, else that it stays. */
function Recommended({ row }: { readonly row: Suggestion }) {
  const action = actionOf(row);
  if (action === null) return <Mark tone="warn">infeasible</Mark>;
  if (action === 'change') return <strong>{formatMoney(row.price!)}</strong>;
  return <Mark tone={actionWords[action].tone}>{action === 'test' ? 'test first' : 'keep'}</Mark>;
}

function Gain({ row, per }: { readonly row: Suggestion; readonly per: 'gainPerDay' | 'gainPerYear' }) {
  const gain = gainOf(row, per);
  if (gain === null) return '–';
  return <span className={gain < 0 ? classes.loss : undefined}>{formatSignedRough(gain)}</span>;
}

/** A calendar counts its own days, not a year: that is said beside its figure. */
function YearGain({ row }: { readonly row: Suggestion }) {
  const days = calendarDays(row);
  return (
    <>
      <Gain row={row} per="gainPerYear" />
      {days === null ? null : (
        <span className={classes.below} title="Nothing is said of the days after its calendar of prices.">
          in {days} days
        </span>
      )}
    </>
  );
}

/** How sure a change is to gain; of a price that stays, how likely the most gaining change was. */
function Certainty({ row }: { readonly row: Suggestion }) {
  const certainty = certaintyOf(row);
  if (certainty !== null)
    return (
      <span className={certainty < row.recommendation.level ? classes.loss : classes.sure}>
        {formatChance(certainty)}
      </span>
    );
  const best = row.price === null ? null : bestMissed(row.recommendation, row.currentPrice);
  if (best === null) return '–';
  return (
    <span
      className={classes.quiet}
      title={`The change that gains most, to ${formatMoney(best.price)}, does not reach your level of certainty.`}
    >
      only {formatChance(best.probability)}
    </span>
  );
}

/** Reads its own decision, so that deciding draws the rows in sight anew and sorts nothing. */
function DecisionCell({ productId }: { readonly productId: string }) {
  const decision = useLab((state) => decisionFor(state.book.decisions, productId));
  return decision === null ? '–' : <DecisionMark decision={decision} isShort />;
}

/**
 * The columns that have something to say about `suggestions`; those that are not usual are extra. `decisionOrder` sorts by what
 * was decided.
 */
export function productColumns(
  suggestions: readonly Suggestion[],
  {
    isPhone,
    hasDecisions,
  }: {
    readonly isPhone: boolean;
    /** Without any, their column leaves its room to the names. */
    readonly hasDecisions: boolean;
  },
  decisionOrder: (productId: string) => string | null,
): readonly Column[] {
  const first = firstColumns(suggestions, isPhone, decisionOrder).map((column, place): Column => {
    const isExtra = isPhone ? place >= phoneCount : column.id === 'decision' && !hasDecisions;
    return isExtra ? { ...column, isExtra } : column;
  });
  const hasCategory = suggestions.some((suggestion) => suggestion.category !== null);
  const more = moreColumns.filter((column) => hasCategory || column.id !== 'category');
  return [...first, ...more.map((column): Column => ({ ...column, isExtra: true }))];
}
