// A model out as one zip, and a model in from such a zip.

import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';

import { useLab } from '../../../store/use-lab.ts';
import { FileButton } from '../../ui/file-button.tsx';

export function ExportModel() {
  const hasModel = useLab((state) => state.model !== null);
  const actions = useLab((state) => state.actions);
  return (
    <Button
      variant="default"
      leftSection={<IconDownload aria-hidden size={17} />}
      disabled={!hasModel}
      onClick={() => actions.exportModel()}
      {...(hasModel ? {} : { title: 'Train or import a model first.' })}
    >
      Export model
    </Button>
  );
}

export function ImportModel() {
  const actions = useLab((state) => state.actions);
  return (
    <FileButton
      label="Import model"
      accept=".zip,application/zip"
      title="A zip that this lab exported"
      onFile={(file) => actions.importModel(file)}
    />
  );
}
