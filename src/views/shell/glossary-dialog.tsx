// The glossary: every word of the field that the page explains, and every setting of a run.

import { pageWords } from '../../core/text/page-words.ts';
import { Dialog } from '../ui/dialog.tsx';
import { settingDefinitions } from '../../core/run/settings.ts';
import { glossary } from '../../core/text/glossary.ts';
import classes from './commands.module.css';

export function GlossaryDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog opened onClose={onClose} title="Glossary" closeLabel="Close the glossary" width={620}>
      <dl className={classes.glossary}>
        {Object.values(glossary).map(({ term, meaning }) => (
          <Entry key={term} term={term} meaning={meaning} />
        ))}
      </dl>
      <h3>Settings of a run</h3>
      <dl className={classes.glossary}>
        {settingDefinitions.map(({ name, label, meaning }) => (
          <Entry key={name} term={label} meaning={meaning} />
        ))}
      </dl>
    </Dialog>
  );
}

function Entry({ term, meaning }: { readonly term: string; readonly meaning: string }) {
  return (
    <div>
      <dt>{pageWords(term)}</dt>
      <dd>{pageWords(meaning)}</dd>
    </div>
  );
}
