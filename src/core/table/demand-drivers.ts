// What moves demand beside the price and is decided elsewhere: advertising, who comes by, the weather, special days, in how many stores a
// product stands.
//
// Rows of a day are averaged, never added up: lines of orders repeat the figure of their day, and a sum over them would count sales.

import type { NumericRole } from './columns.ts';

/** The roles of such columns, in the order of the column list. */
export const driverRoles = [
  'advertising',
  'visitors',
  'weather',
  'event',
  'distribution',
] as const satisfies readonly NumericRole[];
export type DriverRole = (typeof driverRoles)[number];

/** One column per role that there is. [days] each */
export type DriverColumns = Readonly<Partial<Record<DriverRole, Float64Array>>>;

/** The columns that `of` makes of those there are, as a field `drivers`; no field without any. */
export function driversBy(
  columns: DriverColumns,
  of: (values: Float64Array, role: DriverRole) => Float64Array | null,
): { readonly drivers?: DriverColumns } {
  let drivers: Partial<Record<DriverRole, Float64Array>> | null = null;
  for (const role of driverRoles) {
    const values = columns[role];
    const made = values && of(values, role);
    if (made) (drivers ??= {})[role] = made;
  }
  return drivers ? { drivers } : {};
}

/** Days on which products may say another figure, as a share of those that several of them have. */
const mostOdd = 0.02;

/** The days of products with the figures that the others' days tell: weather and footfall are the same for all of them. */
export function withDriversOfDays<T extends { readonly day: Int32Array; readonly drivers?: DriverColumns }>(
  products: readonly T[],
): readonly T[] {
  if (!products.some(({ drivers }) => drivers)) return products;
  const shared = new Map(
    driverRoles.flatMap((role) => {
      const days = sharedFigures(products, role);
      return days ? [[role, days] as const] : [];
    }),
  );
  if (shared.size === 0) return products;
  return products.map((product) => ({
    ...product,
    ...driversBy(product.drivers ?? {}, (values, role) => {
      const days = shared.get(role);
      if (!days?.size || !values.some(Number.isNaN)) return values;
      return values.map((value, t) => (Number.isNaN(value) ? (days.get(product.day[t]!) ?? NaN) : value));
    }),
  }));
}

/** By day the figure that all products have in common; null where they have figures of their own. */
function sharedFigures(
  products: readonly { readonly day: Int32Array; readonly drivers?: DriverColumns }[],
  role: DriverRole,
): Map<number, number> | null {
  const figures = new Map<number, number>();
  let again = 0;
  let odd = 0;
  for (const { day, drivers } of products)
    drivers?.[role]?.forEach((value, t) => {
      if (Number.isNaN(value)) return;
      const known = figures.get(day[t]!);
      if (known === undefined) {
        figures.set(day[t]!, value);
        return;
      }
      again++;
      if (known !== value) odd++;
    });
  return again > 0 && odd <= mostOdd * again ? figures : null;
}

/** Without a blank: no advertising and no event where nothing is written, else what was last known; null where nothing is. [days] */
export function filledDriver(known: Float64Array, role: DriverRole): Float64Array | null {
  const first = known.find((value) => !Number.isNaN(value));
  if (first === undefined) return null;
  if (!known.some(Number.isNaN)) return known;
  // A column that writes its zeros leaves blank what it does not know.
  const isNone = role === 'event' || (role === 'advertising' && !known.includes(0));
  let last = first;
  return known.map((value) => (Number.isNaN(value) ? (isNone ? 0 : last) : (last = value)));
}
