// A parameter, declared once by whoever it belongs to: an agent, a market, the run.
//
// From the declaration follow its place in the settings of a run, its field in the form, the check of what comes in, and
// its bounds in a model's card. A list of declarations is written `as const satisfies readonly ParameterDefinition[]`;
// `ValuesOf` is then the record it describes.

type ParameterValue = number | string | boolean;

/** A run's settings as a parameter's owner sees them: its own and those of others, by name. */
export type SettingValues = Readonly<Record<string, ParameterValue>>;

interface NumberParameter {
  readonly kind: 'number' | 'integer';
  readonly default: number;
  readonly before?: number;
  readonly min: number;
  readonly max: number;
  /** What one click of a stepper changes. */
  readonly step: number;
}
interface SwitchParameter {
  readonly kind: 'switch';
  readonly default: boolean;
  readonly before?: boolean;
}
interface ChoiceParameter {
  readonly kind: 'choice';
  readonly default: string;
  readonly before?: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

/** `before` is what runs did that began before the parameter was there; the first ones have none. */
export type ParameterDefinition = (NumberParameter | SwitchParameter | ChoiceParameter) & {
  /** Its name among the settings of a run; unique among all owners. */
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly meaning: string;
  /** Where the default comes from: a paper, a measurement, a preset. */
  readonly source: string;
  /** Rarely touched: folded away in the form. */
  readonly advanced?: true;
  /** Whether it changes anything in a run with these settings, its owner being chosen; absent: always. */
  readonly appliesWhen?: (settings: SettingValues) => boolean;
};

export type ValueOf<D> = D extends { kind: 'switch' }
  ? boolean
  : D extends { kind: 'choice'; choices: readonly { value: infer V }[] }
    ? V
    : number;

/** The record that a list of declarations describes. */
export type ValuesOf<List extends readonly ParameterDefinition[]> = {
  readonly [N in List[number]['name']]: ValueOf<Extract<List[number], { name: N }>>;
};

/** The declared defaults. */
export function defaultsOf<const List extends readonly ParameterDefinition[]>(list: List): ValuesOf<List> {
  return Object.fromEntries(list.map((each) => [each.name, each.default])) as unknown as ValuesOf<List>;
}

/** Why a value does not fit its parameter, in words, or null where it fits. */
export function parameterProblem(definition: ParameterDefinition, value: unknown): string | null {
  const where = `Setting "${definition.name}"`;
  switch (definition.kind) {
    case 'switch':
      return typeof value === 'boolean'
        ? null
        : `${where}: expected true or false, got ${JSON.stringify(value)}`;
    case 'choice': {
      const allowed = definition.choices.map((choice) => choice.value);
      return typeof value === 'string' && allowed.includes(value)
        ? null
        : `${where}: expected one of ${allowed.join(', ')}, got ${JSON.stringify(value)}`;
    }
    case 'integer':
    case 'number': {
      const kind = definition.kind === 'integer' ? 'a whole number' : 'a number';
      const fits =
        typeof value === 'number' &&
        Number.isFinite(value) &&
        value >= definition.min &&
        value <= definition.max &&
        (definition.kind === 'number' || Number.isInteger(value));
      return fits
        ? null
        : `${where}: expected ${kind} from ${definition.min} to ${definition.max}, got ${JSON.stringify(value)}`;
    }
    default:
      return definition satisfies never;
  }
}
