// The card of the tour: what this stop tells, and the ways on, back and out. It lies over a corner of the page and takes
// nothing away from it.

import { Button, CloseButton, Loader } from '@mantine/core';
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';

import { tourStops } from '../../../store/features/tour-feature.ts';
import { useLab } from '../../../store/use-lab.ts';
import { usePaced } from '../../charts/use-paced.ts';
import classes from './tour.module.css';
import { stopWords } from './tour-words.ts';

export function Tour() {
  const stop = useLab((state) => state.tourStop) ?? 0;
  const data = useLab((state) => state.data);
  const demand = useLab((state) => state.demand);
  const suggestions = useLab((state) => state.suggestions);
  const model = useLab((state) => state.model);
  const run = usePaced(useLab((state) => state.run));
  const actions = useLab((state) => state.actions);
  const next = useRef<HTMLButtonElement>(null);
  // Who follows by keyboard goes on with Enter alone.
  useEffect(() => next.current?.focus({ preventScroll: true }), [stop]);
  const { name } = tourStops[stop]!;
  if (!run) return null;
  const { title, sentences, isWaiting } = stopWords(name, { data, demand, suggestions, model, run });
  const isLast = stop === tourStops.length - 1;
  return (
    <section
      className={classes.card}
      aria-labelledby="tour-title"
      onKeyDown={(event) => event.key === 'Escape' && actions.leaveTour()}
    >
      <header className={classes.head}>
        <h2 id="tour-title" className={classes.title}>
          {title}
        </h2>
        {isWaiting ? <Loader size={14} aria-hidden /> : null}
        <span className={classes.count}>
          {stop + 1} of {tourStops.length}
        </span>
        <CloseButton aria-label="Leave the tour" size="sm" onClick={() => actions.leaveTour()} />
      </header>
      <div aria-live="polite" className={classes.words}>
        {sentences.map((sentence, i) => (
          <p key={i}>{sentence}</p>
        ))}
      </div>
      <div className={classes.ways}>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowLeft aria-hidden size={15} />}
          disabled={stop === 0}
          onClick={() => actions.goOnTour(stop - 1)}
        >
          Back
        </Button>
        <Button
          ref={next}
          size="xs"
          rightSection={isLast ? null : <IconArrowRight aria-hidden size={15} />}
          onClick={() => {
            if (!isLast) return actions.goOnTour(stop + 1);
            actions.leaveTour();
            actions.goTo('data');
          }}
        >
          {isLast ? 'Load my own file' : 'Next'}
        </Button>
      </div>
    </section>
  );
}
