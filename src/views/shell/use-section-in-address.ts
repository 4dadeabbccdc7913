// Keeps the open section with its tab and the address (`#/train/runs`) the same, so that links, back and forward work.

import { useEffect } from 'react';

import { labStore, useLab } from '../../store/use-lab.ts';
import { openTab, placeOfAddress, sectionAddress, sectionOf } from '../sections.ts';

/** Mounted once, in the shell. The address at load decides the first section. */
export function useSectionInAddress(): void {
  const section = useLab((state) => state.section);
  const address = useLab((state) => sectionAddress(state.section, openTab(state.section, state)));
  const actions = useLab((state) => state.actions);

  useEffect(() => {
    const follow = () => {
      const wanted = placeOfAddress(window.location.hash);
      const state = labStore.getState();
      if (wanted === null) return;
      const isThere = wanted.section === state.section && wanted.tab === openTab(state.section, state);
      if (!isThere) actions.goTo(wanted.section, wanted.tab ?? undefined);
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
  }, [section]);

  useEffect(() => {
    const state = labStore.getState();
    const isNow = address === sectionAddress(state.section, openTab(state.section, state));
    if (window.location.hash === address || !isNow) return;
    // The first section is not a step to go back to; every later one is. pushState fires no hashchange.
    if (placeOfAddress(window.location.hash) === null) window.history.replaceState(null, '', address);
    else window.history.pushState(null, '', address);
  }, [address]);

  useEffect(() => {
    window.scrollTo(0, 0);
  }, [section]);
}
