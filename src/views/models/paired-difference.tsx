// Which of two models earns more: what both come to an episode, and between which amounts the difference lies.

import { Progress } from '@mantine/core';
import { useEffect } from 'react';

import { differenceWords, moneyOf, otherWayWords, verdictWords } from '../../core/policy/compared-words.ts';
import type { ComparedPolicies } from '../../core/policy/compared-policies.ts';
import { formatAmount, formatPercent, formatSigned } from '../../core/text/format.ts';
import { isSamePair } from '../../store/features/paired-models-feature.ts';
import { useLab } from '../../store/use-lab.ts';
import { Fact } from './fact.tsx';
import classes from './paired-difference.module.css';

/** A kept model under the name that the page compares it by. */
export interface NamedModel {
  readonly id: string;
  readonly name: string;
}

export function PairedDifference({
  first,
  second,
}: {
  readonly first: NamedModel;
  readonly second: NamedModel;
}) {
  const pair = useLab((state) => state.pairedModels);
  const actions = useLab((state) => state.actions);
  useEffect(() => {
    actions.pairModels([first.id, second.id]);
    return () => actions.unpairModels();
  }, [actions, first.id, second.id]);
  const shown = pair !== null && isSamePair(pair.models, [first.id, second.id]) ? pair : null;
  return (
    <section className={classes.paired} aria-label="Which one earns more">
      {shown?.status === 'done' ? (
        <Verdict names={[first.name, second.name]} compared={shown.compared} />
      ) : shown?.status === 'failed' ? (
        <p className={classes.note}>{shown.problem}</p>
      ) : (
        <Playing share={shown?.share ?? 0} />
      )}
    </section>
  );
}

function Playing({ share }: { readonly share: number }) {
  return (
    <>
      <p className={classes.note}>Both play the same episodes: {formatPercent(share, 0)}</p>
      <Progress value={share * 100} size="sm" aria-label="Episodes played" />
    </>
  );
}

function Verdict({
  names,
  compared,
}: {
  readonly names: readonly [string, string];
  readonly compared: ComparedPolicies;
}) {
  const { means, keepPrice, difference } = moneyOf(compared);
  const what = compared.by === 'profit' ? 'Profit an episode' : 'Revenue an episode';
  const otherWay = otherWayWords(compared);
  return (
    <>
      <p role="status" className={classes.verdict}>
        {verdictWords(names, compared)}
      </p>
      <dl className={classes.figures}>
        <Fact label={`${what}, ${names[0]}`} value={formatAmount(means[0])} />
        <Fact label={`${what}, ${names[1]}`} value={formatAmount(means[1])} />
        <Fact label={`${what}, today’s prices`} value={formatAmount(keepPrice)} />
        {difference ? <Fact label="Difference" value={formatSigned(difference.mean)} /> : null}
      </dl>
      <p className={classes.note}>
        {differenceWords(compared)} {otherWay}
      </p>
    </>
  );
}
