// Prices: what all recommendations come to, every product in one table with the recommendation for the shown one beside
// it, and below them what stands behind the prices, a tab each.

import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';

import { byGain } from '../../core/decisions/by-gain.ts';
import type { Suggestion } from '../../core/decisions/suggestion.ts';
import { productCheck, type MarketCheck } from '../../core/market/market-check.ts';
import { runProducts } from '../../core/market/run-product.ts';
import { cardCheck } from '../../core/model/card-check.ts';
import { untrainedMarket } from '../../core/run/untrained-market.ts';
import { periodWord } from '../../core/table/period-word.ts';
import { canShowUntrained } from '../../store/features/untrained-feature.ts';
import { modelFitsFile, pricedFile } from '../../store/suggest-request.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatReturn } from '../charts/captions.ts';
import { ReportButton } from '../models/report-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeader, SectionStack } from '../ui/page-header.tsx';
import { SectionTabs } from '../ui/section-tabs.tsx';
import { BatchPanel } from './batch/batch-panel.tsx';
import { DownloadList } from './list/download-list.tsx';
import { FrontierPanel } from './frontier/frontier-panel.tsx';
import { GuardrailsPanel } from './guardrails/guardrails-panel.tsx';
import { ImpactPanel } from './impact/impact-panel.tsx';
import { ModelPanel } from './policy/model-panel.tsx';
import { ExportModel, ImportModel } from './policy/model-transfer.tsx';
import { PriceRecord } from './product/price-record.tsx';
import type { Period } from './price-words.ts';
import classes from './prices-section.module.css';
import { AdviceControls, BreakEven, PricesTotal } from './list/prices-total.tsx';
import { ProductTable } from './list/product-table.tsx';
import { BrokenRelationsNotice } from './relations/broken-relations-notice.tsx';
import { RelationsPanel } from './relations/relations-panel.tsx';
import { ScenariosPanel } from './scenarios/scenarios-panel.tsx';
import { SuggestedPrice } from './product/suggested-price.tsx';
import { useModelHistories } from './policy/use-model-histories.ts';
import { whosePrices } from './policy/whose-prices.ts';
import { NoPrices } from './no-prices.tsx';
import { WithoutAgentNotice, WithoutAgentPanel } from './policy/without-agent.tsx';
import { pricesTabs } from './prices-tabs.ts';

export function PricesSection() {
  const hasPrices = useLab((state) => state.model !== null || state.untrained !== null);
  return (
    <SectionStack>
      <PageHeader
        title="Prices"
        sentence="Which prices to change, to what, the expected gain and how certain it is."
        actions={
          <>
            <ImportModel />
            <ExportModel />
            <ReportButton />
            <DownloadList />
          </>
        }
      />
      <ModelProblem />
      {hasPrices ? (
        <Answer />
      ) : (
        <>
          <NoPrices />
          <PriceRecord shown={null} />
        </>
      )}
    </SectionStack>
  );
}

function ModelProblem() {
  const problem = useLab((state) => state.modelProblem);
  const isUntrained = useLab((state) => state.untrained !== null);
  const actions = useLab((state) => state.actions);
  if (problem === null) return null;
  return (
    <Notice
      tone="bad"
      title={isUntrained ? 'Prices could not be made' : 'The model could not be used'}
      onDismiss={() => actions.dismissModelProblem()}
    >
      {problem}
    </Notice>
  );
}

function Answer() {
  const suggestions = useLab((state) => state.suggestions);
  const shown = useShownSuggestion();
  const { suggestion } = shown;
  const isMany = suggestions.length > 1;
  const [isSheet, setSheet] = useState(false);
  const isBeside = useMediaQuery('(min-width: 1100px)', true, { getInitialValueInEffect: false });
  const inSheet = isMany && isSheet && !isBeside;
  const answer = <ShownPrice suggestion={suggestion} isOnly={!isMany} />;
  return (
    <>
      <WhosePrices />
      <NoAgent />
      <WeakPolicy />
      <DecisionNote />
      <BrokenRelationsNotice suggestions={suggestions} />
      {isMany ? <PricesTotal suggestions={suggestions} /> : null}
      {suggestion && isMany ? (
        <div className={classes.layout}>
          <ProductTable
            suggestions={suggestions}
            shownId={suggestion.productId}
            onShow={(productId) => {
              shown.show(productId);
              setSheet(!isBeside);
            }}
          />
          {/* Beside the table; where there is no room below it, and over it once a row is chosen. */}
          <div className={classes.side}>{inSheet ? null : answer}</div>
          {inSheet ? (
            <Dialog
              opened
              onClose={() => setSheet(false)}
              title="Recommendation"
              closeLabel="Back to the table"
            >
              {answer}
            </Dialog>
          ) : null}
        </div>
      ) : (
        <>
          {suggestion ? (
            <div className={classes.controls}>
              <BreakEven suggestions={suggestions} />
              <AdviceControls />
            </div>
          ) : null}
          {answer}
        </>
      )}
      <PricesTabs suggestions={suggestions} shown={suggestion} />
    </>
  );
}

/** The recommendation for the product shown, or why there is none yet. */
function ShownPrice({
  suggestion,
  isOnly,
}: {
  readonly suggestion: Suggestion | undefined;
  readonly isOnly: boolean;
}) {
  const busy = useLab((state) => state.suggesting);
  const hasFile = useLab((state) => pricedFile(state) !== null);
  const isUntrained = useLab((state) => state.untrained !== null);
  const actions = useLab((state) => state.actions);
  const period = usePeriod(suggestion);
  const check = useMarketCheck(suggestion?.productId);
  if (suggestion)
    return (
      <SuggestedPrice
        suggestion={suggestion}
        period={period}
        hasFile={hasFile}
        busy={busy}
        isOnly={isOnly}
        marketCheck={check}
      />
    );
  return (
    <section aria-label="Recommended price" aria-busy={busy} className={classes.waiting}>
      {busy ? (
        'Working out prices …'
      ) : isUntrained ? (
        <Button variant="default" onClick={() => actions.showPrices()}>
          Work out prices again
        </Button>
      ) : (
        'The model is loaded, but there is no product to price: load the file it was trained on in Data.'
      )}
    </section>
  );
}

/** What stands behind the prices, one thing at a time: rules, impact, what is on record, a catalogue file, the model. */
function PricesTabs({
  suggestions,
  shown,
}: {
  readonly suggestions: readonly Suggestion[];
  readonly shown: Suggestion | undefined;
}) {
  const isPriced = suggestions.length > 0;
  const isUntrained = useLab((state) => state.untrained !== null);
  return (
    <SectionTabs
      section="prices"
      label="Behind the prices"
      tabs={pricesTabs}
      panels={{
        rules: <GuardrailsPanel suggestions={suggestions} shown={shown} />,
        relations: <RelationsPanel suggestions={suggestions} />,
        frontier: isPriced ? <FrontierPanel suggestions={suggestions} /> : null,
        scenarios: isPriced ? <ScenariosPanel suggestions={suggestions} /> : null,
        impact: isPriced ? <ImpactPanel suggestions={suggestions} /> : null,
        record: (
          <SectionStack>
            <PriceRecord shown={shown ?? null} />
          </SectionStack>
        ),
        batch: <BatchPanel />,
        model: isUntrained ? <WithoutAgentPanel /> : <ModelPanel />,
      }}
    />
  );
}

/** How well the history market that priced this product predicts; null in a demand market. */
function useMarketCheck(productId: string | undefined): MarketCheck | null {
  const card = useLab((state) => state.model?.card);
  const data = useLab((state) =>
    state.untrained !== null && state.data.status === 'ready' ? state.data : null,
  );
  const demand = useLab((state) => state.demand);
  const holdOuts = useLab((state) => state.holdOuts);
  return useMemo(() => {
    if (productId === undefined) return null;
    if (card) return cardCheck(card, productId);
    if (!data) return null;
    const { histories } = data.dataset;
    const setup = untrainedMarket(runProducts(histories, demand, holdOuts), { largestChangePercent: null });
    return productCheck(
      setup,
      histories.findIndex(({ product }) => product.id === productId),
    );
  }, [card, data, demand, holdOuts, productId]);
}

/** Why the last decision changed nothing, or not everything, and what could not be kept. */
function DecisionNote() {
  const note = useLab((state) => state.decisionNote);
  const problem = useLab((state) => state.archiveProblem);
  const actions = useLab((state) => state.actions);
  return (
    <>
      {note === null ? null : (
        <Notice
          tone="info"
          title="Some decisions did not change"
          onDismiss={() => actions.dismissDecisionNote()}
        >
          {note}
        </Notice>
      )}
      {problem === null ? null : (
        <Notice
          tone="warn"
          title="Decisions are not stored"
          onDismiss={() => actions.dismissArchiveProblem()}
        >
          {problem}
        </Notice>
      )}
    </>
  );
}

/** Whether the prices are those of the loaded file, said plainly where they are not. */
function WhosePrices() {
  const model = useLab((state) => state.model);
  const canShow = useLab((state) => canShowUntrained(state) && !modelFitsFile(state));
  const actions = useLab((state) => state.actions);
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
    <Notice
      tone="info"
      title={notice.title}
      actions={
        canShow && loaded ? (
          <Button size="compact-sm" variant="default" onClick={() => actions.showPrices()}>
            Show prices for {loaded.fileName} without training
          </Button>
        ) : undefined
      }
    >
      {notice.sentence}
    </Notice>
  );
}

function NoAgent() {
  const isUntrained = useLab((state) => state.untrained !== null);
  return isUntrained ? <WithoutAgentNotice /> : null;
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
      tone="info"
      title="The agent did no better than keeping the price"
      actions={
        <Button size="compact-sm" variant="default" onClick={() => actions.goTo('train', 'run')}>
          Go to Train
        </Button>
      }
    >
      Its highest evaluation returned {formatReturn(bestReturn)}, keeping the price {formatReturn(keepPrice)}{' '}
      on the same start states. Its price is only one of the candidates: the recommendation rests on the
      fitted demand.
    </Notice>
  );
}

/** Of the product the page shows; without a matching file of the one chosen here, else the one that gains most. */
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
  const best = useMemo(() => byGain(suggestions)[0], [suggestions]);
  const shownId = histories?.[shownProduct]?.product.id;
  const suggestion =
    (shownId === undefined ? undefined : byId.get(shownId)) ??
    (chosenId === null ? undefined : byId.get(chosenId)) ??
    best;
  // What gains most is shown first, until a person has chosen.
  const isUnchosen = chosenId === null && shownProduct === 0;
  const bestIndex = best === undefined ? undefined : indexById.get(best.productId);
  useEffect(() => {
    if (isUnchosen && bestIndex !== undefined) actions.showProduct(bestIndex);
  }, [isUnchosen, bestIndex, actions]);
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
