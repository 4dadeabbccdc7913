// Each rule's effect in words, in the order the rules act; the binding one is named, those that are off in one line.

import type { GuardrailName } from '../../../core/decisions/guardrails/guardrail-list.ts';
import { switchedOff } from '../../../core/decisions/guardrails/guardrail.ts';
import type { TrailStep } from '../../../core/decisions/guardrails/trail.ts';
import { formatMoney } from '../../../core/text/format.ts';
import { pageWords } from '../../../core/text/page-words.ts';
import classes from './trail-list.module.css';

export function TrailList({
  trail,
  bindingRule,
  labelledBy,
}: {
  readonly trail: readonly TrailStep[];
  readonly bindingRule: GuardrailName | null;
  readonly labelledBy: string;
}) {
  const on = trail.filter((step) => step.note !== switchedOff);
  const off = trail.filter((step) => step.note === switchedOff);
  return (
    <>
      <ol aria-labelledby={labelledBy} className={classes.trail}>
        {on.map((step) => (
          <li
            key={step.rule}
            className={classes.step}
            data-moved={Math.abs(step.after - step.before) >= 0.0005 || undefined}
          >
            <div className={classes.line}>
              <span className={classes.label}>
                {step.label}
                {step.rule === bindingRule ? <span className={classes.binding}> (binding)</span> : null}
              </span>
              <span className={classes.price}>{formatMoney(step.after)}</span>
            </div>
            <div className={classes.note}>{pageWords(step.note)}</div>
          </li>
        ))}
      </ol>
      {off.length === 0 ? null : (
        <p className={classes.off}>Off: {off.map(({ label }) => label.toLowerCase()).join(', ')}.</p>
      )}
    </>
  );
}
