// Each rule's effect in words, in the order the rules act; the binding one is named.

import type { GuardrailName } from '../../core/decisions/guardrail-rules.ts';
import type { TrailStep } from '../../core/decisions/suggestion.ts';
import { formatMoney } from '../format.ts';
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
  return (
    <ol aria-labelledby={labelledBy} className={classes.trail}>
      {trail.map((step) => (
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
          <div className={classes.note}>{step.note}</div>
        </li>
      ))}
    </ol>
  );
}
