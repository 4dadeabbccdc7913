// What a person who opened a link should know: that its file stayed elsewhere, or why it cannot be used.

import { useLab } from '../../store/use-lab.ts';
import { Notice } from '../ui/notice.tsx';

export function LinkNote() {
  const note = useLab((state) => state.linkNote);
  const actions = useLab((state) => state.actions);
  if (note === null) return null;
  return (
    <Notice
      tone={note.tone}
      title={note.tone === 'bad' ? 'This link cannot be used' : 'Opened from a link'}
      onDismiss={() => actions.dismissLinkNote()}
    >
      {note.words}
    </Notice>
  );
}
