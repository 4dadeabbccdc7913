// Old and new prices before a decision happens; for an override, the price and the reason too.

import { formatChance, formatSignedRough, roughInterval } from '../../../core/text/format.ts';
import { Button, NumberInput, SegmentedControl, Textarea } from '@mantine/core';
import { useMemo, useState, type RefObject } from 'react';

import type { DecisionRequest } from '../../../core/decisions/decision.ts';
import { summarizeTotal } from '../../../core/decisions/recommendation-total.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { useLab } from '../../../store/use-lab.ts';
import { formatCount, formatCountOf, formatMoney } from '../../../core/text/format.ts';
import { DataTable, type DataTableColumn } from '../../ui/data-table.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { Mark } from '../../ui/mark.tsx';
import type { Selection } from '../../ui/row-selection.ts';
import { ProductName } from '../../ui/product-name.tsx';
import {
  isSafe,
  overridePrices,
  overrideProblem,
  previewOf,
  reasonProblem,
  type DecisionPreview,
  type OverrideRule,
  type PlannedPrice,
} from './decision-preview.ts';
import classes from './decision-dialog.module.css';
import { changeShare, formatChange } from '../price-words.ts';

/** What the dialog asks about. */
export type DecisionKind = 'accept' | 'reject' | 'override' | 'clear';

export interface DecisionDialogProps {
  readonly kind: DecisionKind;
  readonly suggestions: readonly Suggestion[];
  readonly onClose: () => void;
  readonly onConfirm: (request: DecisionRequest) => void;
  /** Takes the focus where the button that asked cannot any more. */
  readonly returnTo: RefObject<HTMLElement | null>;
}

const columns: readonly DataTableColumn<PlannedPrice>[] = [
  {
    id: 'product',
    header: 'Product',
    width: 140,
    sortBy: (row) => row.productName.toLowerCase(),
    cell: (row) => <ProductName name={row.productName} />,
  },
  {
    id: 'old',
    header: 'Old',
    note: 'currency',
    isNumber: true,
    width: 110,
    sortBy: (row) => row.oldPrice,
    cell: (row) => (
      <>
        {row.decidedBefore ? <Mark tone="quiet">decided</Mark> : null} {formatMoney(row.oldPrice)}
      </>
    ),
  },
  {
    id: 'new',
    header: 'New',
    note: 'currency',
    isNumber: true,
    width: 120,
    sortBy: (row) => row.newPrice,
    cell: (row) => (
      <>
        {row.belowCost ? <Mark tone="bad">below cost</Mark> : null} {formatMoney(row.newPrice)}
      </>
    ),
  },
  {
    id: 'change',
    header: 'Change',
    isNumber: true,
    width: 92,
    sortBy: (row) => changeShare(row.oldPrice, row.newPrice),
    cell: (row) => formatChange(changeShare(row.oldPrice, row.newPrice)),
  },
];
const gainColumns: readonly DataTableColumn<PlannedPrice>[] = [
  {
    id: 'gain',
    header: 'Gain a day',
    isNumber: true,
    width: 124,
    sortBy: (row) => gainOf(row),
    cell: (row) => {
      const gain = gainOf(row);
      return gain === null ? '–' : formatSignedRough(gain);
    },
  },
  {
    id: 'certainty',
    header: 'Certainty',
    note: 'chance of gain',
    isNumber: true,
    width: 116,
    sortBy: (row) => (gainOf(row) === null ? null : row.recommendation!.probability),
    cell: (row) => (gainOf(row) === null ? '–' : formatChance(row.recommendation!.probability)),
  },
];
const acceptColumns = [...columns, ...gainColumns];
const keyOf = (row: PlannedPrice) => row.productId;
const nameOf = (row: PlannedPrice) => row.productName;

/** What the new price gains; null where the price stays. */
function gainOf({ recommendation }: PlannedPrice): number | null {
  return recommendation?.action === 'change' ? recommendation.gainPerDay.value : null;
}

export function DecisionDialog({ kind, suggestions, onClose, onConfirm, returnTo }: DecisionDialogProps) {
  const decisions = useLab((state) => state.book.decisions);
  const form = useOverrideForm(suggestions);
  const [tried, setTried] = useState(false);
  const reasonMissing = kind === 'override' ? reasonProblem(form.reason) : null;
  const { rule } = form;
  // The preview must not wait for the reason, which the decision itself insists on.
  const request = useMemo((): DecisionRequest | null => {
    if (kind !== 'override')
      return {
        action: kind,
        productIds: suggestions.map((each) => each.productId),
      };
    return rule === null
      ? null
      : {
          action: kind,
          prices: overridePrices(suggestions, rule),
          reason: 'preview',
        };
  }, [kind, rule, suggestions]);
  const preview = useMemo(
    () => (request === null ? null : previewOf(decisions, suggestions, request)),
    [decisions, suggestions, request],
  );
  const [ticked, setTicked] = useState<Selection>(
    () => new Set(preview?.planned.filter(isSafe).map(({ productId }) => productId)),
  );
  const byTicks = kind === 'accept' && suggestions.length > 1;
  const taken = useMemo(
    () => suggestions.filter(({ productId }) => ticked.has(productId)),
    [suggestions, ticked],
  );
  const count = byTicks
    ? (preview?.planned.filter(({ productId }) => ticked.has(productId)).length ?? 0)
    : (preview?.planned.length ?? 0);
  return (
    <Dialog
      opened
      onClose={onClose}
      title={titleOf(kind, suggestions)}
      closeLabel="Close without deciding"
      width={760}
      returnTo={returnTo}
    >
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (request === null || count === 0 || reasonMissing !== null) return;
          if (byTicks)
            return onConfirm({ action: 'accept', productIds: taken.map(({ productId }) => productId) });
          onConfirm(request.action === 'override' ? { ...request, reason: form.reason.trim() } : request);
        }}
      >
        {kind === 'override' ? (
          <>
            <OverrideFields form={form} many={suggestions.length > 1} />
            <Textarea
              label="Reason"
              description="Recorded in the audit log with the price."
              autosize
              minRows={2}
              maxRows={5}
              value={form.reason}
              onChange={(event) => form.setReason(event.currentTarget.value)}
              error={tried ? reasonMissing : null}
            />
          </>
        ) : null}
        {preview === null ? null : (
          <Preview
            kind={kind}
            preview={preview}
            ticks={byTicks ? { keys: ticked, onChange: setTicked, taken } : null}
          />
        )}
        <DialogActions>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={count === 0}>
            {confirmWords(kind, count)}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** What would happen, in sentences and as a table; with `ticks` only what is ticked in it does. */
function Preview({
  kind,
  preview,
  ticks,
}: {
  readonly kind: DecisionKind;
  readonly preview: DecisionPreview;
  readonly ticks: {
    readonly keys: Selection;
    readonly onChange: (keys: Selection) => void;
    readonly taken: readonly Suggestion[];
  } | null;
}) {
  return (
    <>
      <p className={classes.summary} aria-live="polite">
        {ticks ? tickedSentence(preview, ticks.taken) : previewSentence(kind, preview)}
      </p>
      {preview.belowCost > 0 ? (
        <p className={classes.warning} role="alert">
          {preview.belowCost === 1
            ? 'One price would be below the unit cost. An override bypasses the guardrails: check it before you continue.'
            : `${formatCount(preview.belowCost)} prices would be below the unit cost. An override bypasses the guardrails: check them before you continue.`}
        </p>
      ) : null}
      {preview.planned.length === 0 ? null : (
        <div className={classes.table}>
          <DataTable
            label="Old and new prices"
            rows={preview.planned}
            columns={kind === 'accept' ? acceptColumns : columns}
            rowKey={keyOf}
            maxHeight={300}
            rowHeight={34}
            {...(ticks ? { selection: { keys: ticks.keys, onChange: ticks.onChange, nameOf } } : {})}
          />
        </div>
      )}
    </>
  );
}

function titleOf(kind: DecisionKind, suggestions: readonly Suggestion[]): string {
  const verb = {
    accept: 'Accept',
    reject: 'Reject',
    override: 'Override',
    clear: 'Take back',
  }[kind];
  return suggestions.length === 1
    ? `${verb}: ${suggestions[0]!.productName}`
    : `${verb}: ${formatCountOf(suggestions.length, 'product')}`;
}

function confirmWords(kind: DecisionKind, count: number): string {
  switch (kind) {
    case 'accept':
      return `Accept ${formatCountOf(count, 'price')}`;
    case 'reject':
      return `Keep ${formatCountOf(count, 'price')}`;
    case 'override':
      return `Override ${formatCountOf(count, 'price')}`;
    case 'clear':
      return `Take back ${formatCountOf(count, 'decision')}`;
    default:
      return kind satisfies never;
  }
}

/** What the ticked prices gain together, and which are left out at first. */
function tickedSentence({ planned, left }: DecisionPreview, taken: readonly Suggestion[]): string {
  if (planned.length === 0) return ['Nothing would change.', ...(left === null ? [] : [left])].join(' ');
  const { changed, kept, tests, gainPerDay, gainPerYear, objective } = summarizeTotal(taken);
  const unsafe = planned.filter((each) => !isSafe(each)).length;
  const gain =
    objective === null
      ? ''
      : `: ${formatSignedRough(gainPerDay.value)} ${objective} a day (${roughInterval(gainPerDay)}), ${formatSignedRough(gainPerYear.value)} a year`;
  return [
    `Ticked: ${formatCountOf(changed, 'change')}${gain}.`,
    ...(kept + tests > 0
      ? [`${formatCountOf(kept + tests, 'price')} ${kept + tests === 1 ? 'stays' : 'stay'} as today.`]
      : []),
    ...(unsafe > 0
      ? [
          `${formatCountOf(unsafe, 'product')} ${unsafe === 1 ? 'was' : 'were'} left unticked: a loss is expected, the chance of gain is too low, or a test comes first.`,
        ]
      : []),
    ...(left === null ? [] : [left]),
  ].join(' ');
}

/** What would happen, and what would not, in two or three short sentences. */
function previewSentence(kind: DecisionKind, preview: DecisionPreview): string {
  const { planned, left, up, down, unchanged } = preview;
  const sentences: string[] = [];
  if (planned.length === 0) sentences.push('Nothing would change.');
  else if (kind === 'clear') sentences.push('Today’s prices hold again, and the recommendations are open.');
  else
    sentences.push(
      `${formatCount(up)} up, ${formatCount(down)} down, ${formatCount(unchanged)} unchanged against the prices in force now.`,
    );
  if (left !== null) sentences.push(left);
  return sentences.join(' ');
}

interface OverrideForm {
  readonly kind: OverrideRule['kind'];
  readonly typed: number | string;
  readonly reason: string;
  readonly problem: string | null;
  /** null while what is typed is no price. */
  readonly rule: OverrideRule | null;
  readonly setKind: (kind: OverrideRule['kind']) => void;
  readonly setTyped: (typed: number | string) => void;
  readonly setReason: (reason: string) => void;
}

/** One product starts from its recommended price, many from no change. */
function useOverrideForm(suggestions: readonly Suggestion[]): OverrideForm {
  const [only] = suggestions.length === 1 ? suggestions : [];
  const [kind, setKind] = useState<OverrideRule['kind']>(only ? 'price' : 'change');
  const [typed, setTyped] = useState<number | string>(only ? (only.price ?? only.currentPrice) : 0);
  const [reason, setReason] = useState('');
  const problem = overrideProblem(kind, typed);
  const rule = useMemo((): OverrideRule | null => {
    if (overrideProblem(kind, typed) !== null) return null;
    return kind === 'price' ? { kind, price: Number(typed) } : { kind, percent: Number(typed) };
  }, [kind, typed]);
  return { kind, typed, reason, problem, rule, setKind, setTyped, setReason };
}

function OverrideFields({ form, many }: { readonly form: OverrideForm; readonly many: boolean }) {
  return (
    <div className={classes.override}>
      <SegmentedControl
        aria-label="How to set the price"
        value={form.kind}
        onChange={(kind) => {
          form.setKind(kind);
          form.setTyped(kind === 'change' ? 0 : '');
        }}
        data={[
          { value: 'price', label: many ? 'One price for all' : 'A price' },
          { value: 'change', label: 'Change in %' },
        ]}
      />
      <NumberInput
        label={form.kind === 'price' ? 'Overriding price' : 'Change'}
        description={form.kind === 'price' ? 'currency' : '% of today’s price'}
        inputWrapperOrder={['label', 'description', 'input', 'error']}
        value={form.typed}
        onChange={form.setTyped}
        error={form.problem}
        step={form.kind === 'price' ? 0.1 : 1}
        clampBehavior="none"
        data-autofocus
      />
    </div>
  );
}
