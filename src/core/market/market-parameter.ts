// A parameter of a market: its declaration as a setting, and what the market itself calls it and bears.

import type { ParameterDefinition, ValueOf } from '../parameter.ts';

export type MarketParameter = ParameterDefinition & {
  /** The group of the form it stands in, one of its market's. */
  readonly group: string;
  /** Its name among the market's own parameters, where a setting of that name would say too little. */
  readonly parameter?: string;
  /** What it must be for there to be a market; a file may give values beyond the bounds of the form. */
  readonly must?: 'positive' | 'notNegative' | 'finite';
};

type OwnName<D> = D extends { parameter: infer N extends string }
  ? N
  : D extends { name: infer N extends string }
    ? N
    : never;

/** The market's own record of the parameters of a list. */
export type OwnValuesOf<List extends readonly MarketParameter[]> = {
  readonly [D in List[number] as OwnName<D>]: ValueOf<D>;
};

/** The values of `list` in a run's settings, by the market's own names. */
export function ownValues<const List extends readonly MarketParameter[]>(
  list: List,
  settings: Readonly<Record<string, unknown>>,
): OwnValuesOf<List> {
  const entries = list.map(({ name, parameter }) => [parameter ?? name, settings[name]]);
  return Object.fromEntries(entries) as OwnValuesOf<List>;
}

/** Why the values are none a market can have, as the end of a sentence, or null where they are. */
export function valuesProblem(
  list: readonly MarketParameter[],
  values: Readonly<Record<string, unknown>>,
): string | null {
  for (const { name, parameter, must, kind } of list) {
    if (must === undefined) continue;
    const own = parameter ?? name;
    const value = values[own];
    const finite = typeof value === 'number' && Number.isFinite(value);
    if (must === 'positive' && !(finite && value > 0))
      return `expected ${own} to be a positive number, got ${String(value)}`;
    if (must === 'notNegative' && !(finite && value >= 0))
      return `expected ${own} to be 0 or more, got ${String(value)}`;
    if (!finite) return `expected ${own} to be a number, got ${String(value)}`;
    if (kind === 'integer' && !Number.isInteger(value))
      return `expected ${own} to be a whole number, got ${String(value)}`;
  }
  return null;
}
