// Everything known of the loaded file, from its facts to its last row.

import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';

import type { ReadyData } from '../../store/features/file-state.ts';
import { useLab } from '../../store/use-lab.ts';
import { PageHeader, SectionStack } from '../ui/page-header.tsx';
import { Notice } from '../ui/notice.tsx';
import { InTurn } from '../ui/in-turn.tsx';
import { ShowPricesButton } from '../ui/show-prices-button.tsx';
import { AssumedCostsPanel } from './assumed-costs.tsx';
import { FileCard } from './file-card.tsx';
import { fileHeadline } from './file-facts.ts';
import { FindingsPanel } from './findings-panel.tsx';
import { HistoryPanel } from './history/history-panel.tsx';
import { PreviewPanel } from './mapping/preview-table.tsx';
import classes from './loaded-data.module.css';
import { QuestionsPanel } from './questions-panel.tsx';
import { SecondFilesPanel } from './second-files-panel.tsx';
import { AnotherFileBar } from './start/start-screen.tsx';
import { UnusablePanel } from './unusable-panel.tsx';

export function LoadedData({ data, isOver }: { readonly data: ReadyData; readonly isOver: boolean }) {
  const actions = useLab((state) => state.actions);
  const { dataset, fileOrder } = data;
  return (
    <SectionStack>
      <PageHeader
        title="Data"
        sentence={fileHeadline(dataset)}
        actions={
          <>
            <Button variant="default" onClick={() => actions.goTo('demand')}>
              See how demand responds to price
            </Button>
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
      <AnotherFileBar isOver={isOver} />
      <RememberedNotice />
      <FileCard dataset={dataset} />
      <QuestionsPanel questions={dataset.questions ?? []} />
      {/* A question too, and the one that prices hang on most. */}
      <AssumedCostsPanel dataset={dataset} />
      <FindingsPanel findings={dataset.findings} />
      <SecondFilesPanel joined={dataset.joined ?? []} />
      <HistoryPanel key={data.reading} dataset={dataset} />
      <UnusablePanel unusable={dataset.unusable} />
      <InTurn meanwhile={<div aria-busy="true" className={classes.later} />}>
        <PreviewPanel dataset={dataset} fileOrder={fileOrder} />
      </InTurn>
    </SectionStack>
  );
}

/** Answers of an earlier file were taken for this one: said, with the way back. */
function RememberedNotice() {
  const isRemembered = useLab((state) => state.answersAreRemembered);
  const actions = useLab((state) => state.actions);
  if (!isRemembered) return null;
  return (
    <Notice
      tone="info"
      title="Read with your earlier choices"
      actions={
        <Button size="xs" variant="default" onClick={() => actions.forgetAnswers()}>
          Discard these choices
        </Button>
      }
      onDismiss={() => actions.dismissAnswersNotice()}
    >
      An earlier file had the same header, so your answers for it were used again.
    </Notice>
  );
}
