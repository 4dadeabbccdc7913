// Prices that were typed for single products, and the products that were named.

import type { Dataset } from '../core/table/dataset.ts';

/** `TEA-1=4.20` as a price by product id. @throws Error in one sentence for what is none, or no product. */
export function typedPrices(
  command: string,
  option: string,
  typed: readonly string[],
  dataset: Dataset,
): Record<string, number> {
  const prices = typed.map((text): [string, number] => {
    const at = text.lastIndexOf('=');
    const price = Number(text.slice(at + 1));
    if (at < 1 || !(price > 0) || !Number.isFinite(price))
      throw new Error(`${command}: --${option} is like PRODUCT=4.20, got "${text}"`);
    return [productNamed(command, option, text.slice(0, at), dataset), price];
  });
  return Object.fromEntries(prices);
}

/** The id of a product by its id or name. @throws Error in one sentence where the file has none like it. */
export function productNamed(
  command: string,
  option: string,
  text: string,
  { histories, fileName }: Dataset,
): string {
  const wanted = text.trim();
  const found = histories.find(({ product }) => product.id === wanted || product.name === wanted);
  if (!found) throw new Error(`${command}: --${option}: ${fileName} has no product "${wanted}"`);
  return found.product.id;
}
