// What stands around every section: skip link, rail, top bar and the main landmark.

import { lazy, Suspense, useEffect, useRef, type ReactNode } from 'react';

import { Rail } from './rail.tsx';
import classes from './shell.module.css';
import { LinkNote } from './link-note.tsx';
import { TopBar } from './top-bar.tsx';
import { useLab } from '../../store/use-lab.ts';
import { useLabInAddress } from './use-lab-in-address.ts';
import { useSectionInAddress } from './use-section-in-address.ts';

const Tour = lazy(async () => ({ default: (await import('./tour/tour.tsx')).Tour }));

export function Shell({ children }: { readonly children: ReactNode }) {
  useSectionInAddress();
  useLabInAddress();
  useNoStrayDrops();
  const main = useRef<HTMLElement>(null);
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
        <div className={classes.content}>
          <LinkNote />
          {children}
        </div>
      </main>
      <TourOnItsWay />
    </div>
  );
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
