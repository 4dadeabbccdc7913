// The first screen: what this is, where the file goes in, and one click that shows everything.

import { Button } from '@mantine/core';
import { IconClipboardText, IconLock, IconPlayerPlay } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';

import { demoFiles } from '../../../store/features/file-state.ts';
import { useLab } from '../../../store/use-lab.ts';
import { useIsKeptForOffline } from '../../ui/keep-for-offline.ts';
import { DropZone } from './drop-zone.tsx';
import { ExpectedColumns } from './expected-columns.tsx';
import classes from './start-screen.module.css';

const PasteDialog = lazy(async () => ({ default: (await import('./paste-dialog.tsx')).PasteDialog }));

const road = [
  'Read and repair the file',
  'See how demand responds to price',
  'Train an agent in a market',
  'Get prices',
];

export function StartScreen({ isOver }: { readonly isOver: boolean }) {
  const isKeptForOffline = useIsKeptForOffline();
  return (
    <div className={classes.screen}>
      <header>
        <h1 className={classes.title}>From a sales file to a price you can explain</h1>
        <p className={classes.lead}>
          Drop a file of prices and sales. The lab estimates how demand responds to price, trains a pricing
          agent in your browser, and recommends prices with reasons.
        </p>
        <ol className={classes.road}>
          {road.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </header>
      <div className={classes.ways}>
        <div className={classes.own}>
          <DropZone size="large" isOver={isOver} />
          <div className={classes.under}>
            <p className={classes.promise}>
              <IconLock aria-hidden size={16} stroke={1.8} />
              <span>
                No row leaves this browser: the file is read, and the agent trained, on this machine.
                {isKeptForOffline ? ' The page also works with the network off.' : null}
              </span>
            </p>
            <PasteButton />
          </div>
        </div>
        <DemoCard />
      </div>
      <ExpectedColumns />
    </div>
  );
}

function PasteButton() {
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconClipboardText size={16} stroke={1.7} />}
        onClick={() => {
          setWasOpened(true);
          setIsOpen(true);
        }}
      >
        Paste a table
      </Button>
      {wasOpened ? (
        <Suspense fallback={null}>
          <PasteDialog opened={isOpen} onClose={() => setIsOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

function DemoCard() {
  const actions = useLab((state) => state.actions);
  const [first, ...others] = demoFiles;
  return (
    <section className={classes.demo} aria-labelledby="demo-title">
      <h2 id="demo-title" className={classes.demoTitle}>
        No file at hand?
      </h2>
      <p className={classes.demoWords}>
        A shop with 60 products: the profit its prices leave on the table, an agent that learns to find it,
        and the trap it avoids.
      </p>
      <Button
        size="md"
        leftSection={<IconPlayerPlay size={18} stroke={1.8} />}
        onClick={() => actions.startTour()}
      >
        Take the tour
      </Button>
      <p className={classes.demoNote}>Half a minute; leave at any time.</p>
      <h3 className={classes.othersTitle}>Or explore on your own</h3>
      <ul className={classes.others}>
        <li>
          <button
            type="button"
            className={classes.other}
            aria-label="Load demo data"
            onClick={() => actions.loadDemo(first.id, { tour: true })}
          >
            <span className={classes.otherName}>Load demo data</span>
            <span className={classes.otherWords}>
              {first.description} Trains an agent and ends at a price.
            </span>
          </button>
        </li>
        {others.map((demo) => (
          <li key={demo.id}>
            <button
              type="button"
              className={classes.other}
              onClick={() => actions.loadDemo(demo.id, { tour: false })}
            >
              <span className={classes.otherName}>{demo.label}</span>
              <span className={classes.otherWords}>{demo.description}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The same ways in, in one line, once a file is there. */
export function AnotherFileBar({ isOver }: { readonly isOver: boolean }) {
  const actions = useLab((state) => state.actions);
  return (
    <section className={classes.bar} aria-label="Another file">
      <span className={classes.barWord}>Another file</span>
      <DropZone size="small" isOver={isOver} />
      <PasteButton />
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={() => actions.loadDemo(demoFiles[0].id, { tour: true })}
      >
        Load demo data
      </Button>
      <Button
        variant="subtle"
        size="compact-sm"
        className={classes.barOther}
        onClick={() => actions.startTour()}
      >
        Take the tour
      </Button>
      {demoFiles.slice(1).map((demo) => (
        <Button
          key={demo.id}
          variant="subtle"
          color="gray"
          size="compact-sm"
          className={classes.barOther}
          onClick={() => actions.loadDemo(demo.id, { tour: false })}
        >
          {demo.label}
        </Button>
      ))}
    </section>
  );
}
