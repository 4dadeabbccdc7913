// How one policy does on every product of a catalogue: the distribution of the gap closed, and the products from the
// worst on with what each could earn. Drawn anew at each evaluation, and after the check at the end.

import { memo, useMemo } from 'react';

import type { LabState } from '../../../store/lab-state.ts';
import { labStore, useLab } from '../../../store/use-lab.ts';
import { formatReturn } from '../../charts/captions.ts';
import { usePaced } from '../../charts/use-paced.ts';
import { formatCountOf, formatMoney, formatPercent } from '../../../core/text/format.ts';
import { DataTable, type DataTableColumn } from '../../ui/data-table.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PortfolioFigure } from './portfolio-figure.tsx';
import classes from './portfolio-panel.module.css';
import { portfolioBasis, portfolioView, type PortfolioRow } from './portfolio-view.ts';

const reward = 'reward an episode';

const columns: readonly DataTableColumn<PortfolioRow>[] = [
  {
    id: 'name',
    header: 'Product',
    width: 180,
    sortBy: ({ name }) => name.toLowerCase(),
    cell: ({ name }) => name,
  },
  {
    id: 'gap',
    header: 'Gap closed',
    term: 'gapClosed',
    note: '% of the gap',
    isNumber: true,
    width: 116,
    sortBy: ({ gap }) => gap,
    cell: ({ gap }) => (gap === null ? '–' : formatPercent(gap)),
  },
  {
    id: 'keep',
    header: 'Price kept',
    note: reward,
    isNumber: true,
    width: 118,
    sortBy: ({ keep }) => keep,
    cell: ({ keep }) => formatReturn(keep),
  },
  {
    id: 'policy',
    header: 'Policy',
    note: reward,
    isNumber: true,
    width: 118,
    sortBy: ({ policy }) => policy,
    cell: ({ policy }) => formatReturn(policy),
  },
  {
    id: 'fixed',
    header: 'Best single',
    term: 'fixedPrice',
    note: reward,
    isNumber: true,
    width: 118,
    sortBy: ({ bestFixed }) => bestFixed,
    cell: ({ bestFixed }) => formatReturn(bestFixed),
  },
  {
    id: 'optimum',
    header: 'Optimum',
    term: 'optimum',
    note: reward,
    isNumber: true,
    width: 118,
    sortBy: ({ optimum }) => optimum,
    cell: ({ optimum }) => formatReturn(optimum),
  },
  {
    id: 'price',
    header: 'Fixed price',
    note: 'the best one',
    isNumber: true,
    width: 116,
    sortBy: ({ bestFixedPrice }) => bestFixedPrice,
    cell: ({ bestFixedPrice }) => formatMoney(bestFixedPrice),
  },
  {
    id: 'standsOut',
    header: 'What stands out',
    note: 'compared with the other products',
    width: 300,
    sortBy: ({ standsOut }) => (standsOut === '–' ? null : standsOut),
    cell: ({ standsOut }) => <span title={standsOut}>{standsOut}</span>,
  },
];

function shownName({ data, shownProduct }: LabState): string | null {
  return data.status === 'ready' ? (data.dataset.histories[shownProduct]?.product.name ?? null) : null;
}

/** Its index in the loaded file; -1 where it is not there. */
function indexOfName({ data }: LabState, name: string): number {
  return data.status === 'ready'
    ? data.dataset.histories.findIndex(({ product }) => product.name === name)
    : -1;
}

const keyOf = ({ product }: PortfolioRow) => String(product);

export const PortfolioPanel = memo(function PortfolioPanel() {
  const run = usePaced(useLab((state) => state.run));
  const baselines = run?.baselines;
  const evaluations = run?.evaluations;
  const portfolioCheck = run?.portfolioCheck;
  const productNames = run?.productNames;
  const view = useMemo(
    () =>
      baselines && evaluations && portfolioCheck !== undefined && productNames
        ? portfolioView({ baselines, evaluations, portfolioCheck, productNames })
        : null,
    [baselines, evaluations, portfolioCheck, productNames],
  );
  const products = baselines?.portfolio?.products.length ?? 0;
  const shown = useLab(shownName);
  const actions = useLab((state) => state.actions);
  return (
    <Panel
      title="Portfolio"
      caption={
        view
          ? portfolioBasis(view)
          : `One policy for ${formatCountOf(products, 'product')}: the gap closed per product appears after the first evaluation.`
      }
      flush
    >
      {view ? (
        <>
          <div className={classes.figure}>
            <PortfolioFigure view={view} shown={shown} />
          </div>
          <h3 className={classes.tableTitle}>Products, worst first</h3>
          <DataTable
            label="Products, worst first"
            rows={view.rows}
            columns={columns}
            rowKey={keyOf}
            onChoose={({ name }) => {
              const index = indexOfName(labStore.getState(), name);
              if (index >= 0) actions.showProduct(index);
            }}
            isChosen={({ name }) => name === shown}
            maxHeight={340}
            rowHeight={34}
          />
        </>
      ) : null}
    </Panel>
  );
});
