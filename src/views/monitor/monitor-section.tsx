// Monitor: what broke since, as alerts in the order of their urgency beside the product they are of; then all products,
// and retraining.

import { Button, Progress } from '@mantine/core';
import { IconActivityHeartbeat } from '@tabler/icons-react';
import { useMemo, useState } from 'react';

import { salesAlerts } from '../../core/monitor/alerts.ts';
import { periodWord } from '../../core/table/period-word.ts';
import type { SalesWatch } from '../../core/monitor/watch.ts';
import type { LabState } from '../../store/lab-state.ts';
import { useLab } from '../../store/use-lab.ts';
import type { WatchAnswer } from '../../worker/protocol/reader-protocol.ts';
import { formatPercent, formatQuantity } from '../../core/text/format.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { FileButton, tableAccept } from '../ui/file-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeader, PanelGrid, SectionStack } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';
import { Stat, StatList } from '../ui/stat.tsx';
import { AlertList } from './alert-list.tsx';
import { AlertSettings } from './alert-settings.tsx';
import { comparedSentence, differenceText, driftWords } from './monitor-words.ts';
import classes from './monitor-section.module.css';
import { ProductWatchDetail } from './product-watch.tsx';
import { PromisesPanel } from './promises-panel.tsx';
import { RetrainPanel } from './retrain-panel.tsx';
import { WatchTable } from './watch-table.tsx';

const sentence =
  'Newer sales against what was expected: has demand drifted, do margins hold, is it time to retrain?';

export function MonitorSection() {
  const isReady = useLab((state) => state.data.status === 'ready');
  const watched = useLab((state) => state.watched);
  const watching = useLab((state) => state.watching);
  const problem = useLab((state) => state.watchProblem);
  const actions = useLab((state) => state.actions);
  if (!isReady && watched === null)
    return (
      <SectionStack>
        <PageHeader title="Monitor" sentence={sentence} />
        <EmptyState
          icon={<IconActivityHeartbeat size={44} stroke={1.3} />}
          title="Nothing to compare with yet"
          actions={<Button onClick={() => actions.goTo('data')}>Go to Data</Button>}
        >
          Read a sales file, or the demo. When newer sales of the same products come in, this page says what
          changed.
        </EmptyState>
      </SectionStack>
    );
  return (
    <SectionStack>
      <PageHeader
        title="Monitor"
        sentence={sentence}
        actions={isReady && watched !== null && watching === null ? <NewerSalesButtons /> : null}
      />
      {problem === null ? null : (
        <Notice
          tone="bad"
          title="These sales cannot be compared"
          onDismiss={() => actions.dismissWatchProblem()}
        >
          {problem}
        </Notice>
      )}
      {isReady && (watched === null || watching !== null) ? <NewerSales watching={watching} /> : null}
      {watched === null ? null : <Watched answer={watched} />}
    </SectionStack>
  );
}

/** Where newer sales come from; once there are some, another file takes their place. */
function NewerSalesButtons() {
  const actions = useLab((state) => state.actions);
  return (
    <>
      <FileButton
        label="Newer sales CSV"
        accept={tableAccept}
        onFile={(file) => actions.watchNewerSales(file)}
      />
      <Button variant="default" onClick={() => actions.watchSimulatedSales()}>
        Try with simulated newer sales
      </Button>
    </>
  );
}

/** `day`, `week` or `month`: what a row of the file is. */
function filePeriod({ data }: Pick<LabState, 'data'>): string {
  return periodWord((data.status === 'ready' ? data.dataset.histories[0]?.daysPerRow : null) ?? 1);
}

function NewerSales({ watching }: { readonly watching: string | null }) {
  const actions = useLab((state) => state.actions);
  const period = useLab(filePeriod);
  const fileName = useLab((state) => (state.data.status === 'ready' ? state.data.dataset.fileName : ''));
  if (watching !== null)
    return (
      <Panel
        title={`Comparing ${watching}`}
        aside={
          <Button variant="default" size="xs" onClick={() => actions.cancelWatching()}>
            Cancel
          </Button>
        }
      >
        <Progress.Root size="lg">
          <Progress.Section value={100} striped animated aria-label="Newer sales are being compared" />
        </Progress.Root>
      </Panel>
    );
  return (
    <Panel
      title="Newer sales"
      caption={`A CSV with the columns of ${fileName} that continues where it ends. Days in both files are taken from the newer one.`}
    >
      <div className={classes.row}>
        <NewerSalesButtons />
      </div>
      <p className={classes.quiet}>
        Simulated data: 28 more {period}s per product from its demand model. Some products get lower demand,
        some higher demand, some a higher cost.
      </p>
    </Panel>
  );
}

function Watched({ answer }: { readonly answer: WatchAnswer }) {
  const { watch, simulated } = answer;
  const settings = useLab((state) => state.monitorSettings);
  const alerts = useMemo(() => salesAlerts(watch, settings), [watch, settings]);
  const [chosen, setChosen] = useState<string | null>(null);
  const urgent = alerts.find(({ productId }) => productId !== null)?.productId;
  const shown = watch.products.find(({ product }) => product.id === (chosen ?? urgent)) ?? watch.products[0]!;
  const show = (productId: string) => {
    setChosen(productId);
    document.getElementById('watched-product')?.scrollIntoView({ block: 'nearest' });
  };
  const period = useLab(filePeriod);
  return (
    <>
      {simulated === null ? null : (
        <Notice tone="info" title="Simulated sales">
          These newer sales are invented, to show what the monitor does. {driftWords(simulated)}.
        </Notice>
      )}
      <Overview watch={watch} />
      <PanelGrid minWidth={380}>
        <AlertList watch={watch} alerts={alerts} onShow={show} />
        <div id="watched-product">
          <Panel
            title={shown.product.name}
            {...(shown.product.category === null ? {} : { caption: shown.product.category })}
          >
            <ProductWatchDetail watch={shown} period={period} />
          </Panel>
        </div>
      </PanelGrid>
      {watch.products.length > 1 ? (
        <WatchTable watch={watch} alerts={alerts} shownId={shown.product.id} onShow={show} />
      ) : null}
      <PromisesPanel watch={watch} />
      <PanelGrid minWidth={380}>
        <RetrainPanel />
        <AlertSettings />
      </PanelGrid>
    </>
  );
}

function Overview({ watch }: { readonly watch: SalesWatch }) {
  const { overall, products } = watch;
  const totals = overall?.totals ?? products[0]!.totals;
  const margin = overall?.margin ?? products[0]!.margin;
  return (
    <Panel title="Actual against expected" caption={comparedSentence(watch)}>
      <StatList>
        <Stat label="Sold" value={totals ? formatQuantity(totals.units) : '–'} note="units" size="large" />
        <Stat
          label="Expected"
          value={totals ? formatQuantity(totals.expected) : '–'}
          size="large"
          note={
            totals
              ? `95 %: ${formatQuantity(totals.interval[0])} to ${formatQuantity(totals.interval[1])}`
              : 'no demand fit'
          }
        />
        <Stat label="Difference" value={differenceText(totals)} size="large" />
        <Stat
          label="Margin"
          value={margin.now === null ? '–' : formatPercent(margin.now)}
          size="large"
          note={margin.before === null ? 'cost not known' : `before ${formatPercent(margin.before)}`}
        />
      </StatList>
    </Panel>
  );
}
