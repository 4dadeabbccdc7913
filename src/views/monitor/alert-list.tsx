// The alerts, most urgent first, each with its product to look at.

import { Anchor } from '@mantine/core';
import { useState } from 'react';

import type { Alert } from '../../core/monitor/alerts.ts';
import type { SalesWatch } from '../../core/monitor/watch.ts';
import { Mark } from '../ui/mark.tsx';
import { Panel } from '../ui/panel.tsx';
import { alertsSentence, urgencyWords } from './monitor-words.ts';
import { formatCount } from '../../core/text/format.ts';
import { pageWords } from '../../core/text/page-words.ts';
import classes from './monitor-section.module.css';

/** Most urgent first: more of them are drawn where they are asked for. */
const firstAlerts = 50;

export interface AlertListProps {
  readonly watch: SalesWatch;
  readonly alerts: readonly Alert[];
  readonly onShow: (productId: string) => void;
}

export function AlertList({ watch, alerts, onShow }: AlertListProps) {
  const names = new Map(watch.products.map(({ product }) => [product.id, product.name]));
  const [isWhole, setWhole] = useState(false);
  return (
    <Panel title="Alerts" caption={<span role="status">{alertsSentence(alerts)}</span>}>
      {alerts.length === 0 ? null : (
        // The list scrolls where it is long: the keyboard reaches it through its links.
        <ul className={classes.alerts}>
          {alerts
            .slice(0, isWhole ? Infinity : firstAlerts)
            .map(({ kind, productId, urgency, title, sentence }) => (
              <li key={`${productId ?? 'all'} ${kind}`} className={classes.alert} data-urgency={urgency}>
                <div className={classes.alertHead}>
                  <Mark tone={urgencyWords[urgency].tone}>{urgencyWords[urgency].word}</Mark>
                  {productId === null ? (
                    <b>All products</b>
                  ) : (
                    <Anchor component="button" type="button" fw={650} onClick={() => onShow(productId)}>
                      {names.get(productId)}
                    </Anchor>
                  )}
                </div>
                <p className={classes.alertTitle}>{title}</p>
                <p className={classes.quiet}>{pageWords(sentence)}</p>
              </li>
            ))}
          {alerts.length <= firstAlerts ? null : (
            <li>
              <Anchor component="button" type="button" onClick={() => setWhole(!isWhole)}>
                {isWhole
                  ? `Show the first ${firstAlerts} alone`
                  : `Show the other ${formatCount(alerts.length - firstAlerts)}`}
              </Anchor>
            </li>
          )}
        </ul>
      )}
    </Panel>
  );
}
