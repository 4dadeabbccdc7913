// One rule of a scope: whether it is on, and its figures. Sound figures go to the store at once; what is not sound
// yet stays here with the sentence that says what would be.

import { NativeSelect, NumberInput, Switch } from '@mantine/core';
import { useId, useState } from 'react';

import type { GuardrailSet, Rule } from '../../../core/decisions/guardrails/guardrail-list.ts';
import { saidBy, type GuardrailScope } from '../../../store/features/guardrails-feature.ts';
import { useLab } from '../../../store/use-lab.ts';
import {
  changesTo,
  endingChoice,
  endingChoices,
  endingOf,
  numberOf,
  ruleProblem,
  ruleState,
  stepProblem,
  unsaidChanges,
  usualFigures,
  type EndingChoice,
  type Figures,
} from './guardrail-form.ts';
import { pageWords } from '../../../core/text/page-words.ts';
import classes from './guardrail-rule.module.css';

export interface GuardrailRuleProps {
  readonly rule: Rule;
  readonly scope: GuardrailScope;
  /** What holds where the scope says nothing of the rule. */
  readonly wider: GuardrailSet;
}

export function GuardrailRule({ rule, scope, wider }: GuardrailRuleProps) {
  const { label, meaning } = rule;
  /** The ending is a choice, and always one. */
  const withFigures = 'fields' in rule ? rule : null;
  const id = useId();
  const said = useLab((state) => saidBy(state.guardrails, scope));
  const actions = useLab((state) => state.actions);
  /** Typed, and not yet a rule. */
  const [draft, setDraft] = useState<Figures | null>(null);
  const state = draft !== null ? 'on' : ruleState(said, rule);
  const isOn = state === 'on';
  const figures: Figures = draft ?? withFigures?.figuresOf(said) ?? {};
  const problem = draft === null || !withFigures ? null : ruleProblem(withFigures, draft);

  const type = (next: Figures) => {
    if (!withFigures) return;
    if (ruleProblem(withFigures, next) !== null) return setDraft(next);
    setDraft(null);
    actions.setGuardrails(scope, changesTo(withFigures, next));
  };
  const turn = (to: 'on' | 'off' | 'unsaid') => {
    setDraft(null);
    if (to === 'off') return actions.setGuardrails(scope, rule.off);
    if (to === 'unsaid') return actions.setGuardrails(scope, unsaidChanges(rule));
    if (!withFigures) return actions.setGuardrails(scope, { ending: wider.ending });
    const inherited = withFigures.figuresOf(wider);
    const isInherited = Object.values(inherited).some((value) => value !== null);
    type(isInherited && scope.kind !== 'all' ? inherited : usualFigures(withFigures));
  };

  return (
    <div role="group" aria-labelledby={`${id}-label`} className={classes.rule} data-on={isOn || undefined}>
      <div className={classes.head}>
        <span id={`${id}-label`} className={classes.label} title={meaning}>
          {label}
        </span>
        {scope.kind !== 'all' ? (
          <NativeSelect
            size="xs"
            aria-label={`${label}: whose rule`}
            value={state}
            onChange={(event) => turn(event.currentTarget.value as 'on' | 'off' | 'unsaid')}
            data={[
              { value: 'unsaid', label: `Inherit (${rule.words(wider)})` },
              { value: 'on', label: 'Own' },
              ...(withFigures ? [{ value: 'off', label: 'Off' }] : []),
            ]}
            className={classes.whose}
          />
        ) : !withFigures ? null : (
          <Switch
            size="sm"
            aria-label={label}
            checked={isOn}
            onChange={(event) => turn(event.currentTarget.checked ? 'on' : 'off')}
            className={classes.switch}
          />
        )}
      </div>
      <p className={classes.meaning}>{pageWords(meaning)}</p>
      {!isOn ? null : !withFigures ? (
        <EndingFields
          said={said.ending ?? wider.ending}
          onEnding={(ending) => actions.setGuardrails(scope, { ending })}
        />
      ) : (
        <div className={classes.fields}>
          {withFigures.fields.map((field) => (
            <NumberInput
              key={field.key}
              size="xs"
              label={withFigures.fields.length > 1 ? field.label : undefined}
              aria-label={field.label}
              // Mantine's input sets both itself: marked by `error`, and what describes it only through `attributes`.
              error={problem !== null}
              attributes={{ input: { 'aria-describedby': problem === null ? undefined : `${id}-problem` } }}
              rightSection={<span className={classes.unit}>{pageWords(field.unit)}</span>}
              rightSectionWidth="auto"
              rightSectionPointerEvents="none"
              hideControls
              step={field.step}
              clampBehavior="none"
              value={figures[field.key] ?? ''}
              onChange={(value) => type({ ...figures, [field.key]: value })}
              className={classes.field}
            />
          ))}
        </div>
      )}
      {problem === null ? null : (
        <p id={`${id}-problem`} role="alert" className={classes.problem}>
          {problem} Until then: {rule.words({ ...wider, ...said })}.
        </p>
      )}
    </div>
  );
}

function EndingFields({
  said,
  onEnding,
}: {
  readonly said: GuardrailSet['ending'];
  readonly onEnding: (ending: GuardrailSet['ending']) => void;
}) {
  const [step, setStep] = useState<number | string>(said.kind === 'step' ? said.step : 0.05);
  const choice = endingChoice(said);
  const problem = choice === 'step' ? stepProblem(step) : null;
  return (
    <div className={classes.fields}>
      <NativeSelect
        size="xs"
        aria-label="Price ending"
        value={choice}
        onChange={(event) => {
          const next = event.currentTarget.value as EndingChoice;
          onEnding(endingOf(next, stepProblem(step) === null ? numberOf(step)! : 0.05));
        }}
        data={endingChoices.map(({ value, label }) => ({ value, label }))}
        className={classes.field}
      />
      {choice === 'step' ? (
        <NumberInput
          size="xs"
          aria-label="Step of the price"
          rightSection={<span className={classes.unit}>currency</span>}
          rightSectionWidth="auto"
          rightSectionPointerEvents="none"
          hideControls
          step={0.05}
          clampBehavior="none"
          value={step}
          error={problem}
          onChange={(value) => {
            setStep(value);
            if (stepProblem(value) === null) onEnding(endingOf('step', numberOf(value)!));
          }}
          className={classes.field}
        />
      ) : null}
    </div>
  );
}
