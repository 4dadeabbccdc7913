// One field for the cost that the file does not have: a margin in percent or an amount, for all products without one, a
// category, or a product. Whatever rests on it says so.

import { Button, NativeSelect, NumberInput, VisuallyHidden } from '@mantine/core';
import { useId, useState } from 'react';

import {
  assumedCostProblem,
  assumptionWords,
  type AssumedCost,
  type CostAssumptions,
} from '../../core/table/assumed-cost.ts';
import type { Dataset } from '../../core/table/dataset.ts';
import type { CostScope } from '../../store/features/costs-feature.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatCountOf } from '../../core/text/format.ts';
import { Panel } from '../ui/panel.tsx';
import classes from './assumed-costs.module.css';

export function AssumedCostsPanel({ dataset }: { readonly dataset: Dataset }) {
  const costs = useLab((state) => state.costs);
  const actions = useLab((state) => state.actions);
  const id = useId();
  const [kind, setKind] = useState<AssumedCost['kind']>('margin');
  const [typed, setTyped] = useState<number | string>(30);
  const [scopeKey, setScopeKey] = useState('all');
  const missing = dataset.histories.filter(
    ({ unitCost, assumedCost }) => unitCost === null || assumedCost !== undefined,
  );
  if (missing.length === 0) return null;
  const categories = [
    ...new Set(missing.map(({ product }) => product.category).filter((name) => name !== null)),
  ];
  const scopes: readonly { readonly key: string; readonly label: string; readonly scope: CostScope }[] = [
    {
      key: 'all',
      label: `All ${formatCountOf(missing.length, 'product')} without a cost`,
      scope: { kind: 'all' },
    },
    ...categories.map((name) => ({
      key: `category ${name}`,
      label: `Category ${name}`,
      scope: { kind: 'category' as const, name },
    })),
    ...missing.map(({ product }) => ({
      key: `product ${product.id}`,
      label: product.name,
      scope: { kind: 'product' as const, id: product.id },
    })),
  ];
  const value = typeof typed === 'number' ? typed : Number.NaN;
  const assumed: AssumedCost = kind === 'margin' ? { kind, percent: value } : { kind, amount: value };
  const problem = Number.isNaN(value) ? 'Type a number.' : assumedCostProblem(assumed);
  const scope = scopes.find(({ key }) => key === scopeKey)?.scope ?? { kind: 'all' as const };
  const stated = statedAssumptions(costs, missing);
  const open = missing.filter(({ unitCost }) => unitCost === null).length;
  return (
    <Panel
      title="Cost is missing"
      caption={
        open > 0
          ? `The file has no cost for ${formatCountOf(open, 'product')}, so prices are compared by revenue. Assume a margin or a cost to compare them by profit.`
          : 'Every profit figure of these products uses this assumption and is marked as such.'
      }
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (problem === null) actions.assumeCost(scope, assumed);
        }}
      >
        <NativeSelect
          size="sm"
          label="For"
          value={scopeKey}
          onChange={(event) => setScopeKey(event.currentTarget.value)}
          data={scopes.map(({ key, label }) => ({ value: key, label }))}
        />
        <NativeSelect
          size="sm"
          label="Assume"
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value === 'cost' ? 'cost' : 'margin')}
          data={[
            { value: 'margin', label: 'a margin (percent of price)' },
            { value: 'cost', label: 'a unit cost (currency)' },
          ]}
        />
        <NumberInput
          size="sm"
          label={kind === 'margin' ? 'Margin, % of price' : 'Unit cost, currency'}
          value={typed}
          onChange={setTyped}
          clampBehavior="none"
          hideControls
          error={problem}
          errorProps={{ id: `${id}-problem` }}
        />
        <Button type="submit" className={classes.button}>
          Use this
        </Button>
      </form>
      {stated.length === 0 ? null : (
        <ul className={classes.list} aria-label="Assumed costs">
          {stated.map(({ key, words, scope: its }) => (
            <li key={key}>
              <span>{words}</span>
              <Button size="compact-xs" variant="subtle" onClick={() => actions.assumeCost(its, null)}>
                Take back<VisuallyHidden> {words}</VisuallyHidden>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function statedAssumptions(
  { all, categories, products }: CostAssumptions,
  missing: Dataset['histories'],
): readonly { readonly key: string; readonly words: string; readonly scope: CostScope }[] {
  const nameOf = (productId: string) =>
    missing.find(({ product }) => product.id === productId)?.product.name ?? productId;
  return [
    ...(all
      ? [
          {
            key: 'all',
            words: `All products without a cost: ${assumptionWords(all)}`,
            scope: { kind: 'all' as const },
          },
        ]
      : []),
    ...Object.entries(categories).map(([name, assumed]) => ({
      key: `category ${name}`,
      words: `Category ${name}: ${assumptionWords(assumed)}`,
      scope: { kind: 'category' as const, name },
    })),
    ...Object.entries(products).map(([productId, assumed]) => ({
      key: `product ${productId}`,
      words: `${nameOf(productId)}: ${assumptionWords(assumed)}`,
      scope: { kind: 'product' as const, id: productId },
    })),
  ];
}
