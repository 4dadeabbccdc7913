// The first answer of Demand: every product's elasticity as a dot with its interval, the one that sells most first.

import { useMemo } from 'react';

import type { DemandSummary } from '../../core/demand/demand-summary.ts';
import type { Dataset } from '../../core/table/dataset.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatCount, formatPercent, formatQuantity } from '../../core/text/format.ts';
import { InTurn } from '../ui/in-turn.tsx';
import { Panel } from '../ui/panel.tsx';
import { ProductName } from '../ui/product-name.tsx';
import {
  beyondAxis,
  elasticityAxis,
  rankedProducts,
  shareOf,
  type RankedProduct,
} from './demand-ranking-rows.ts';
import classes from './demand-ranking.module.css';
import { elasticityInWords, verdictWords } from './demand-words.ts';

/** The tab All figures has them all. */
const shownAtMost = 40;
/** As many as are in sight; the others below are drawn after them, so many a frame. */
const firstRows = 14;
const rowsATurn = 13;

export function DemandRanking({
  dataset,
  demand,
}: {
  readonly dataset: Dataset;
  readonly demand: readonly DemandSummary[];
}) {
  const ranked = useMemo(() => rankedProducts(dataset.histories, demand), [dataset, demand]);
  const [low, high] = elasticityAxis(ranked);
  const most = ranked[0]?.salesPerDay ?? 0;
  const drawn = ranked.slice(0, shownAtMost);
  const rows = (part: readonly RankedProduct[]) =>
    part.map((product) => (
      <RankedRow key={product.index} product={product} low={low} high={high} most={most} />
    ));
  return (
    <Panel title="Which products respond, and where the money is" caption={rankingSentence(ranked)}>
      <div className={classes.axis} aria-hidden>
        <span />
        <span className={classes.ticks}>
          <span>{low}</span>
          <span>Elasticity</span>
          <span>{high}</span>
        </span>
        <span className={classes.salesHead}>Sales a day</span>
      </div>
      <ol className={classes.list} aria-label="Products by sales">
        {rows(drawn.slice(0, firstRows))}
        {laterRows(drawn).map((part, turn) => (
          // By its turn: which products it holds changes while demand is fitted.
          <InTurn key={turn}>{rows(part)}</InTurn>
        ))}
      </ol>
      <p className={classes.note}>
        Left of the dashed line at -1 a lower price brings more sales, right of it a higher one.
        {drawn.some(({ elasticity }) => beyondAxis(elasticity, low, high) !== null)
          ? ' An arrow at an end stands for an elasticity beyond the axis.'
          : ''}
        {ranked.length > shownAtMost
          ? ` The ${shownAtMost} that sell most; the tab All figures has all ${formatCount(ranked.length)}.`
          : ''}
      </p>
    </Panel>
  );
}

/** The rows below those that are drawn at once, in parts of a turn each. */
function laterRows(drawn: readonly RankedProduct[]): readonly (readonly RankedProduct[])[] {
  const turns = Math.ceil(Math.max(0, drawn.length - firstRows) / rowsATurn);
  return Array.from({ length: turns }, (_, turn) => {
    const from = firstRows + turn * rowsATurn;
    return drawn.slice(from, from + rowsATurn);
  });
}

function RankedRow({
  product,
  low,
  high,
  most,
}: {
  readonly product: RankedProduct;
  readonly low: number;
  readonly high: number;
  readonly most: number;
}) {
  const isShown = useLab((state) => state.shownProduct === product.index);
  const actions = useLab((state) => state.actions);
  const place = (value: number) =>
    (100 * (Math.min(Math.max(value, low), high) - low)) / Math.max(high - low, 1e-9);
  const beyond = beyondAxis(product.elasticity, low, high);
  const [from, to] = product.interval;
  const sales = formatQuantity(product.salesPerDay);
  const verdict = verdictWords[product.verdict];
  return (
    <li>
      <button
        type="button"
        className={classes.row}
        aria-pressed={isShown}
        aria-label={`${product.name}: ${verdict.word}, ${elasticityInWords(product.elasticity)}, sales of ${sales} a day`}
        onClick={() => actions.showProduct(product.index)}
      >
        <span className={classes.name}>
          <ProductName name={product.name} />
        </span>
        <span className={classes.plot} data-tone={verdict.tone}>
          <span className={classes.unit} style={{ left: `${place(-1)}%` }} />
          <span
            className={classes.whisker}
            style={{ left: `${place(from)}%`, width: `${place(to) - place(from)}%` }}
          />
          {beyond === null ? (
            <span className={classes.dot} style={{ left: `${place(product.elasticity)}%` }} />
          ) : (
            <span className={classes.beyond} data-side={beyond} />
          )}
        </span>
        <span className={classes.sales}>
          <span className={classes.bar} style={{ width: `${(38 * product.salesPerDay) / (most || 1)}%` }} />
          {sales}
        </span>
      </button>
    </li>
  );
}

function rankingSentence(ranked: readonly RankedProduct[]): string {
  const known = shareOf(ranked, ['answers', 'leans']);
  const unclear = shareOf(ranked, ['cannotTell', 'suspicious']);
  const first = `The price effect is clear or likely for ${formatCount(known.products)} of ${formatCount(ranked.length)} products, with ${formatPercent(known.salesShare, 0)} of sales.`;
  return unclear.products === 0
    ? first
    : `${first} For the other ${unclear.products === 1 ? 'one' : formatCount(unclear.products)}, only a price test could show it.`;
}
