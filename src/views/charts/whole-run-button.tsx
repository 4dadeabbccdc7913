// The way back from a part of a run to all of it, there only while a part is shown.

import { Button } from '@mantine/core';
import { IconZoomReset } from '@tabler/icons-react';

import { formatCount } from '../../core/text/format.ts';
import type { StepZoom } from './use-step-zoom.ts';

export function WholeRunButton({ zoom, title }: { readonly zoom: StepZoom; readonly title: string }) {
  if (!zoom.isZoomed) return null;
  return (
    <Button
      data-not-in-png
      size="compact-xs"
      variant="default"
      leftSection={<IconZoomReset aria-hidden size={14} />}
      aria-label={`Whole run in ${title}`}
      title={`Shown: steps ${formatCount(zoom.low)} to ${formatCount(zoom.high)}. A double click does the same.`}
      onClick={zoom.reset}
    >
      Whole run
    </Button>
  );
}
