// The columns of the table of all products: what decides first, where it comes from after it.

import { decisionFor } from '../../core/decisions/decision.ts';
import type { Suggestion } from '../../core/decisions/suggestion.ts';
import { useLab } from '../../store/use-lab.ts';
import { verdictWords } from '../demand/demand-words.ts';
import { formatCount, formatMoney } from '../format.ts';
import type { DataTableColumn } from '../ui/data-table.tsx';
import { Mark } from '../ui/mark.tsx';
import { DecisionMark } from './decision-mark.tsx';
import { formatProbability, signedMoney } from './outlook-words.ts';
import { changeShare, directionOf, formatChange, profitChange } from './price-words.ts';

const revenueChange = ({ outlookAtCurrent, outlookAtSuggested }: Suggestion) =>
  changeShare(outlookAtCurrent.revenue.value, outlookAtSuggested?.revenue.value);
/** Where the price stays there is nothing to gain. */
const confidenceOf = (row: Suggestion) => (directionOf(row) === 'unchanged' ? null : row.confidence);
/** Without a price, or without a history, there is nothing to count. */
const supportOf = (row: Suggestion) =>
  row.price === null || row.expectedFrom === 'demandMarket' ? null : row.supportDays;
const bindingLabel = ({ bindingRule, trail }: Suggestion) =>
  bindingRule === null ? null : (trail.find((step) => step.rule === bindingRule)?.label ?? bindingRule);

const baseColumns: readonly DataTableColumn<Suggestion>[] = [
  {
    id: 'product',
    header: 'Product',
    width: 176,
    sortBy: (row) => row.productName.toLowerCase(),
    cell: (row) => row.productName,
  },
  {
    id: 'decision',
    header: 'Decision',
    width: 116,
    sortBy: () => null,
    cell: (row) => <DecisionCell productId={row.productId} />,
  },
  {
    id: 'current',
    header: 'Current',
    note: 'currency',
    isNumber: true,
    width: 98,
    sortBy: (row) => row.currentPrice,
    cell: (row) => formatMoney(row.currentPrice),
  },
  {
    id: 'suggested',
    header: 'Suggested',
    note: 'currency',
    isNumber: true,
    width: 116,
    sortBy: (row) => row.price,
    cell: (row) => (row.price === null ? <Mark tone="warn">infeasible</Mark> : formatMoney(row.price)),
  },
  {
    id: 'change',
    header: 'Change',
    isNumber: true,
    width: 92,
    sortBy: (row) => changeShare(row.currentPrice, row.price),
    cell: (row) => formatChange(changeShare(row.currentPrice, row.price)),
  },
  {
    id: 'profit',
    header: 'Profit',
    note: 'expected, currency',
    isNumber: true,
    width: 122,
    sortBy: profitChange,
    cell: (row) => signedMoney(profitChange(row)),
  },
  {
    id: 'confidence',
    header: 'Confidence',
    note: 'that it earns more',
    isNumber: true,
    width: 118,
    sortBy: confidenceOf,
    cell: (row) => {
      const confidence = confidenceOf(row);
      return confidence === null ? '–' : formatProbability(confidence);
    },
  },
  {
    id: 'warnings',
    header: 'Warnings',
    isNumber: true,
    width: 110,
    sortBy: (row) => row.warnings.length,
    cell: (row) => (row.warnings.length === 0 ? '–' : <Mark tone="warn">{row.warnings.length}</Mark>),
  },
  {
    id: 'verdict',
    header: 'Verdict',
    width: 172,
    sortBy: (row) => verdictWords[row.verdict].word,
    cell: (row) => <Mark tone={verdictWords[row.verdict].tone}>{verdictWords[row.verdict].word}</Mark>,
  },
  {
    id: 'rule',
    header: 'Binding rule',
    width: 140,
    sortBy: bindingLabel,
    cell: (row) => bindingLabel(row) ?? (row.price === null ? '–' : 'none'),
  },
  {
    id: 'revenue',
    header: 'Revenue',
    note: 'expected change',
    isNumber: true,
    width: 112,
    sortBy: revenueChange,
    cell: (row) => formatChange(revenueChange(row)),
  },
  {
    id: 'support',
    header: 'Support',
    note: 'past rows',
    isNumber: true,
    width: 88,
    sortBy: supportOf,
    cell: (row) => formatCount(supportOf(row) ?? Number.NaN),
  },
];

const categoryColumn: DataTableColumn<Suggestion> = {
  id: 'category',
  header: 'Category',
  width: 112,
  sortBy: (row) => row.category?.toLowerCase(),
  cell: (row) => row.category ?? '–',
};

/** Reads its own decision, so that deciding draws the rows in sight anew and sorts nothing. */
function DecisionCell({ productId }: { readonly productId: string }) {
  const decision = useLab((state) => decisionFor(state.book.decisions, productId));
  return decision === null ? '–' : <DecisionMark decision={decision} />;
}

/** On a phone the suggested price stands beside the name; the rest is a swipe away. */
const phoneFirst = ['product', 'suggested', 'change'];

/** The columns that have something to say about `suggestions`. `decisionOrder` sorts by what was decided. */
export function productColumns(
  suggestions: readonly Suggestion[],
  isPhone: boolean,
  decisionOrder: (productId: string) => string | null,
): readonly DataTableColumn<Suggestion>[] {
  const hasCategory = suggestions.some((suggestion) => suggestion.category !== null);
  const hasProfit = suggestions.some((suggestion) => suggestion.outlookAtCurrent.profit !== null);
  const [product, decision, ...others] = baseColumns;
  const columns = [
    product!,
    ...(hasCategory ? [categoryColumn] : []),
    { ...decision!, sortBy: (row: Suggestion) => decisionOrder(row.productId) },
    ...others,
  ].filter((column) => hasProfit || column.id !== 'profit');
  if (!isPhone) return columns;
  const named = phoneFirst.flatMap((id) => columns.filter((column) => column.id === id));
  return [...named, ...columns.filter((column) => !phoneFirst.includes(column.id))];
}
