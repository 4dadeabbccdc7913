/** `values` without the entry `name`, the others in their order. */
export function without<T extends object, K extends keyof T & string>(values: T, name: K): Omit<T, K> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name)) as Omit<T, K>;
}
