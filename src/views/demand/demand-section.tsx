// Demand: what the file says about how sales respond to price, per product.

import { Button, Progress } from '@mantine/core';
import { IconArrowRight, IconChartDots3 } from '@tabler/icons-react';

import type { DemandSummary } from '../../core/demand/demand-summary.ts';
import type { Dataset } from '../../core/table/dataset.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatCount } from '../../core/text/format.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader, SectionStack } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';
import { SectionTabs } from '../ui/section-tabs.tsx';
import { ShowPricesButton } from '../ui/show-prices-button.tsx';
import { DemandRanking } from './demand-ranking.tsx';
import { DemandTable } from './demand-table.tsx';
import classes from './demand-section.module.css';
import { ProductCurve, ProductDemand, type ProductDemandProps } from './product-demand.tsx';
import { demandTabs } from './demand-tabs.ts';

const sentence =
  'How sales respond to price, before any training: the elasticity of each product and how sure it is.';

export function DemandSection() {
  const data = useLab((state) => state.data);
  const demand = useLab((state) => state.demand);
  const actions = useLab((state) => state.actions);
  if (data.status !== 'ready') {
    return (
      <SectionStack>
        <PageHeader title="Demand" sentence={sentence} />
        <EmptyState
          icon={<IconChartDots3 size={44} stroke={1.3} />}
          title="No sales loaded yet"
          actions={<Button onClick={() => actions.goTo('data')}>Go to Data</Button>}
        >
          Read a sales file, or the demo, and this page shows how its products respond to price.
        </EmptyState>
      </SectionStack>
    );
  }
  return (
    <SectionStack>
      <PageHeader
        title="Demand"
        sentence={sentence}
        actions={
          <>
            <Button
              variant="default"
              rightSection={<IconArrowRight size={17} stroke={1.8} />}
              onClick={() => actions.goTo('train', 'run')}
            >
              Choose market and agent
            </Button>
            <ShowPricesButton />
          </>
        }
      />
      <Fits dataset={data.dataset} demand={demand} />
    </SectionStack>
  );
}

function Fits({ dataset, demand }: { readonly dataset: Dataset; readonly demand: readonly DemandSummary[] }) {
  const shown = useLab((state) => state.shownProduct);
  const total = dataset.histories.length;
  const history = dataset.histories[shown];
  const summary = demand[shown];
  const fit = history === undefined || summary === undefined ? null : { history, summary };
  return (
    <>
      {demand.length < total ? (
        <div className={classes.fitting}>
          <Progress.Root size="sm">
            <Progress.Section
              value={(100 * demand.length) / total}
              aria-label="Share of the products fitted"
            />
          </Progress.Root>
          <p>
            Fitting demand: {formatCount(demand.length)} of {formatCount(total)} products
          </p>
        </div>
      ) : null}
      {total === 1 ? (
        <Detail fit={fit} />
      ) : (
        <SectionTabs
          section="demand"
          label="Demand"
          tabs={demandTabs}
          panels={{
            products: (
              <div className={classes.masterAndDetail}>
                <DemandRanking dataset={dataset} demand={demand} />
                <Detail fit={fit} />
              </div>
            ),
            table: (
              <div className={classes.tableAndCurve}>
                <DemandTable dataset={dataset} demand={demand} />
                {fit === null ? null : <ProductCurve {...fit} />}
              </div>
            ),
          }}
        />
      )}
    </>
  );
}

function Detail({ fit }: { readonly fit: ProductDemandProps | null }) {
  if (fit !== null) return <ProductDemand {...fit} />;
  return (
    <Panel title="The product shown" caption="Its fit is not ready yet.">
      <div className={classes.waiting} aria-busy="true" />
    </Panel>
  );
}
