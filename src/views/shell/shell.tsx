// What stands around every section: skip link, rail, top bar and the main landmark.

import { VisuallyHidden } from '@mantine/core';
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';

import { Rail } from './rail.tsx';
import classes from './shell.module.css';
import { LinkNote } from './link-note.tsx';
import { NewBuildNote } from './new-build-note.tsx';
import { TopBar } from './top-bar.tsx';
import { useLab } from '../../store/use-lab.ts';
import { sectionOf } from '../sections.ts';
import { useLabInAddress } from './use-lab-in-address.ts';
import { useSectionInAddress } from './use-section-in-address.ts';

const Tour = lazy(async () => ({ default: (await import('./tour/tour.tsx')).Tour }));

export function Shell({ children }: { readonly children: ReactNode }) {
  useSectionInAddress();
  useLabInAddress();
  useNoStrayDrops();
  const main = useRef<HTMLElement>(null);
  const arrived = useFocusInSection(main);
  return (
    <div className={classes.shell}>
      <a
        href="#main"
        className={classes.skip}
        onClick={(event) => {
          // The hash names the section, so the link moves the focus by hand.
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the content
      </a>
      <TopBar />
      <div className={classes.side}>
        <div className={classes.rail}>
          <Rail />
        </div>
      </div>
      <main ref={main} id="main" tabIndex={-1} className={classes.main}>
        <VisuallyHidden aria-live="polite">{arrived}</VisuallyHidden>
        <div className={classes.content}>
          <NewBuildNote />
          <LinkNote />
          {children}
        </div>
      </main>
      <TourOnItsWay />
    </div>
  );
}

/**
 * Where the page itself opened another section (the demo does) and what had the focus is gone with the old one, the focus goes to
 * the content and the section is said: its name, or nothing as long as people went there themselves.
 */
function useFocusInSection(main: RefObject<HTMLElement | null>): string {
  const section = useLab((state) => state.section);
  const before = useRef(section);
  const [arrived, setArrived] = useState('');
  useEffect(() => {
    if (before.current === section) return;
    before.current = section;
    const { activeElement } = document;
    const isLost =
      activeElement === null || activeElement === document.body || activeElement === main.current;
    setArrived(isLost ? `${sectionOf(section).label} is open` : '');
    if (isLost) main.current?.focus({ preventScroll: true });
  }, [section, main]);
  return arrived;
}

function TourOnItsWay() {
  const isOn = useLab((state) => state.tourStop !== null);
  return isOn ? (
    <Suspense fallback={null}>
      <Tour />
    </Suspense>
  ) : null;
}

/** A file dropped beside a drop zone would replace the page with itself. */
function useNoStrayDrops(): void {
  useEffect(() => {
    const prevent = (event: DragEvent) => event.preventDefault();
    window.addEventListener('dragover', prevent);
    window.addEventListener('drop', prevent);
    return () => {
      window.removeEventListener('dragover', prevent);
      window.removeEventListener('drop', prevent);
    };
  }, []);
}
