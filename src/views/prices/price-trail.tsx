// The way from the policy's price to the suggested one, rule by rule: a list to read and a small track to see.

import type { Suggestion } from '../../core/decisions/suggestion.ts';
import { formatMoney } from '../format.ts';
import classes from './price-trail.module.css';

interface Stage {
  readonly key: string;
  readonly label: string;
  readonly before: number;
  readonly after: number;
  readonly note: string;
  readonly binding: boolean;
}

function stagesOf(suggestion: Suggestion): readonly Stage[] {
  return [
    {
      key: 'policy',
      label: 'The policy asked for',
      before: suggestion.currentPrice,
      after: suggestion.policyPrice,
      note: '',
      binding: false,
    },
    ...suggestion.trail.map((step) => ({
      key: step.rule,
      label: step.label,
      before: step.before,
      after: step.after,
      note: step.note,
      binding: step.rule === suggestion.bindingRule,
    })),
  ];
}

export function PriceTrail({
  suggestion,
  labelledBy,
}: {
  readonly suggestion: Suggestion;
  readonly labelledBy: string;
}) {
  const stages = stagesOf(suggestion);
  const prices = [suggestion.currentPrice, ...stages.map((stage) => stage.after)];
  // At least a tenth of today's price from end to end, so that a cent does not look like a leap.
  const middle = (Math.min(...prices) + Math.max(...prices)) / 2;
  const span = Math.max(Math.max(...prices) - Math.min(...prices), suggestion.currentPrice / 10, 0.01);
  const place = (price: number) => ((price - middle) / span + 0.5) * 100;
  const today = place(suggestion.currentPrice);
  return (
    <ol aria-labelledby={labelledBy} className={classes.trail}>
      {stages.map((stage) => (
        <li key={stage.key} className={classes.stage} data-binding={stage.binding || undefined}>
          <div className={classes.line}>
            <span className={classes.label}>{stage.label}</span>
            <span className={classes.price}>{formatMoney(stage.after)}</span>
          </div>
          <div aria-hidden className={classes.track}>
            <span className={classes.today} style={{ left: `${today}%` }} />
            <span
              className={classes.move}
              style={{
                left: `${Math.min(place(stage.before), place(stage.after))}%`,
                width: `${Math.abs(place(stage.after) - place(stage.before))}%`,
              }}
            />
            <span className={classes.dot} style={{ left: `${place(stage.after)}%` }} />
          </div>
          {stage.note === '' ? null : <div className={classes.note}>{stage.note}</div>}
        </li>
      ))}
      <li className={classes.final}>
        <div className={classes.line}>
          <span className={classes.label}>Suggested</span>
          <span className={classes.price}>
            {suggestion.price === null ? 'infeasible' : formatMoney(suggestion.price)}
          </span>
        </div>
      </li>
    </ol>
  );
}
