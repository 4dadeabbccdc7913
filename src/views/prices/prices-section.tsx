// Prices: counts over all products, the suggested price of the shown one with its reasons and what is decided about
// it, the rules it keeps, the model it comes from, and all products in one table.

import { Button } from '@mantine/core';
import { IconFlask, IconTag } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';

import type { Suggestion } from '../../core/decisions/suggestion.ts';
import type { MarketCheck } from '../../core/market/market-check.ts';
import { cardCheck } from '../../core/policy/card-check.ts';
import { periodWord } from '../../core/table/period-word.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatReturn } from '../charts/captions.ts';
import { formatCountOf } from '../format.ts';
import { ReportButton } from '../models/report-button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeader, SectionStack } from '../ui/page-header.tsx';
import { BatchPanel } from './batch-panel.tsx';
import { DownloadPrices } from './download-prices.tsx';
import { GuardrailsPanel } from './guardrails-panel.tsx';
import { ImpactPanel } from './impact-panel.tsx';
import { ModelPanel } from './model-panel.tsx';
import { ExportModel, ImportModel } from './model-transfer.tsx';
import { servesSentence, type Period } from './price-words.ts';
import classes from './prices-section.module.css';
import { noFilter } from './product-filter.ts';
import { PriceRecord } from './price-record.tsx';
import { ProductTable } from './product-table.tsx';
import { SuggestedPrice } from './suggested-price.tsx';
import { SummaryCards } from './summary-cards.tsx';
import { useModelHistories } from './use-model-histories.ts';
import { whosePrices } from './whose-prices.ts';

export function PricesSection() {
  const hasModel = useLab((state) => state.model !== null);
  return (
    <SectionStack>
      <PageHeader
        title="Prices"
        sentence="What the trained policy asks for next, after the rules a price must keep."
        actions={
          <>
            <ReportButton />
            <ImportModel />
            <ExportModel />
          </>
        }
      />
      <ModelProblem />
      {hasModel ? (
        <Answer />
      ) : (
        <>
          <NoModel />
          <PriceRecord shown={null} />
        </>
      )}
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
  const kept = useLab((state) => state.models.length);
  const actions = useLab((state) => state.actions);
  const title = training ? 'The model is still being trained' : kept > 0 ? 'No model in use' : 'No model yet';
  return (
    <EmptyState
      icon={<IconTag size={34} stroke={1.5} />}
      title={title}
      actions={
        <>
          {kept > 0 && !training ? (
            <Button onClick={() => actions.goTo('models')}>Choose a kept model</Button>
          ) : null}
          <Button
            variant={kept > 0 && !training ? 'default' : 'filled'}
            leftSection={<IconFlask aria-hidden size={17} />}
            onClick={() => actions.goTo('train')}
          >
            {training ? 'Watch it learn' : 'Go to Train'}
          </Button>
        </>
      }
    >
      {training
        ? 'Its prices appear here as soon as it has finished, or is stopped after an evaluation.'
        : kept > 0
          ? `A price needs a trained policy: use what is kept in this browser (${formatCountOf(kept, 'model')}), train another, or import one (button above).`
          : 'A price needs a trained policy: train one, or import a model that this lab exported (button above).'}
    </EmptyState>
  );
}

function Answer() {
  const suggestions = useLab((state) => state.suggestions);
  const busy = useLab((state) => state.suggesting);
  const shown = useShownSuggestion();
  const period = usePeriod(shown.suggestion);
  const hasFile = useLab((state) => state.model?.card.data != null);
  const market = useLab((state) => state.model?.card.market ?? 'history');
  const layout = useRef<HTMLDivElement>(null);
  const [filter, setFilter] = useState(noFilter);
  const { suggestion } = shown;
  const check = useMarketCheck(suggestion?.productId);
  const isMany = suggestions.length > 1;
  return (
    <>
      <WhosePrices />
      <WeakPolicy />
      <DecisionNote />
      {isMany ? (
        <SummaryCards
          suggestions={suggestions}
          period={period}
          pressed={filter.card}
          onPress={(card) => setFilter({ ...filter, card })}
        />
      ) : null}
      <div ref={layout} className={classes.layout}>
        <div className={classes.main}>
          {suggestion ? (
            <SuggestedPrice
              suggestion={suggestion}
              period={period}
              hasFile={hasFile}
              busy={busy}
              isOnly={!isMany}
              marketCheck={check}
            />
          ) : (
            <section aria-label="Suggested price" aria-busy={busy} className={classes.waiting}>
              {busy
                ? 'Asking the policy for prices …'
                : 'The model is here, but no product to price: load the file it was trained on in Data.'}
            </section>
          )}
          {suggestions.length === 1 ? <DownloadPrices suggestions={suggestions} /> : null}
          <ModelPanel />
        </div>
        <GuardrailsPanel suggestions={suggestions} shown={suggestion} />
      </div>
      {suggestion && isMany ? (
        <ProductTable
          suggestions={suggestions}
          filter={filter}
          onFilter={setFilter}
          shownId={suggestion.productId}
          onShow={shown.show}
          onReasons={() => layout.current?.scrollIntoView({ block: 'start' })}
          sentence={servesSentence(suggestions.length, market)}
        />
      ) : null}
      {suggestion ? <ImpactPanel suggestions={suggestions} /> : null}
      <PriceRecord shown={suggestion ?? null} />
      <BatchPanel />
    </>
  );
}

/** How well the history market that priced this product predicts; null in a demand market. */
function useMarketCheck(productId: string | undefined): MarketCheck | null {
  const card = useLab((state) => state.model?.card);
  return useMemo(
    () => (card && productId !== undefined ? cardCheck(card, productId) : null),
    [card, productId],
  );
}

/** Why the last decision changed nothing, or not everything, and what could not be kept. */
function DecisionNote() {
  const note = useLab((state) => state.decisionNote);
  const problem = useLab((state) => state.archiveProblem);
  const actions = useLab((state) => state.actions);
  return (
    <>
      {note === null ? null : (
        <Notice tone="info" title="Not everything changed" onDismiss={() => actions.dismissDecisionNote()}>
          {note}
        </Notice>
      )}
      {problem === null ? null : (
        <Notice tone="warn" title="Not kept" onDismiss={() => actions.dismissArchiveProblem()}>
          {problem}
        </Notice>
      )}
    </>
  );
}

/** Whether the prices are those of the loaded file, said plainly where they are not. */
function WhosePrices() {
  const model = useLab((state) => state.model);
  const loaded = useLab((state) => (state.data.status === 'ready' ? state.data.dataset : null));
  const notice =
    model === null
      ? null
      : whosePrices({
          origin: model.origin,
          trainedOn: model.card.data,
          loaded,
        });
  if (notice === null) return null;
  return (
    <Notice tone="info" title={notice.title}>
      {notice.sentence}
    </Notice>
  );
}

/** A policy that its own evaluation found no better than doing nothing should not be followed unawares. */
function WeakPolicy() {
  const bestReturn = useLab((state) =>
    state.model?.origin === 'run' ? state.model.card.training.bestReturn : null,
  );
  const keepPrice = useLab((state) => state.run.baselines?.keepPrice ?? null);
  const actions = useLab((state) => state.actions);
  if (bestReturn === null || keepPrice === null || bestReturn > keepPrice) return null;
  return (
    <Notice
      tone="warn"
      title="This policy did no better than keeping the price"
      actions={
        <Button size="compact-sm" variant="default" onClick={() => actions.goTo('train')}>
          Go to Train
        </Button>
      }
    >
      Its highest evaluation returned {formatReturn(bestReturn)}, keeping the price {formatReturn(keepPrice)}{' '}
      on the same start states. Train longer before you follow these prices.
    </Notice>
  );
}

/** The suggestion of the product the page shows; without a matching file, of the one chosen here. */
function useShownSuggestion() {
  const suggestions = useLab((state) => state.suggestions);
  const histories = useModelHistories();
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

/** What the expectation covers: a row of the model's file, or a day of a market without one. */
function usePeriod(suggestion: Suggestion | undefined): Period {
  const histories = useModelHistories();
  if (suggestion?.expectedFrom === 'demandMarket') return 'day';
  const history = histories?.find(({ product }) => product.id === suggestion?.productId);
  return history === undefined ? 'row' : periodWord(history.daysPerRow);
}
