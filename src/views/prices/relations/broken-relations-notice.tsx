// What was decided so far would break a relation: said above the prices, before the list leaves.

import { useMemo } from 'react';

import { relationsOf } from '../../../core/decisions/guardrails/guardrail-list.ts';
import { brokenRelations } from '../../../core/decisions/relations/broken-relations.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { useLab } from '../../../store/use-lab.ts';
import { Notice } from '../../ui/notice.tsx';
import { productsOf } from './relation-words.ts';

export function BrokenRelationsNotice({ suggestions }: { readonly suggestions: readonly Suggestion[] }) {
  const guardrails = useLab((state) => state.guardrails);
  const decisions = useLab((state) => state.book.decisions);
  const broken = useMemo(
    () => brokenRelations(productsOf(suggestions), relationsOf(guardrails), suggestions, decisions),
    [guardrails, suggestions, decisions],
  );
  if (broken.length === 0) return null;
  return (
    <Notice tone="warn" title="A decision breaks a relation between products">
      {broken.map(({ title }) => title).join('; ')}: accept or reject the prices it ties together.
    </Notice>
  );
}
