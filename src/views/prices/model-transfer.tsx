// A model out as one zip, and a model in from such a zip.

import { Button } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useId } from 'react';

import { useLab } from '../../store/use-lab.ts';
import classes from './model-transfer.module.css';

export function ExportModel() {
  const hasModel = useLab((state) => state.model !== null);
  const actions = useLab((state) => state.actions);
  return (
    <Button
      leftSection={<IconDownload aria-hidden size={17} />}
      disabled={!hasModel}
      onClick={() => actions.exportModel()}
      {...(hasModel ? {} : { title: 'Train or import a model first.' })}
    >
      Export model
    </Button>
  );
}

/** The real file input lies invisibly over its button, so that pointer, keyboard and drop meet the same element. */
export function ImportModel() {
  const id = useId();
  const actions = useLab((state) => state.actions);
  return (
    <div className={classes.button}>
      <IconUpload aria-hidden size={17} />
      <label htmlFor={id}>Import model</label>
      <input
        id={id}
        type="file"
        accept=".zip,application/zip"
        title="A zip that this lab exported"
        className={classes.input}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) actions.importModel(file);
          // So that the same file can be chosen again after a refusal.
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
