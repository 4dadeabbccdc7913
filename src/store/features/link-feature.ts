// A lab that was opened from a link: what the address says is put into the page, and its demo is loaded.

import type { Guardrails } from '../../core/decisions/guardrails/guardrail-list.ts';
import { usualAdvice } from '../../core/decisions/scenario.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import type { Feature, FeatureContext } from '../feature.ts';
import { linkedCosts, linkOf, type LabLink, type LinkedAdvice } from '../lab-link.ts';

declare module '../lab-state.ts' {
  interface LabState extends LinkState {}
  interface LabActions extends LinkActions {}
}

export interface LinkState {
  /** What a person who opened a link should know, as a sentence; null where there is nothing to say. */
  readonly linkNote: { readonly tone: 'info' | 'bad'; readonly words: string } | null;
}

export interface LinkActions {
  /** Puts what the query of an address says into the page. */
  openLink(search: string): void;
  dismissLinkNote(): void;
}

export const noLink: LinkState = { linkNote: null };

export function linkFeature({ get, set }: FeatureContext): Feature<LinkActions> {
  /** Rules of the link: those that this browser kept for the same file give way to them. */
  let rules: Guardrails | null = null;

  const open = async (link: LabLink) => {
    const costs = linkedCosts(link.costs);
    if (link.rules !== null) {
      const { parseGuardrails } = await import('../../core/decisions/guardrails/guardrails-schema.ts');
      rules = parseGuardrails(link.rules);
    }
    const { settings, trainFor, sweepForm, demo, file, tour, product } = link;
    set({
      trainFor,
      sweepForm,
      advice: { ...usualAdvice, ...link.advice },
      ...(settings ? { settings, marketChosen: true, marketOfPreset: false } : {}),
      ...(rules ? { guardrails: rules } : {}),
      ...(costs ? { costs } : {}),
      ...(file === null ? {} : { linkNote: { tone: 'info', words: fileWords(file) } }),
    });
    advice = link.advice;
    const { actions } = get();
    if (tour) actions.startTour();
    else if (demo !== null) actions.loadDemo(demo, { tour: false });
    shown = product;
  };
  /** Its advice: a file that is read takes back what was asked of the one before. */
  let advice: LinkedAdvice | null = null;
  /** The product of the link, until its file is there. */
  let shown = 0;

  return {
    actions: {
      openLink: (search) => {
        const refuse = (error: unknown) =>
          set({ linkNote: { tone: 'bad', words: `The link cannot be used as it is: ${sentenceOf(error)}` } });
        try {
          const link = linkOf(search);
          if (link) open(link).catch(refuse);
        } catch (error) {
          refuse(error);
        }
      },
      dismissLinkNote: () => set({ linkNote: null }),
    },
    onRead: ({ histories }) => {
      if (shown > 0 && shown < histories.length) get().actions.showProduct(shown);
      shown = 0;
    },
    onAllFitted: () => {
      if (advice !== null) set({ advice: { ...get().advice, ...advice } });
      advice = null;
      if (rules !== null && get().guardrails !== rules) get().actions.putGuardrails(rules);
      rules = null;
    },
  };
}

function fileWords(file: string): string {
  return `This link was made with the file “${file}”, which it does not contain. Its settings and rules are set; load the same file to see the same lab.`;
}
