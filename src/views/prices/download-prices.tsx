// The prices as a CSV file, with what was decided about each.

import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';

import { pricesCsv } from '../../core/decisions/prices-csv.ts';
import type { Suggestion } from '../../core/decisions/suggestion.ts';
import { useLab } from '../../store/use-lab.ts';
import { saveText } from './save-text.ts';

export function DownloadPrices({ suggestions }: { readonly suggestions: readonly Suggestion[] }) {
  const decisions = useLab((state) => state.book.decisions);
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconDownload aria-hidden size={16} />}
      onClick={() =>
        saveText('suggested-prices.csv', pricesCsv(suggestions, decisions), 'text/csv;charset=utf-8')
      }
    >
      Download prices (CSV)
    </Button>
  );
}
