// Keeps marks inside the axes where only a part of them is shown.

import { useId, type ReactNode } from 'react';

import type { LivePlot } from './live-frame.tsx';

/** The marks of a whole run need no clip: their points stand on the edges and would be halved. */
export function PlotClip({
  plot: { area },
  isClipped,
  children,
}: {
  readonly plot: LivePlot;
  readonly isClipped: boolean;
  readonly children: ReactNode;
}) {
  const id = useId();
  if (!isClipped) return <g>{children}</g>;
  return (
    <g clipPath={`url(#${id})`}>
      <clipPath id={id}>
        <rect {...area} />
      </clipPath>
      {children}
    </g>
  );
}
