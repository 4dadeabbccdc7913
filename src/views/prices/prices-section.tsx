// Prices: the suggested price of the shown product with its reasons, the rules it keeps, the model it comes from,
// and all products in one table.

import { Button } from '@mantine/core';
import { IconFlask, IconTag } from '@tabler/icons-react';
import { useMemo, useState } from 'react';

import { modelFitsFile } from '../../store/lab-store.ts';
import { useLab } from '../../store/use-lab.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeader, SectionStack } from '../ui/page-header.tsx';
import { GuardrailsPanel } from './guardrails-panel.tsx';
import { ModelPanel } from './model-panel.tsx';
import { ExportModel, ImportModel } from './model-transfer.tsx';
import { periodWords, servesSentence } from './price-words.ts';
import classes from './prices-section.module.css';
import { SuggestedPrice } from './suggested-price.tsx';
import { DownloadPrices, SuggestionTable } from './suggestion-table.tsx';

export function PricesSection() {
  const hasModel = useLab((state) => state.model !== null);
  return (
    <SectionStack>
      <PageHeader
        title="Prices"
        sentence="What the trained policy asks for tomorrow, after the rules a price must keep."
        actions={
          <>
            <ImportModel />
            <ExportModel />
          </>
        }
      />
      <ModelProblem />
      {hasModel ? <Answer /> : <NoModel />}
    </SectionStack>
  );
}

function ModelProblem() {
  const problem = useLab((state) => state.modelProblem);
  const actions = useLab((state) => state.actions);
  if (problem === null) return null;
  return (
    <Notice tone="bad" title="That did not work" onDismiss={() => actions.dismissModelProblem()}>
      {problem}
    </Notice>
  );
}

function NoModel() {
  const training = useLab((state) => state.run.state === 'training' || state.run.state === 'paused');
  const actions = useLab((state) => state.actions);
  return (
    <EmptyState
      icon={<IconTag size={34} stroke={1.5} />}
      title={training ? 'The model is still being trained' : 'No model yet'}
      actions={
        <Button leftSection={<IconFlask aria-hidden size={17} />} onClick={() => actions.goTo('train')}>
          {training ? 'Watch it learn' : 'Go to Train'}
        </Button>
      }
    >
      {training
        ? 'Its prices appear here as soon as it has finished, or is stopped after an evaluation.'
        : 'A price needs a trained policy: train one, or import a model that this lab exported (button above).'}
    </EmptyState>
  );
}

function Answer() {
  const suggestions = useLab((state) => state.suggestions);
  const busy = useLab((state) => state.suggesting);
  const shown = useShownSuggestion();
  const period = usePeriod(shown.suggestion?.productId);
  const market = useLab((state) => state.model?.card.market ?? 'history');
  const { suggestion } = shown;
  return (
    <>
      <ForeignFile />
      <div className={classes.layout}>
        {suggestion ? (
          <SuggestedPrice suggestion={suggestion} period={period} busy={busy} />
        ) : (
          <section aria-label="Suggested price" aria-busy={busy} className={classes.waiting}>
            {busy
              ? 'Asking the policy for prices …'
              : 'The model is here, but no product to price: load the file it was trained on in Data.'}
          </section>
        )}
        <div className={classes.side}>
          <GuardrailsPanel />
          <ModelPanel />
          {suggestions.length === 1 ? <DownloadPrices suggestions={suggestions} /> : null}
        </div>
      </div>
      {suggestion && suggestions.length > 1 ? (
        <SuggestionTable
          suggestions={suggestions}
          shownId={suggestion.productId}
          onShow={shown.show}
          sentence={servesSentence(suggestions.length, market)}
        />
      ) : null}
    </>
  );
}

/** An imported model keeps the prices it came with where the loaded file is another one. */
function ForeignFile() {
  const isForeign = useLab(
    (state) =>
      state.model?.origin === 'import' &&
      state.suggestions.length > 0 &&
      state.data.status === 'ready' &&
      !modelFitsFile(state),
  );
  const trainedOn = useLab((state) => state.model?.card.data?.fileName ?? null);
  if (!isForeign) return null;
  return (
    <Notice tone="info" title="These prices are for another file">
      The model was trained on {trainedOn ?? 'a market without a file'}, not on the loaded one: the prices
      below are those it was exported with.
    </Notice>
  );
}

/** The suggestion of the product the page shows; without a matching file, of the one chosen here. */
function useShownSuggestion() {
  const suggestions = useLab((state) => state.suggestions);
  const histories = useLab((state) => (state.data.status === 'ready' ? state.data.dataset.histories : null));
  const shownProduct = useLab((state) => state.shownProduct);
  const actions = useLab((state) => state.actions);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const indexById = useMemo(
    () => new Map(histories?.map((history, index) => [history.product.id, index]) ?? []),
    [histories],
  );
  const byId = useMemo(
    () => new Map(suggestions.map((suggestion) => [suggestion.productId, suggestion])),
    [suggestions],
  );
  const shownId = histories?.[shownProduct]?.product.id;
  const suggestion =
    (shownId === undefined ? undefined : byId.get(shownId)) ??
    (chosenId === null ? undefined : byId.get(chosenId)) ??
    suggestions[0];
  return {
    suggestion,
    show: (productId: string) => {
      setChosenId(productId);
      const index = indexById.get(productId);
      if (index !== undefined) actions.showProduct(index);
    },
  };
}

function usePeriod(productId: string | undefined): string {
  const daysPerRow = useLab((state) =>
    state.data.status === 'ready'
      ? (state.data.dataset.histories.find((history) => history.product.id === productId)?.daysPerRow ?? 1)
      : 1,
  );
  return periodWords(daysPerRow);
}
