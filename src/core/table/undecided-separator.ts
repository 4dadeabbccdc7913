// Numbers such as "1.234" of which nothing tells whether the sign parts thousands or decimals: said and asked.

import type { OpenQuestion } from './dataset.ts';
import { type Head, thousandsOf } from './file-head.ts';
import type { ReadPass } from './read-pass.ts';
import { mappedNumericRoles } from './table-builder.ts';

/** Numbers such as "1.234" in a file where nothing tells whether the sign parts thousands or decimals. */
export function noteUndecidedSeparators(head: Head, pass: ReadPass): void {
  const isOpen = pass.evidence.every((one) => one.verdict() === null);
  const units = undecidedUnits(head, pass);
  const roles = mappedNumericRoles(head.mapping);
  pass.evidence.forEach((one, i) => {
    if (one.undecided === 0 || !(isOpen || i === units)) return;
    const header = head.headers[head.mapping[roles[i]!]!]!;
    pass.findings.add(
      {
        kind: 'undecided-separator',
        severity: 'attention',
        found: `Numbers in "${header}" that can be read in two ways`,
        done: 'Read in the usual way; choose the decimal separator if that is wrong',
      },
      0,
      () => `"${one.undecidedExample}" may be thousands or three decimals`,
      one.undecided,
    );
  });
}

/** Units of which every other is whole and one in two could be thousands: "1.234" pieces or kilograms. */
function undecidedUnits(head: Head, pass: ReadPass): number {
  const at = mappedNumericRoles(head.mapping).indexOf('units');
  const evidence = pass.evidence[at];
  if (!evidence || evidence.verdict() !== null || evidence.undecided === 0) return -1;
  // The sign that other columns do not use for decimals parts thousands; what is weighed has three decimals.
  if (!evidence.undecidedExample.includes(pass.separators[at]!)) return -1;
  if (
    /kg|kilo|lit(?:er|re)|gram|\blbs?\b|weight|gewicht|poids|peso/i.test(head.headers[head.mapping.units!]!)
  )
    return -1;
  return thousandsOf(head, head.mapping.units!, evidence) === null ? at : -1;
}

/** What the person is asked where no number tells decimals from thousands. */
export function undecidedQuestion(head: Head, pass: ReadPass): OpenQuestion | null {
  const isOpen = pass.evidence.every((one) => one.verdict() === null);
  const at = isOpen ? pass.evidence.findIndex((one) => one.undecided > 0) : undecidedUnits(head, pass);
  if (at < 0) return null;
  const roles = mappedNumericRoles(head.mapping);
  const header = head.headers[head.mapping[roles[at]!]!]!;
  const example = pass.evidence[at]!.undecidedExample;
  const assumed = pass.separators[at]!;
  const options = [
    {
      label: `${example} has three decimals`,
      choices: { decimalSeparator: example.includes('.') ? '.' : ',' },
    },
    { label: `${example} has thousands`, choices: { decimalSeparator: example.includes('.') ? ',' : '.' } },
  ] as const;
  return {
    about: 'decimal separator',
    message: `"${example}" in "${header}" can be read in two ways: with a thousands separator, or with a decimal ${example.includes('.') ? 'point' : 'comma'} and three decimals; which is meant?`,
    choices: options[0].choices.decimalSeparator === assumed ? options : [...options].reverse(),
  };
}
