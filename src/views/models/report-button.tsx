// The pricing report as one HTML file.

import { Button } from '@mantine/core';
import { IconReport } from '@tabler/icons-react';

import { useLab } from '../../store/use-lab.ts';

export function ReportButton() {
  const hasPrices = useLab((state) => state.suggestions.length > 0);
  const actions = useLab((state) => state.actions);
  return (
    <Button
      variant="default"
      leftSection={<IconReport aria-hidden size={17} />}
      disabled={!hasPrices}
      title={
        hasPrices
          ? 'Prices, reasons, rules, decisions and charts as one page that opens without a network and prints'
          : 'Read a sales file, or import a model, first.'
      }
      onClick={() => actions.exportReport()}
    >
      Export report
    </Button>
  );
}
