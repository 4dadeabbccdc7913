// What computes, and why: the badge opens a sentence.

import { Popover, UnstyledButton } from '@mantine/core';
import { IconCpu } from '@tabler/icons-react';

import { backendTitles } from '../../core/run/backend.ts';
import { useLab } from '../../store/use-lab.ts';
import classes from './backend-badge.module.css';

export function BackendBadge() {
  const backend = useLab((state) => state.backend);
  const problem = useLab((state) => state.backendProblem);
  const label =
    problem !== null ? 'unavailable' : backend === null ? 'starting…' : backendTitles[backend.name];
  return (
    <div role="group" aria-label="Compute backend" className={classes.group}>
      <Popover width={300} position="bottom-end" withArrow shadow="md" trapFocus={false}>
        <Popover.Target>
          <UnstyledButton className={classes.badge} data-problem={problem !== null}>
            <IconCpu aria-hidden size={16} stroke={1.7} />
            {label}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown className={classes.words}>
          {problem !== null ? (
            <p>{problem}</p>
          ) : backend === null ? (
            <p>The training worker is starting. You can already load a file.</p>
          ) : (
            <>
              <p className={classes.detail}>
                {backendTitles[backend.name]}
                {backend.detail === '' ? '' : `: ${backend.detail}`}
              </p>
              <p>{backend.reason}</p>
            </>
          )}
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}
