// The policy itself as a picture: the price it asks in every state, beside the optimum where there is one.
//
// Drawn when it comes into sight and again at each better evaluation, at most every two seconds; the worker asks the
// policy cell by cell, so the page only paints. Before there is a policy the optimum can be drawn alone, when asked for.

import { Button, Progress, Select, Slider } from '@mantine/core';
import { useDebouncedCallback, useElementSize, useIntersection } from '@mantine/hooks';
import { memo, useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';

import { isActive } from '../../../store/run-view.ts';
import { isMapOutdated } from '../../../store/features/map-feature.ts';
import { policyVersion } from '../../../store/features/whose-policy-feature.ts';
import { labStore, useLab } from '../../../store/use-lab.ts';
import type { PolicyMapAnswer } from '../../../worker/protocol/policy-protocol.ts';
import { formatCount, formatMoney, formatPercent } from '../../../core/text/format.ts';
import { ChartFigure } from '../../ui/chart-figure.tsx';
import { ColorKey, HeatMap, leftMargin } from './heat-map.tsx';
import { differenceScale, priceScale } from './map-colors.ts';
import { canDrawOptimum } from './optimum-offer.ts';
import {
  axisWords,
  cellWords,
  differences,
  figureWords,
  hasShares,
  mapSentence,
  mapTable,
  optimumPrices,
  reachedCells,
  written,
  type MapCell,
} from './policy-map-words.ts';
import classes from './policy-map.module.css';
import { placeOfShown, policyProductNames } from './policy-products.ts';

const mapHeight = 264;
const keysHeight = 50;
/** Two lines of words on a wide screen, four on a phone. */
const readoutHeight = { wide: 26, narrow: 84 };
/** Narrower than this each map has a row of its own. */
const sideBySide = 620;
const renewEveryMs = 2000;
const noCells: readonly never[] = [];

export function PolicyMap() {
  const { ref, entry } = useIntersection({ rootMargin: '120px' });
  useRenewal(entry?.isIntersecting ?? false);
  return (
    <section ref={ref} aria-label="Policy" className={classes.panel}>
      <Drawing />
      <Tools />
    </section>
  );
}

/** Asks for the map while it is in sight and the policy is another one than was drawn. */
function useRenewal(inSight: boolean): void {
  const isOutdated = useLab(isMapOutdated);
  const actions = useLab((state) => state.actions);
  const lastAskedAt = useRef(-Infinity);
  useEffect(() => {
    if (!inSight || !isOutdated) return undefined;
    const wait = Math.max(0, lastAskedAt.current + renewEveryMs - performance.now());
    const timer = setTimeout(() => {
      lastAskedAt.current = performance.now();
      const state = labStore.getState();
      const product = placeOfShown(policyProductNames(state), state);
      // The first map of a policy is that of the product the page shows; later ones stay where they are.
      actions.drawPolicyMap(state.policyMap.answer === null ? { product, yesterdayPrice: null } : undefined);
    }, wait);
    return () => clearTimeout(timer);
  }, [inSight, isOutdated, actions]);
}

const Drawing = memo(function Drawing() {
  const answer = useLab((state) => state.policyMap.answer);
  const hasPolicy = useLab((state) => policyVersion(state) !== null);
  const active = useLab((state) => isActive(state.run));
  const offered = useLab(canDrawOptimum);
  const busy = useLab((state) => state.policyMap.isDrawing);
  const { ref, width } = useElementSize();
  const wide = width >= sideBySide;
  const maps = !answer || !isCompared(answer) ? 1 : 3;
  const height =
    (wide ? mapHeight : maps * mapHeight) +
    keysHeight * (wide || maps === 1 ? 1 : 2) +
    (wide ? readoutHeight.wide : readoutHeight.narrow);
  const noPolicyWords = active
    ? 'The map comes with the first evaluation.'
    : busy
      ? 'Computing the optimum …'
      : `No policy yet: start training, or import a model. Its price in every state is drawn here.${offered ? ' You can already draw the optimum of this market.' : ''}`;
  return (
    <div ref={ref}>
      <ChartFigure
        title="Policy map"
        variant="plain"
        headingLevel={2}
        height={answer ? height : 150}
        sentence={answer ? mapSentence(answer) : ''}
        {...(answer
          ? { data: () => mapTable(answer) }
          : { empty: hasPolicy ? 'Asking the policy …' : noPolicyWords })}
      >
        {answer && width > 0 ? <Maps answer={answer} width={width} wide={wide} /> : null}
      </ChartFigure>
    </div>
  );
});

/** Whether the optimum stands beside the policy, or would where it can be computed. */
function isCompared({ map, optimum }: PolicyMapAnswer): boolean {
  return map.isComparable && optimum.status !== 'alone';
}

function Maps({
  answer,
  width,
  wide,
}: {
  readonly answer: PolicyMapAnswer;
  readonly width: number;
  readonly wide: boolean;
}) {
  const [cell, setCell] = useState<MapCell | null>(null);
  const { map } = answer;
  const optimum = answer.optimum.status === 'done' ? answer.optimum.map : null;
  const { scale, apart, apartScale } = useMemo(() => scalesOf(answer), [answer]);
  const shown = cell && cell.column < map.x.length && cell.row < map.y.length ? cell : null;
  const compared = isCompared(answer);
  const columns = wide && compared ? 3 : 1;
  const each = Math.floor(width / columns);
  const [xLabel, yLabel] = axisWords(map);
  const yFormat = hasShares(map) ? (value: number) => formatPercent(value, 0) : figureWords;
  const left = leftMargin(map.y.map(yFormat));
  const shared = {
    width: each,
    height: mapHeight,
    left,
    x: map.x,
    y: map.y,
    xLabel,
    yLabel,
    xFormat: (value: number) => written(value, map.axes.x.quantity),
    yFormat,
    reached: map.reached,
    cell: shown,
    onPoint: setCell,
  };
  const move = useCallback(
    (event: KeyboardEvent<HTMLDivElement>) => {
      const step = arrows[event.key];
      if (!step) return;
      event.preventDefault();
      setCell((before) => ({
        column: bounded((before?.column ?? 0) + (before ? step[0] : 0), map.x.length),
        row: bounded((before?.row ?? map.y.length - 1) + (before ? step[1] : 0), map.y.length),
      }));
    },
    [map],
  );
  return (
    <>
      <div
        role="application"
        tabIndex={0}
        aria-label="States of the policy map: the arrow keys move from one to the next"
        className={classes.maps}
        style={{ gridTemplateColumns: `repeat(${columns}, ${each}px)` }}
        onKeyDown={move}
      >
        <HeatMap
          {...shared}
          title={answer.optimum.status === 'alone' ? 'Optimum' : 'Policy'}
          values={map.prices}
          scale={scale}
          lines={map.episodes}
          dots={map.dots}
        />
        {compared ? (
          optimum ? (
            <>
              <HeatMap
                {...shared}
                title="Optimum"
                values={optimum.prices}
                scale={scale}
                lines={optimum.episodes}
                dots={noCells}
              />
              <HeatMap
                {...shared}
                title="Policy against optimum"
                values={apart!}
                scale={apartScale!}
                lines={map.episodes}
                dots={noCells}
              />
            </>
          ) : (
            <p className={classes.readout} style={{ padding: 24 }}>
              {answer.optimum.status === 'none' ? answer.optimum.why : 'Computing the optimum …'}
            </p>
          )
        ) : null}
      </div>
      <Keys scale={scale} apartScale={apartScale} left={left} width={wide ? each : width} />
      <p className={classes.readout} aria-live="polite" data-not-in-image>
        {shown
          ? cellWords(answer, shown)
          : 'Point at a state, or move to it with the arrow keys, to read its price.'}
      </p>
    </>
  );
}

/** The colours of prices and of the policy's distance from the optimum, over the states that are reached. */
function scalesOf(answer: PolicyMapAnswer) {
  const cells = reachedCells(answer.map);
  const optimal = optimumPrices(answer);
  const apart = differences(answer);
  return {
    scale: priceScale([
      ...cells.map((index) => answer.map.prices[index]!),
      ...(optimal ? cells.map((index) => optimal[index]!) : []),
    ]),
    apart,
    apartScale: apart && differenceScale(cells.map((index) => apart[index]!)),
  };
}

function Keys({
  scale,
  apartScale,
  left,
  width,
}: Pick<ReturnType<typeof scalesOf>, 'scale' | 'apartScale'> & {
  readonly left: number;
  readonly width: number;
}) {
  return (
    <div className={classes.keys}>
      <ColorKey scale={scale} label="price (currency)" format={formatMoney} left={left} width={width} />
      {apartScale ? (
        <ColorKey
          scale={apartScale}
          label="policy above the optimum (share of it)"
          format={(value) => formatPercent(value, 0)}
          left={left}
          width={width}
        />
      ) : null}
    </div>
  );
}

const arrows: Readonly<Record<string, readonly [across: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

function bounded(index: number, count: number): number {
  return Math.min(count - 1, Math.max(0, index));
}

function Tools() {
  const answer = useLab((state) => state.policyMap.answer);
  const view = useLab((state) => state.policyMap.view);
  const problem = useLab((state) => state.policyMap.problem);
  const busy = useLab((state) => state.policyMap.isDrawing);
  const hasPolicy = useLab((state) => policyVersion(state) !== null);
  const offered = useLab(canDrawOptimum);
  const step = answer?.step ?? null;
  const [asTable, setAsTable] = useState(false);
  const actions = useLab((state) => state.actions);
  const cancellable = busy && !hasPolicy && !answer;
  return (
    <>
      {problem === null ? null : (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
      {answer || hasPolicy || offered ? (
        <div className={classes.tools}>
          <ProductChoice />
          {answer?.map.yesterday ? (
            <YesterdayPrice
              key={answer.map.productName}
              lowest={answer.map.yesterday.lowest}
              highest={answer.map.yesterday.highest}
              reference={answer.map.yesterday.reference}
              chosen={view.yesterdayPrice ?? answer.map.yesterday.reference}
            />
          ) : null}
          {/* One button for all of it, so that the focus stays where it was. */}
          <Button
            variant="default"
            size="xs"
            loading={busy && !cancellable}
            disabled={!hasPolicy && !offered}
            onClick={() => (cancellable ? actions.cancelPolicyMap() : actions.drawPolicyMap())}
          >
            {cancellable
              ? 'Cancel the optimum'
              : hasPolicy
                ? 'Redraw the policy'
                : answer
                  ? 'Redraw the optimum'
                  : 'Draw the optimum'}
          </Button>
          {cancellable ? <OptimumProgress /> : null}
          {answer || hasPolicy ? (
            <Button
              variant="default"
              size="xs"
              disabled={!answer}
              aria-expanded={asTable}
              onClick={() => setAsTable(!asTable)}
            >
              {asTable ? 'Hide the table' : 'Show as a table'}
            </Button>
          ) : null}
          {step === null ? null : (
            <span style={{ fontSize: 12.5, color: 'var(--lab-quiet)' }}>
              after {formatCount(step)} market steps
            </span>
          )}
        </div>
      ) : null}
      {asTable && answer ? <FiguresTable answer={answer} /> : null}
    </>
  );
}

function OptimumProgress() {
  const share = useLab((state) => state.policyMap.share);
  return (
    <Progress.Root size={8} className={classes.progress}>
      <Progress.Section
        value={100 * share}
        aria-label="Progress of the optimum"
        aria-valuetext={formatPercent(share, 0)}
      />
    </Progress.Root>
  );
}

function ProductChoice() {
  const names = useLab(policyProductNames);
  const view = useLab((state) => state.policyMap.view);
  const actions = useLab((state) => state.actions);
  if (names.length < 2) return null;
  return (
    <Select
      label="Product drawn"
      size="xs"
      searchable
      allowDeselect={false}
      limit={100}
      data={names.map((label, index) => ({ value: String(index), label }))}
      value={String(Math.min(view.product, names.length - 1))}
      onChange={(value) => {
        if (value !== null) actions.drawPolicyMap({ product: Number(value), yesterdayPrice: null });
      }}
      comboboxProps={{ withinPortal: false }}
      withScrollArea={false}
      styles={{ options: { maxHeight: 280, overflowY: 'auto' } }}
      // A box that scrolls takes the Tab key otherwise, and is gone by then.
      attributes={{ options: { tabIndex: -1 } }}
    />
  );
}

function YesterdayPrice({
  lowest,
  highest,
  reference,
  chosen,
}: {
  readonly lowest: number;
  readonly highest: number;
  readonly reference: number;
  readonly chosen: number;
}) {
  const product = useLab((state) => state.policyMap.view.product);
  const actions = useLab((state) => state.actions);
  const [shown, setShown] = useState(chosen);
  const ask = useDebouncedCallback(
    (yesterdayPrice: number) => actions.drawPolicyMap({ product, yesterdayPrice }),
    150,
  );
  return (
    <div className={classes.slider}>
      <div className={classes.sliderWords}>
        <span>Charged the day before</span>
        <b className="tabular">{formatMoney(shown)}</b>
      </div>
      <Slider
        thumbLabel="Charged the day before"
        label={null}
        size="sm"
        min={lowest}
        max={highest}
        step={Math.max(0.01, Math.round(highest - lowest) / 100)}
        value={shown}
        onChange={(value) => {
          setShown(value);
          ask(value);
        }}
        marks={[{ value: reference }]}
      />
    </div>
  );
}

function FiguresTable({ answer }: { readonly answer: PolicyMapAnswer }) {
  const { map } = answer;
  const [xLabel, yLabel] = axisWords(map);
  const rows = [...map.y.keys()].reverse();
  const heading = (value: number) => written(value, map.axes.x.quantity);
  return (
    <div className={classes.tableScroller} tabIndex={0} role="region" aria-label="Figures of the policy map">
      <table className={classes.table}>
        <caption style={{ captionSide: 'top', textAlign: 'left', padding: 8 }}>
          The {answer.optimum.status === 'alone' ? 'optimal' : 'policy’s'} price (currency): {yLabel}{' '}
          downwards, {xLabel} across. In italics: not reached.
        </caption>
        <thead>
          <tr>
            <th scope="col">{yLabel}</th>
            {map.x.map((value) => (
              <th key={value} scope="col">
                {heading(value)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <th scope="row">{hasShares(map) ? formatPercent(map.y[row]!, 0) : figureWords(map.y[row]!)}</th>
              {map.x.map((value, column) => {
                const index = row * map.x.length + column;
                return (
                  <td key={value} data-unreached={map.reached?.[index] === 0 || undefined}>
                    {formatMoney(map.prices[index]!)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
