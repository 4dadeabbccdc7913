// A price that a person has in mind, valued on the same draws as the other candidates.

import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';

import { typedPriceOf } from '../../../store/features/advice-feature.ts';
import { useLab } from '../../../store/use-lab.ts';
import classes from './value-price.module.css';

/** No price of a shop is beyond it. */
const highestPrice = 1e9;

export function ValuePrice({ productId }: { readonly productId: string }) {
  const valued = useLab((state) => typedPriceOf(state.advice, productId));
  const actions = useLab((state) => state.actions);
  const [typed, setTyped] = useState<number | string>(valued ?? '');
  const price = typeof typed === 'number' ? typed : Number.NaN;
  const isPrice = price >= 0.01 && price <= highestPrice;
  const problem = typed === '' || isPrice ? null : 'Type an amount of at least 0.01, such as 19.99.';
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isPrice) actions.valuePrice(productId, price);
      }}
    >
      <NumberInput
        label="Evaluate another price"
        size="xs"
        value={typed}
        onChange={setTyped}
        error={problem}
        decimalScale={2}
        step={0.1}
        clampBehavior="none"
        className={classes.field}
      />
      <Button type="submit" size="xs" variant="default" disabled={!isPrice || price === valued}>
        Value it
      </Button>
      {valued === null ? null : (
        <Button
          size="xs"
          variant="subtle"
          onClick={() => {
            setTyped('');
            actions.valuePrice(productId, null);
          }}
        >
          Leave it out
        </Button>
      )}
    </form>
  );
}
