// Keeps what the lab holds in the address, so that it can be copied at any moment, and opens what an address says.

import { useEffect } from 'react';

import { labLink } from '../../store/lab-link.ts';
import { labStore, useLab } from '../../store/use-lab.ts';

/** The address follows this long after the last change, not every keystroke. */
const settleMs = 300;

/** Mounted once, in the shell, after the section has read its own part of the address. */
export function useLabInAddress(): void {
  const actions = useLab((state) => state.actions);

  useEffect(() => {
    actions.openLink(window.location.search);
    let timer: ReturnType<typeof setTimeout> | null = null;
    const write = () => {
      timer = null;
      const state = labStore.getState();
      // On its way in, a file is not yet what the page shows.
      if (state.data.status !== 'ready' && state.data.status !== 'empty') return;
      const address = labLink(state, window.location.href);
      if (address !== window.location.href) window.history.replaceState(null, '', address);
    };
    let before = linkedOf();
    const unsubscribe = labStore.subscribe(() => {
      const now = linkedOf();
      if (now.every((part, i) => part === before[i])) return;
      before = now;
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(write, settleMs);
    });
    return () => {
      if (timer !== null) clearTimeout(timer);
      unsubscribe();
    };
  }, [actions]);
}

/** What an address is made of; the same parts as before make the same address. */
function linkedOf(): readonly unknown[] {
  const {
    data,
    demo,
    demand,
    holdOuts,
    settings,
    trainFor,
    shownProduct,
    sweepForm,
    advice,
    guardrails,
    costs,
  } = labStore.getState();
  const reading = data.status === 'ready' ? data.reading : data.status;
  // The defaults of a file are known with the last of its fits.
  return [
    reading,
    demo,
    demand,
    holdOuts,
    settings,
    trainFor,
    shownProduct,
    sweepForm,
    advice.level,
    advice.objective,
    advice.lean,
    advice.mostChanges,
    guardrails,
    costs,
  ];
}
