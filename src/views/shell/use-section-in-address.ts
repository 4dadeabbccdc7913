// Keeps the open section and the address (`#/train`) the same, so that links, back and forward work.

import { useEffect } from 'react';

import { labStore, useLab } from '../../store/use-lab.ts';
import { sectionAddress, sectionOf, sectionOfAddress } from '../sections.ts';

/** Mounted once, in the shell. The address at load decides the first section. */
export function useSectionInAddress(): void {
  const section = useLab((state) => state.section);
  const actions = useLab((state) => state.actions);

  useEffect(() => {
    const follow = () => {
      const wanted = sectionOfAddress(window.location.hash);
      if (wanted !== null && wanted !== labStore.getState().section) actions.goTo(wanted);
    };
    follow();
    window.addEventListener('hashchange', follow);
    window.addEventListener('popstate', follow);
    return () => {
      window.removeEventListener('hashchange', follow);
      window.removeEventListener('popstate', follow);
    };
  }, [actions]);

  useEffect(() => {
    document.title = `${sectionOf(section).label} · Pricing Lab`;
    const named = sectionOfAddress(window.location.hash);
    if (named === section || labStore.getState().section !== section) return;
    // The first section is not a step to go back to; every later one is. pushState fires no hashchange.
    if (named === null) window.history.replaceState(null, '', sectionAddress(section));
    else window.history.pushState(null, '', sectionAddress(section));
  }, [section]);

  useEffect(() => {
    window.scrollTo(0, 0);
  }, [section]);
}
