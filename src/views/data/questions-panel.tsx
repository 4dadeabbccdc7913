// What the file leaves open: each question with the answers there are, the assumed one marked. Another answer reads the file again.

import { Button, Group } from '@mantine/core';

import type { OpenQuestion } from '../../core/table/dataset.ts';
import { pageWords } from '../../core/text/page-words.ts';
import { useLab } from '../../store/use-lab.ts';
import { Panel } from '../ui/panel.tsx';
import tableClasses from '../ui/plain-table.module.css';

export function QuestionsPanel({ questions }: { readonly questions: readonly OpenQuestion[] }) {
  const actions = useLab((state) => state.actions);
  const open = questions.filter(({ choices }) => choices.length > 1);
  if (open.length === 0) return null;
  return (
    <Panel
      title="Questions"
      caption="Questions the file itself does not answer. The lab has assumed the first answer; another choice reads the file again."
      flush
    >
      <table className={`${tableClasses.table} ${tableClasses.stacked}`} aria-label="Questions">
        <tbody>
          {open.map(({ about, message, choices }) => (
            <tr key={about}>
              <th scope="row">{pageWords(message)}</th>
              <td>
                <Group gap="xs">
                  {choices.slice(0, 6).map(({ label, choices: chosen }, i) => (
                    <Button
                      key={label}
                      size="xs"
                      variant={i === 0 ? 'light' : 'default'}
                      onClick={() => actions.answerQuestion(chosen)}
                    >
                      {i === 0 ? `${pageWords(label)} (assumed)` : pageWords(label)}
                    </Button>
                  ))}
                </Group>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
