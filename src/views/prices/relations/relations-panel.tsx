// What holds between products: ladders of sizes found in the file, gaps between brands, one price over stores, each with what it
// costs a day.

import { Button, NumberInput, Switch, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';

import { relationsOf } from '../../../core/decisions/guardrails/guardrail-list.ts';
import { brandGap } from '../../../core/decisions/relations/brand-gap.ts';
import { onePrice, splitProducts } from '../../../core/decisions/relations/one-price.ts';
import type { RelatedProduct } from '../../../core/decisions/relations/relation.ts';
import { laddersOf, sizeLadder } from '../../../core/decisions/relations/size-ladder.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { formatCountOf } from '../../../core/text/format.ts';
import { useLab } from '../../../store/use-lab.ts';
import { Panel } from '../../ui/panel.tsx';
import { SearchedSelect } from '../../ui/searched-select.tsx';
import { numberOf } from '../guardrails/guardrail-form.ts';
import classes from './relations-panel.module.css';
import { costsOf, costWords, productsOf } from './relation-words.ts';

export function RelationsPanel({ suggestions }: { readonly suggestions: readonly Suggestion[] }) {
  const products = useMemo(() => productsOf(suggestions), [suggestions]);
  const costs = useMemo(() => costsOf(suggestions), [suggestions]);
  return (
    <Panel
      title="Relations between products"
      caption="Every recommended price list keeps these relations. A relation costs what the price list would gain without it."
      fold="Show the relations"
    >
      <div className={classes.stack}>
        <Ladders products={products} costs={costs} />
        <Gaps products={products} costs={costs} />
        <OnePrice products={products} costs={costs} />
      </div>
    </Panel>
  );
}

function useRelations() {
  const guardrails = useLab((state) => state.guardrails);
  return useMemo(() => relationsOf(guardrails), [guardrails]);
}

interface PartProps {
  readonly products: readonly RelatedProduct[];
  readonly costs: ReturnType<typeof costsOf>;
}

function Ladders({ products, costs }: PartProps) {
  const { holdSizeLadders, packSizes } = useRelations();
  const actions = useLab((state) => state.actions);
  const ladders = useMemo(() => laddersOf(products, packSizes), [products, packSizes]);
  const said = Object.entries(packSizes);
  const withSize = (id: string, size: (typeof packSizes)[string] | undefined) => {
    const others = said.filter(([key]) => key !== id);
    actions.setRelations({
      packSizes: Object.fromEntries(size === undefined ? others : [...others, [id, size]]),
    });
  };
  return (
    <section aria-label={sizeLadder.label} className={classes.part}>
      <Switch
        label={sizeLadder.label}
        description={`${sizeLadder.meaning} ${ladders.length === 0 ? 'No sizes were found in the names.' : `${formatCountOf(ladders.length, 'ladder')} found in the names.`}`}
        checked={holdSizeLadders}
        onChange={(event) => actions.setRelations({ holdSizeLadders: event.currentTarget.checked })}
      />
      <ul className={classes.list}>
        {ladders.map(({ id, title, packs }) => (
          <li key={id}>
            <span className={classes.title}>{title}</span>{' '}
            {holdSizeLadders ? (
              <span className={classes.quiet}>{costWords(costs.get(`ladder ${id}`))}</span>
            ) : null}
            <div className={classes.row}>
              {packs.map((pack) => (
                <Button
                  key={pack.id}
                  size="compact-xs"
                  variant="subtle"
                  aria-label={`Leave ${pack.name} out of the ladder`}
                  onClick={() => withSize(pack.id, null)}
                >
                  {pack.words}: leave out
                </Button>
              ))}
            </div>
          </li>
        ))}
        {said.map(([id, size]) => (
          <li key={id}>
            <span>
              {nameOf(products, id)}: {size === null ? 'in no ladder' : `size ${size.size} of ${size.family}`}
            </span>{' '}
            <Button size="compact-xs" variant="subtle" onClick={() => withSize(id, undefined)}>
              Take back
            </Button>
          </li>
        ))}
      </ul>
      <SaySize products={products} onSay={withSize} />
    </section>
  );
}

/** A size that no name says. */
function SaySize({
  products,
  onSay,
}: {
  readonly products: readonly RelatedProduct[];
  readonly onSay: (id: string, size: { readonly family: string; readonly size: number }) => void;
}) {
  const [id, setId] = useState('');
  const [family, setFamily] = useState('');
  const [typed, setTyped] = useState<number | string>('');
  const size = numberOf(typed);
  const product = id === '' ? products[0]?.id : id;
  return (
    <form
      className={classes.row}
      aria-label="Set a size"
      onSubmit={(event) => {
        event.preventDefault();
        if (product === undefined || size === null || !(size > 0) || family.trim() === '') return;
        onSay(product, { family: family.trim(), size });
        setTyped('');
      }}
    >
      <ProductSelect label="Pack" products={products} value={product ?? ''} onChange={setId} />
      <TextInput
        label="Family"
        size="xs"
        w={140}
        placeholder="such as cola"
        value={family}
        onChange={(event) => setFamily(event.currentTarget.value)}
      />
      <NumberInput label="Size" size="xs" w={90} hideControls min={0} value={typed} onChange={setTyped} />
      <Button type="submit" size="xs" variant="default" disabled={size === null || family.trim() === ''}>
        Set the size
      </Button>
    </form>
  );
}

function Gaps({ products, costs }: PartProps) {
  const { brandGaps } = useRelations();
  const actions = useLab((state) => state.actions);
  const [below, setBelow] = useState('');
  const [above, setAbove] = useState('');
  const [typed, setTyped] = useState<number | string>(10);
  const percent = numberOf(typed);
  const [lower, upper] = [below || products[0]?.id, above || products[1]?.id];
  const isSound = percent !== null && percent >= 0 && percent <= 95 && lower !== undefined && lower !== upper;
  return (
    <section aria-label={brandGap.label} className={classes.part}>
      <p className={classes.label}>
        {brandGap.label} <span className={classes.quiet}>{brandGap.meaning}</span>
      </p>
      <ul className={classes.list}>
        {brandGaps.map((gap, i) => (
          <li key={`${gap.below} ${gap.above}`}>
            <span>
              {nameOf(products, gap.below)} at least {gap.percent} % below {nameOf(products, gap.above)}
            </span>{' '}
            <span className={classes.quiet}>
              {costWords(costs.get(`gap ${JSON.stringify([gap.below, gap.above])}`))}
            </span>{' '}
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => actions.setRelations({ brandGaps: brandGaps.filter((_, k) => k !== i) })}
            >
              Take back
            </Button>
          </li>
        ))}
      </ul>
      {products.length < 2 ? null : (
        <form
          className={classes.row}
          aria-label="Add a gap"
          onSubmit={(event) => {
            event.preventDefault();
            if (!isSound || upper === undefined) return;
            const others = brandGaps.filter((gap) => gap.below !== lower || gap.above !== upper);
            actions.setRelations({ brandGaps: [...others, { below: lower, above: upper, percent }] });
          }}
        >
          <ProductSelect label="Stays below" products={products} value={lower ?? ''} onChange={setBelow} />
          <NumberInput
            label="By at least, %"
            size="xs"
            w={110}
            hideControls
            min={0}
            max={95}
            value={typed}
            onChange={setTyped}
          />
          <ProductSelect label="Measured from" products={products} value={upper ?? ''} onChange={setAbove} />
          <Button type="submit" size="xs" variant="default" disabled={!isSound}>
            Add this gap
          </Button>
        </form>
      )}
    </section>
  );
}

function OnePrice({ products, costs }: PartProps) {
  const { onePriceOverStores } = useRelations();
  const actions = useLab((state) => state.actions);
  const split = useMemo(() => splitProducts(products), [products]);
  const binding = [...costs].filter(([id, cost]) => id.startsWith('one price ') && cost !== null);
  const cost = binding.reduce((sum, [, each]) => sum + (each ?? 0), 0);
  return (
    <section aria-label={onePrice.label} className={classes.part}>
      <Switch
        label={onePrice.label}
        description={
          split.length === 0
            ? `${onePrice.meaning} This file splits no product.`
            : `${onePrice.meaning} ${formatCountOf(split.length, 'product')} in several series.${onePriceOverStores ? ` ${costWords(binding.length === 0 ? null : cost)}` : ''}`
        }
        disabled={split.length === 0 && !onePriceOverStores}
        checked={onePriceOverStores}
        onChange={(event) => actions.setRelations({ onePriceOverStores: event.currentTarget.checked })}
      />
    </section>
  );
}

function ProductSelect({
  label,
  products,
  value,
  onChange,
}: {
  readonly label: string;
  readonly products: readonly RelatedProduct[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}) {
  const options = useMemo(() => products.map(({ id, name }) => ({ value: id, label: name })), [products]);
  return (
    <SearchedSelect label={label} size="xs" w={210} options={options} value={value} onChange={onChange} />
  );
}

function nameOf(products: readonly RelatedProduct[], id: string): string {
  return products.find((product) => product.id === id || product.key === id)?.name ?? id;
}
