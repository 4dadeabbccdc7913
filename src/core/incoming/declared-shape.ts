// The check of what comes in, from the declarations of parameters: their bounds are those of the form.

import { z } from 'zod';

import type { ParameterDefinition } from '../parameter.ts';

type OwnName<D> = D extends { parameter: infer N extends string }
  ? N
  : D extends { name: infer N extends string }
    ? N
    : never;

type SchemaOf<D> = D extends { kind: 'switch' }
  ? z.ZodBoolean
  : D extends { kind: 'choice'; choices: readonly { value: infer V extends string }[] }
    ? z.ZodEnum<{ [K in V]: K }>
    : z.ZodNumber;

/** A schema for each of `list`, by the names of their owner. */
export function declaredShape<
  const List extends readonly (ParameterDefinition & { readonly parameter?: string })[],
>(list: List): { readonly [D in List[number] as OwnName<D>]: SchemaOf<D> } {
  const entries = list.map((definition) => [definition.parameter ?? definition.name, schemaOf(definition)]);
  return Object.fromEntries(entries) as { readonly [D in List[number] as OwnName<D>]: SchemaOf<D> };
}

/** The schema of one value. */
export function schemaOf<const D extends ParameterDefinition>(definition: D): SchemaOf<D> {
  return anySchemaOf(definition) as unknown as SchemaOf<D>;
}

function anySchemaOf(definition: ParameterDefinition) {
  switch (definition.kind) {
    case 'switch':
      return z.boolean();
    case 'choice':
      return z.enum(definition.choices.map(({ value }) => value));
    case 'integer':
      return z.number().min(definition.min).max(definition.max).int();
    case 'number':
      return z.number().min(definition.min).max(definition.max);
    default:
      return definition satisfies never;
  }
}
