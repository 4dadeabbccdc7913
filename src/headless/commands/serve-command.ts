// `lab serve PROJECT_OR_MODEL`: the shop as a service, until it is told to stop.

import { basename } from 'node:path';

import { say } from '../say.ts';
import type { NamedBytes } from '../service/background/service-ground.ts';
import { startService, type ServiceOptions } from '../service/server.ts';
import { usualHeadFile } from '../service/store/head-file.ts';
import { scheduleKinds } from '../service/schedules/schedules.ts';
import { readLine, type OptionValues } from '../command.ts';
import { serveLine } from '../lines/service-lines.ts';
import { bytesOf } from '../file-source.ts';
import { guardrailsFrom } from '../guardrails-file.ts';
import { readChoicesFile } from '../read-choices.ts';

type ServeOptions = OptionValues<typeof serveLine.options>;

/** Ends after SIGTERM or SIGINT, once requests under way are answered. @throws Error in one sentence for what cannot be served. */
export async function serveCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(serveLine, args);
  const service = await startService({
    beginning: {
      file: await named(argument),
      guardrails: values.guardrails === undefined ? null : await guardrailsFrom(values.guardrails, 'serve'),
      choices: await readChoicesFile(values.choices),
      secondFiles: await Promise.all(values.join.map(named)),
    },
    store: values.store,
    headFile: headFileOf(values),
    host: values.host,
    port: values.port,
    token: await tokenOf(values),
    allowOrigins: values['allow-origin'].map(originIn),
    say,
    ...shopOptions(values),
  });
  const told = new Promise<string>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
  await service.ready;
  console.log(JSON.stringify({ listening: service.origin, store: service.shop.options.store.name }));
  say(`${await told}: no new requests are accepted; those in progress are answered.`);
  await service.stop();
}

function shopOptions(
  values: ServeOptions,
): Pick<ServiceOptions, 'advice' | 'marginPercent' | 'breaker' | 'times' | 'schedules'> {
  return {
    advice: { level: values.level, ...(values.objective ? { objective: values.objective } : {}) },
    marginPercent: values.margin ?? null,
    breaker: {
      mostMovedPercent: values['most-moved'],
      fewProducts: 10,
      largestMovePercent: values['largest-move'],
    },
    times: Object.fromEntries(
      scheduleKinds.map(({ name }) => [name, values[name] === 'off' ? null : values[name]]),
    ),
    schedules: {
      salesFolder: values['sales-folder'] ?? null,
      promoter: values.promote === 'rule' ? 'rule' : 'person',
      retrainSteps: values.steps ?? null,
    },
  };
}

/** null: none. */
function headFileOf({ store, 'head-file': path }: ServeOptions): string | null {
  if (path === undefined) return usualHeadFile(store);
  return path === 'off' ? null : path;
}

async function named(path: string): Promise<NamedBytes> {
  return { name: basename(path), bytes: await bytesOf(path, 'serve') };
}

/** @throws Error in one sentence for what is no origin. */
function originIn(text: string): string {
  const origin = URL.canParse(text) ? new URL(text).origin : 'null';
  if (!/^https?:/.test(origin) || origin !== text.replace(/\/$/, ''))
    throw new Error(
      `serve: --allow-origin is the origin of a page, such as http://localhost:4173, got "${text}"`,
    );
  return origin;
}

const shortestToken = 16;

/** From the file, else from the environment; null: none. */
async function tokenOf(values: ServeOptions): Promise<string | null> {
  const file = values['token-file'];
  const text =
    file === undefined
      ? process.env['PRICING_LAB_TOKEN']
      : new TextDecoder().decode(await bytesOf(file, 'serve'));
  if (text === undefined) return null;
  const token = text.trim();
  if (token.length < shortestToken || /\s/.test(token))
    throw new Error(
      `serve: expected a token of at least ${shortestToken} characters without spaces in ${file ?? 'PRICING_LAB_TOKEN'}`,
    );
  return token;
}
