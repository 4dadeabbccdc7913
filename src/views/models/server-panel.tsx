// The project of a shop's server, opened from its address.

import { Button, PasswordInput, TextInput } from '@mantine/core';
import { IconServer2 } from '@tabler/icons-react';
import { useState } from 'react';

import { useLab } from '../../store/use-lab.ts';
import { Panel } from '../ui/panel.tsx';
import classes from './models-section.module.css';

export function ServerPanel() {
  const [address, setAddress] = useState('');
  const [token, setToken] = useState('');
  const allowed = useLab((state) => state.allowedServer);
  const isAsking = useLab((state) => state.askingServer);
  const work = useLab((state) => state.projectWork);
  const actions = useLab((state) => state.actions);
  return (
    <Panel
      title="Open from a server"
      caption="The project of a shop’s server: its sales, rules, models and decisions, as they stand there now."
    >
      <p className={classes.words}>
        The page may normally connect only to its own address. To reach this server it reloads with permission
        for that one address, until it is reloaded or closed. It reads the project and sends only the token.
        Start the server with <code>--allow-origin {window.location.origin}</code>.
      </p>
      <form
        className={classes.server}
        onSubmit={(event) => {
          event.preventDefault();
          actions.openFromServer(address, token);
        }}
      >
        <TextInput
          label="Server address"
          placeholder="http://127.0.0.1:8787"
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <PasswordInput
          label="Token"
          description="If the server needs one; it is not stored"
          value={token}
          autoComplete="off"
          onChange={(event) => setToken(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          leftSection={<IconServer2 aria-hidden size={17} />}
          loading={isAsking}
          disabled={work !== 'idle' || address.trim() === ''}
        >
          Open from server
        </Button>
      </form>
      <p role="status" aria-label="Connections" className={classes.status}>
        {allowed === null
          ? ''
          : `Until it is reloaded or closed, this page may connect to ${allowed} besides its own address.`}
      </p>
    </Panel>
  );
}
