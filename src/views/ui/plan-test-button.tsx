// From a price that is in doubt to the test that would settle it; nothing where the loaded file has no such product.

import { Button } from '@mantine/core';
import { IconFlask2 } from '@tabler/icons-react';
import { useMemo } from 'react';

import type { TestIdea } from '../../store/features/experiments-feature.ts';
import { useLab } from '../../store/use-lab.ts';

export function PlanTestButton({
  idea,
  label,
  size = 'xs',
}: {
  readonly idea: TestIdea;
  readonly label: string;
  readonly size?: 'xs' | 'sm';
}) {
  const data = useLab((state) => state.data);
  const actions = useLab((state) => state.actions);
  const canTest = useMemo(
    () =>
      data.status === 'ready' && data.dataset.histories.some(({ product }) => product.id === idea.productId),
    [data, idea.productId],
  );
  if (!canTest) return null;
  return (
    <Button
      size={size}
      variant={size === 'xs' ? 'default' : 'subtle'}
      leftSection={<IconFlask2 aria-hidden size={16} />}
      onClick={() => actions.planTest(idea)}
    >
      {label}
    </Button>
  );
}

/** The experiment that a verdict names: week by week, measured in units, since they are what it is about. */
export function settlingIdea(
  productId: string,
  { price, secondPrice }: { readonly price: number; readonly secondPrice: number | null },
): TestIdea {
  return { productId, priceA: secondPrice, priceB: price, measure: 'units', holdDays: 7 };
}
