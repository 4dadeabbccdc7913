// A small dialog for text out of a spreadsheet or a mail.

import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';

import { useLab } from '../../../store/use-lab.ts';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { pastedName } from './use-file-drop.ts';

export function PasteDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const actions = useLab((state) => state.actions);
  const [text, setText] = useState('');
  const read = () => {
    onClose();
    setText('');
    actions.loadText(text, pastedName);
  };
  return (
    <Dialog opened={opened} onClose={onClose} title="Paste a table" closeLabel="Close">
      <Textarea
        label="Text of the table"
        description="With its header row; commas, semicolons, tabs or pipes between the columns."
        placeholder={
          'Report Date,Product Price,Total Sales\n2025-03-01,12.99,311.76\n2025-03-02,13.49,269.80'
        }
        autosize
        minRows={8}
        maxRows={16}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
        mb="md"
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
      />
      <DialogActions>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button onClick={read} disabled={text.trim() === ''}>
          Read the text
        </Button>
      </DialogActions>
    </Dialog>
  );
}
