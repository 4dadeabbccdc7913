// Axis ends that hold still while the data stay well inside them.

import { useState } from 'react';

import { calmEnds, type AxisEnds } from '../../drawings/nice-axis.ts';

export function useCalmEnds(wanted: AxisEnds, logarithmic = false): AxisEnds {
  const [shown, setShown] = useState(wanted);
  const next = calmEnds(shown, wanted, logarithmic);
  if (next.low !== shown.low || next.high !== shown.high) setShown(next);
  return next;
}
