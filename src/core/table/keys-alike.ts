// Keys that differ only in zeros in front, case or spacing: one product where the person says so, else asked.

import type { OpenQuestion, ReadChoices, SalesTable } from './dataset.ts';
import type { FindingCollector } from './findings.ts';
import { rowOrder } from './group-rows.ts';
import { takenRows, withoutEmptyProducts } from './table-rows.ts';

/** What two keys have alike that are the same but for zeros in front, case and spacing. */
const keyKin = (id: string) =>
  id
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^0+(?=\d)/, '');

/** The table with such products as one, where the person said so. */
export function joinedKeys(
  table: SalesTable,
  choices: ReadChoices,
  findings: FindingCollector,
  questions: OpenQuestion[],
): SalesTable {
  const first = new Map<string, number>();
  const kin = new Map<number, number>();
  table.products.forEach(({ id, name }, p) => {
    const bare = keyKin(id);
    // Keys that differ in their signs alone are alike where they have one name.
    const named = name === id ? bare : `${bare.replace(/[\s\-_./]+/g, '')}\u0000${name.toLowerCase()}`;
    const known = first.get(bare) ?? first.get(named);
    if (known === undefined) {
      first.set(bare, p);
      first.set(named, p);
    } else kin.set(p, known);
  });
  if (kin.size === 0) return table;
  const [one, other] = [...kin.entries()][0]!;
  const [a, b] = [table.products[other]!.id, table.products[one]!.id];
  const isJoined = choices.sameProduct === true;
  const how =
    a.replace(/^0+/, '') === b.replace(/^0+/, '')
      ? 'leading zeros'
      : keyKin(a) === keyKin(b)
        ? 'small and capital letters or spaces'
        : 'signs such as hyphens and in small and capital letters';
  findings.add(
    {
      kind: how === 'leading zeros' ? 'leading-zeros' : 'keys-alike',
      severity: 'attention',
      found: `Products whose keys differ only in ${how === 'leading zeros' ? 'zeros in front' : how}`,
      done: isJoined ? 'Read as one product, as you chose' : 'Kept apart; they may be the same product',
    },
    0,
    () => `"${a}" and "${b}"`,
    kin.size,
  );
  if (choices.sameProduct === undefined)
    questions.push({
      about: 'product',
      message: `"${a}" and "${b}" differ only in ${how}: are they the same product?`,
      choices: [
        { label: 'Two products', choices: { sameProduct: false } },
        { label: 'The same product', choices: { sameProduct: true } },
      ],
    });
  if (!isJoined) return table;
  const product = table.product.map((p) => kin.get(p) ?? p);
  const { order } = rowOrder(product, table.day, table.products.length);
  const columns = { ...table, product };
  const joined = order ? takenRows(columns, order) : columns;
  return withoutEmptyProducts({ ...table, ...joined });
}
