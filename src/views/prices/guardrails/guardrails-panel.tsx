// The rules every recommended price keeps, for all products, a category or one product, and a box to try them.

import { Button, NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';

import {
  defaultGuardrails,
  scopedRules,
  guardrailsFor,
} from '../../../core/decisions/guardrails/guardrail-list.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { modelFitsFile } from '../../../store/suggest-request.ts';
import {
  guardrailsKeeping,
  type GuardrailsKeeping,
  type GuardrailScope,
} from '../../../store/features/guardrails-feature.ts';
import { useLab } from '../../../store/use-lab.ts';
import { offInPlace } from '../../ui/off-in-place.ts';
import { Panel } from '../../ui/panel.tsx';
import { GuardrailRule } from './guardrail-rule.tsx';
import { GuardrailTest } from './guardrail-test.tsx';
import classes from './guardrails-panel.module.css';
import { categoriesOf } from '../list/product-filter.ts';

export function GuardrailsPanel({
  suggestions,
  shown,
}: {
  readonly suggestions: readonly Suggestion[];
  /** The product the page shows, for its own rules and the test box. */
  readonly shown: Suggestion | undefined;
}) {
  const guardrails = useLab((state) => state.guardrails);
  const actions = useLab((state) => state.actions);
  const isFixed = useLab(
    (state) => state.model?.origin === 'import' && state.model.card.data !== null && !modelFitsFile(state),
  );
  const keeping = useLab(guardrailsKeeping);
  const scopes = useScopes(suggestions, shown);
  const [chosen, setChosen] = useState('all');
  const scope = (scopes.find(({ value }) => value === chosen) ?? scopes[0]!).scope;
  /** What holds where the scope itself says nothing. */
  const wider =
    scope.kind === 'product'
      ? guardrailsFor({ ...guardrails, products: {} }, { id: scope.id, category: shown?.category ?? null })
      : guardrails.all;
  const narrower = Object.keys(guardrails.categories).length + Object.keys(guardrails.products).length;
  return (
    <Panel
      title="Guardrails"
      caption={
        isFixed
          ? 'These rules apply once you load the imported model’s sales file; the prices shown follow the rules they were exported with.'
          : 'Rules that every recommended price follows, in the order they apply. Prices update at once.'
      }
      fold="Show the rules"
    >
      <div className={classes.stack} onBlur={() => actions.settleGuardrails()}>
        <NativeSelect
          label="Rules for"
          size="xs"
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={scopes.map(({ value, label }) => ({ value, label }))}
        />
        <div className={classes.rules}>
          {scopedRules.map((rule) => (
            <GuardrailRule
              // Another scope has other fields; what was half typed for one must not reach the other.
              key={`${chosen} ${rule.name}`}
              rule={rule}
              scope={scope}
              wider={wider}
            />
          ))}
        </div>
        <div className={classes.foot}>
          <span className={classes.quiet}>
            {narrower === 0 ? 'No category or product has rules of its own.' : narrowerWords(guardrails)}{' '}
            <span role="status">{keptWords(keeping)}</span>
          </span>
          <Button
            size="compact-xs"
            variant="subtle"
            {...offInPlace(guardrails === defaultGuardrails, () => actions.resetGuardrails())}
          >
            Reset all rules
          </Button>
        </div>
        {shown ? <GuardrailTest key={shown.productId} suggestion={shown} /> : null}
      </div>
    </Panel>
  );
}

function keptWords(keeping: GuardrailsKeeping): string {
  switch (keeping) {
    case 'usual':
      return '';
    case 'pending':
      return 'Saving to the audit log.';
    case 'kept':
      return 'Saved to the audit log.';
    case 'pageOnly':
      return 'On this page only: this browser does not store them.';
    default:
      return keeping satisfies never;
  }
}

function narrowerWords({ categories, products }: { categories: object; products: object }): string {
  const count = (record: object, one: string, many: string) => {
    const size = Object.keys(record).length;
    return size === 0 ? [] : [`${size} ${size === 1 ? one : many}`];
  };
  const parts = [...count(categories, 'category', 'categories'), ...count(products, 'product', 'products')];
  return `With rules of their own:  ${parts.join(' and ')}.`;
}

interface ScopeChoice {
  readonly value: string;
  readonly label: string;
  readonly scope: GuardrailScope;
}

/** All products, each category, and the product that is shown. */
function useScopes(
  suggestions: readonly Suggestion[],
  shown: Suggestion | undefined,
): readonly ScopeChoice[] {
  const categories = useMemo(() => categoriesOf(suggestions), [suggestions]);
  return useMemo(
    () => [
      { value: 'all', label: 'All products', scope: { kind: 'all' } },
      ...categories.map((name) => ({
        value: `category ${name}`,
        label: `Category: ${name}`,
        scope: { kind: 'category', name } as const,
      })),
      ...(shown && suggestions.length > 1
        ? [
            {
              value: 'product',
              label: `Product: ${shown.productName}`,
              scope: { kind: 'product', id: shown.productId } as const,
            },
          ]
        : []),
    ],
    [categories, shown, suggestions.length],
  );
}
