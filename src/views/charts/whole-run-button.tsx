// The way back from a part of a run to all of it, there only while a part is shown.

import { Button } from '@mantine/core';
import { IconZoomReset } from '@tabler/icons-react';

import type { AxisZoom } from './use-axis-zoom.ts';

export function WholeRunButton({ zoom, title }: { readonly zoom: AxisZoom; readonly title: string }) {
  if (!zoom.isZoomed) return null;
  return (
    <Button
      data-not-in-image
      size="compact-xs"
      variant="default"
      leftSection={<IconZoomReset aria-hidden size={14} />}
      aria-label={`Whole run in ${title}`}
      title={`Shown: ${zoom.words}. A double click does the same.`}
      onClick={zoom.reset}
    >
      Whole run
    </Button>
  );
}
