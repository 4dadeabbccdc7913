// The products of a file, numbered in the order of their first row: by their key, and by what splits them into series.

import { currencySign } from '../files/currency-signs.ts';
import type { ReadPlan } from '../files/read-plan.ts';
import { sizedName, sizeIn } from '../files/size-in-cell.ts';
import { isTotalWord } from '../files/vocabulary.ts';
import { ownCopy } from '../text/own-copy.ts';
import type { ProductInfo } from './dataset.ts';
import { cellExample, type FindingCollector } from './findings.ts';
import { keyText, ungarbled } from './key-text.ts';

export class ProductDictionary {
  readonly infos: ProductInfo[] = [];
  readonly #headers: readonly string[];
  readonly #findings: FindingCollector;
  readonly #plan: ReadPlan;
  readonly #splits: readonly number[];
  readonly #idIndex: number;
  readonly #nameIndex: number;
  readonly #categoryIndex: number;
  readonly #onlyProduct: string;
  readonly #products = new Map<string, number>();
  /** Products by cells that are keys as they stand, so that a key is cleaned once and not in every row. */
  readonly #plainKeys = new Map<string, number>();
  #keyAbove = '';
  #lastKey = '';
  #lastProduct = -1;

  /** A file without a column of products is one, named as the file is. */
  constructor(headers: readonly string[], plan: ReadPlan, fileName: string, findings: FindingCollector) {
    const { mapping } = plan;
    this.#headers = headers;
    this.#findings = findings;
    this.#plan = plan;
    this.#splits = plan.splits;
    this.#idIndex = mapping.productId ?? mapping.productName ?? -1;
    this.#nameIndex = mapping.productName ?? -1;
    this.#categoryIndex = mapping.category ?? -1;
    this.#onlyProduct = fileName.replace(/\.[^.]+$/, '') || fileName;
  }

  /** Keeps the product that a row above its days names; whether the row holds nothing else. */
  noteKey(row: readonly string[]): boolean {
    const key = keyText(row[this.#idIndex] ?? '');
    if (key === '' || isTotalWord(key)) return false;
    this.#keyAbove = key;
    return row.every((cell, column) => column === this.#idIndex || cell.trim() === '');
  }

  /** The row's product as an index, -1 where its key is blank. */
  productOf(row: readonly string[], fileRow: number): number {
    if (this.#splits.length > 0 || this.#plan.splitsByCurrencySign) return this.#seriesOf(row, fileRow);
    if (this.#idIndex < 0) return this.#productFor(this.#onlyProduct, row);
    const cell = row[this.#idIndex] ?? '';
    if (cell === this.#lastKey && cell !== '' && this.#lastProduct >= 0) return this.#lastProduct;
    const plain = this.#plainKeys.get(cell);
    if (plain !== undefined) {
      this.#keyAbove = cell;
      this.#lastKey = cell;
      this.#lastProduct = plain;
      return plain;
    }
    const key = this.#keyIn(row, fileRow);
    if (key === '') return -1;
    this.#lastProduct = this.#productFor(key, row);
    this.#lastKey = cell;
    if (key === cell) this.#plainKeys.set(ownCopy(cell), this.#lastProduct);
    return this.#lastProduct;
  }

  /** The product's key as it is meant; '' with a finding where the row has none. */
  #keyIn(row: readonly string[], fileRow: number): string {
    let key = keyText(row[this.#idIndex] ?? '');
    if (key === '' && this.#plan.fillsProductDown) key = this.#keyAbove;
    if (key !== '') {
      const mended = ungarbled(key);
      if (mended !== null) {
        const garbled = key;
        this.#findings.add(
          {
            kind: 'garbled-name',
            severity: 'repaired',
            found: 'Names garbled by a wrong encoding (UTF-8 read as Windows-1252)',
            done: 'Corrected',
          },
          fileRow,
          () => `Row ${fileRow}: "${garbled}" is "${mended}"`,
        );
        key = mended;
      }
      this.#keyAbove = key;
      return key;
    }
    const header = this.#headers[this.#idIndex]!;
    this.#findings.add(
      {
        kind: 'missing-product',
        severity: 'attention',
        found: `No product in "${header}"`,
        done: 'Rows left out',
      },
      fileRow,
      () => cellExample(fileRow, header, 'a product', ''),
    );
    return '';
  }

  /** A product in one of the values that split it: store, region, currency. */
  #seriesOf(row: readonly string[], fileRow: number): number {
    const key = this.#idIndex < 0 ? this.#onlyProduct : this.#keyIn(row, fileRow);
    if (key === '') return -1;
    const series: Record<string, string> = {};
    for (const column of this.#splits)
      series[this.#headers[column]!] = ownCopy((row[column] ?? '').trim() || '(blank)');
    if (this.#plan.splitsByCurrencySign)
      series.Currency = currencySign(row[this.#plan.mapping.price!] ?? '') || '(none)';
    const id = [key, ...Object.values(series)].join(' · ');
    return this.#products.get(id) ?? this.#addProduct(id, row, { key: ownCopy(key), series });
  }

  #productFor(key: string, row: readonly string[]): number {
    return this.#products.get(key) ?? this.#addProduct(ownCopy(key), row, null);
  }

  #addProduct(
    id: string,
    row: readonly string[],
    split: { readonly key: string; readonly series: Readonly<Record<string, string>> } | null,
  ): number {
    const given = this.#nameIndex < 0 ? '' : keyText(row[this.#nameIndex] ?? '');
    const name = this.#withSize(ungarbled(given) ?? given, row);
    const category = this.#categoryIndex < 0 ? '' : (row[this.#categoryIndex] ?? '').trim();
    const values = split ? Object.values(split.series).join(' · ') : '';
    this.#products.set(id, this.infos.length);
    this.infos.push({
      id,
      name: name === '' || name === split?.key ? id : split ? `${name} · ${values}` : ownCopy(name),
      category: category === '' ? null : ownCopy(category),
      ...(split ?? {}),
    });
    return this.infos.length - 1;
  }

  /** A name with the size that the file has a column for. */
  #withSize(name: string, row: readonly string[]): string {
    const { size } = this.#plan;
    if (size === undefined || name === '') return name;
    const said = sizeIn(this.#headers[size]!, row[size] ?? '');
    return said === null ? name : sizedName(name, said);
  }
}
