// Every elasticity known of a product, with its interval in figures and as a bar on one scale.

import tableClasses from '../ui/plain-table.module.css';
import { formatElasticity, type ElasticityRow } from './demand-words.ts';
import { beyondAxis } from './demand-ranking-rows.ts';
import classes from './elasticity-table.module.css';

export interface ElasticityTableProps {
  readonly rows: readonly ElasticityRow[];
  readonly sentence: string;
}

/** Intervals beyond these are cut off, so that one loose fit does not flatten the others. */
const widest = { low: -8, high: 4 };
/** A share of the scale. */
const nearAnEnd = 0.25;

export function ElasticityTable({ rows, sentence }: ElasticityTableProps) {
  const low = Math.max(widest.low, Math.min(-0.5, ...rows.map(({ interval }) => interval[0])));
  const high = Math.min(widest.high, Math.max(0.5, ...rows.map(({ interval }) => interval[1])));
  const share = (value: number) => Math.min(1, Math.max(0, (value - low) / (high - low)));
  const percent = (value: number) => `${100 * share(value)}%`;
  // Its name would lie over that of an end.
  const namesZero = share(0) > nearAnEnd && share(0) < 1 - nearAnEnd;
  return (
    <div className={classes.frame}>
      <h3 className={classes.title}>Elasticities</h3>
      <div
        className={tableClasses.scroller}
        tabIndex={0}
        role="region"
        aria-label="Elasticities of this product, scrollable"
      >
        <table className={`${tableClasses.table} ${classes.table}`}>
          <thead>
            <tr>
              <th scope="col">Of what</th>
              <th scope="col" className={tableClasses.number}>
                Elasticity
              </th>
              <th scope="col" className={tableClasses.number}>
                95 % from
              </th>
              <th scope="col" className={tableClasses.number}>
                to
              </th>
              <td aria-hidden className={classes.scale}>
                <div>
                  <span style={{ left: 0 }}>{formatElasticity(low)}</span>
                  {namesZero ? (
                    <span style={{ left: percent(0), transform: 'translateX(-50%)' }}>0</span>
                  ) : null}
                  <span style={{ right: 0 }}>{formatElasticity(high)}</span>
                </div>
              </td>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ label, note, value, interval, isUsed }) => (
              <tr key={label} data-used={isUsed}>
                <th scope="row">
                  {label}
                  <span className={classes.note}>{note}</span>
                </th>
                <td className={tableClasses.number} data-label="Elasticity">
                  {formatElasticity(value)}
                </td>
                <td className={tableClasses.number} data-label="95 % from">
                  {formatElasticity(interval[0])}
                </td>
                <td className={tableClasses.number} data-label="to">
                  {formatElasticity(interval[1])}
                </td>
                <td aria-hidden className={classes.bar}>
                  <svg width="100%" height="20">
                    <line className={classes.zero} x1={percent(0)} x2={percent(0)} y1="0" y2="20" />
                    <line
                      className={classes.interval}
                      x1={percent(interval[0])}
                      x2={percent(interval[1])}
                      y1="10"
                      y2="10"
                    />
                    <Point side={beyondAxis(value, low, high)} at={percent(value)} />
                  </svg>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.sentence}>
        {sentence}
        {rows.some(({ value }) => beyondAxis(value, low, high) !== null)
          ? ' An arrow at an end stands for a value beyond the scale.'
          : ''}
      </p>
    </div>
  );
}

/** A dot at its value, or an arrow at the end that the value lies beyond. */
function Point({ side, at }: { readonly side: 'left' | 'right' | null; readonly at: string }) {
  if (side === null) return <circle className={classes.point} cx={at} cy="10" r="4.5" />;
  const points = side === 'left' ? '0,10 9,4 9,16' : '0,10 -9,4 -9,16';
  return (
    <svg x={side === 'left' ? '0%' : '100%'} y="0" overflow="visible">
      <polygon className={classes.point} points={points} />
    </svg>
  );
}
