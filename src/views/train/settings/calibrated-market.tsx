// A market as the file gives it, for the product that is shown: its numbers, and in words what had to be assumed.

import { useMemo } from 'react';

import type { RunSettings } from '../../../core/run/settings.ts';
import { useLab } from '../../../store/use-lab.ts';
import { Stat, StatList } from '../../ui/stat.tsx';
import type { MarketKind } from '../../../core/market/market-kind.ts';
import classes from './calibrated-market.module.css';

export function CalibratedMarket({
  calibration,
  settings,
}: {
  readonly calibration: NonNullable<MarketKind['calibration']>;
  readonly settings: RunSettings;
}) {
  const history = useLab((state) =>
    state.data.status === 'ready' ? state.data.dataset.histories[state.shownProduct] : undefined,
  );
  const demand = useLab((state) => state.demand[state.shownProduct]);
  const many = useLab(
    (state) =>
      state.trainFor === 'all' && state.data.status === 'ready' && state.data.dataset.histories.length > 1,
  );
  const market = useMemo(
    () => (history && demand ? calibration.of(settings, { history, demand }) : null),
    [calibration, settings, history, demand],
  );
  if (!history) return null;
  const { name } = history.product;
  if (!market) return <p className={classes.quiet}>The demand of {name} is still being fitted …</p>;
  return (
    <section aria-label="Calibrated from the file" className={classes.box}>
      <p className={classes.title}>
        {name}
        {many ? <span className={classes.quiet}> · every product gets its own values</span> : null}
      </p>
      <StatList>
        {market.facts.map((fact) => (
          <Stat key={fact.label} {...fact} />
        ))}
      </StatList>
      {market.assumptions.length === 0 ? (
        <p className={classes.quiet}>All of them come from the file; nothing had to be assumed.</p>
      ) : (
        <>
          <p className={classes.title}>What had to be assumed</p>
          <ul className={classes.list}>
            {market.assumptions.map((assumption) => (
              <li key={assumption}>{assumption}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
