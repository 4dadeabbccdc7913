// A card's numbers that were settings have the bounds of their fields in the form.

import { z } from 'zod';

import { settingDefinitions, type SettingDefinition, type SettingName } from '../run/settings.ts';

/** A number within the bounds of a setting's field. */
export function settingNumber(name: SettingName) {
  const definition = (settingDefinitions as readonly SettingDefinition[]).find((each) => each.name === name);
  if (definition?.kind !== 'number' && definition?.kind !== 'integer')
    throw new Error(`settingNumber: "${name}" is no setting with a number`);
  const number = z.number().min(definition.min).max(definition.max);
  return definition.kind === 'integer' ? number.int() : number;
}
