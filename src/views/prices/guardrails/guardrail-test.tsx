// A box to try the rules of the shown product: type a price that might be asked for and see each rule act.

import { NumberInput } from '@mantine/core';
import { useId, useMemo, useState } from 'react';

import { applyGuardrails } from '../../../core/decisions/guardrails/apply-guardrails.ts';
import { guardrailsFor } from '../../../core/decisions/guardrails/guardrail-list.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { useLab } from '../../../store/use-lab.ts';
import { formatMoney } from '../../../core/text/format.ts';
import { numberOf } from './guardrail-form.ts';
import { pageWords } from '../../../core/text/page-words.ts';
import classes from './guardrail-test.module.css';
import { TrailList } from '../product/trail-list.tsx';
import { useGuardrailFacts } from './use-guardrail-facts.ts';

export function GuardrailTest({ suggestion }: { readonly suggestion: Suggestion }) {
  const id = useId();
  const guardrails = useLab((state) => state.guardrails);
  const facts = useGuardrailFacts(suggestion);
  const [typed, setTyped] = useState<number | string>(Number(suggestion.askedPrice.toFixed(2)));
  const price = numberOf(typed);
  const sound = price !== null && price > 0 && price <= 1e9;
  const { productId, category, productName } = suggestion;
  const answer = useMemo(
    () =>
      sound ? applyGuardrails(price, facts, guardrailsFor(guardrails, { id: productId, category })) : null,
    [sound, price, facts, guardrails, productId, category],
  );
  return (
    <section aria-labelledby={`${id}-title`} className={classes.box}>
      <h3 id={`${id}-title`} className={classes.title}>
        Try the rules
      </h3>
      <NumberInput
        size="xs"
        label={`If this price were asked for ${productName}`}
        rightSection={<span className={classes.unit}>currency</span>}
        rightSectionWidth="auto"
        rightSectionPointerEvents="none"
        hideControls
        step={0.1}
        clampBehavior="none"
        value={typed}
        onChange={setTyped}
        error={sound ? null : 'Type an amount above 0, such as 19.99.'}
      />
      <div aria-live="polite" className={classes.answer}>
        {answer === null ? null : answer.price === null ? (
          <p className={classes.infeasible}>No price: {pageWords(answer.infeasible?.sentence ?? '')}</p>
        ) : (
          <p className={classes.price}>
            {formatMoney(answer.price)} <span className={classes.quiet}>after the rules</span>
          </p>
        )}
      </div>
      {answer === null ? null : (
        <TrailList trail={answer.trail} bindingRule={answer.bindingRule} labelledBy={`${id}-title`} />
      )}
    </section>
  );
}
