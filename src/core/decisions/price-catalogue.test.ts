import fc from 'fast-check';
import { gzipSync, strToU8, zipSync } from 'fflate';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';

import { workbookOf } from '../files/workbook-fixture.ts';
import { referenceMarket } from '../market/demand/reference-market.ts';
import { createModelCard } from '../model/create-model-card.ts';
import type { ModelCard } from '../model/model-card.ts';
import type { Policy } from '../policy/policy.ts';
import { settingsFrom } from '../run/run-settings.ts';
import { type ByteSource, memorySource } from '../table/byte-source.ts';
import { defaultGuardrails } from './guardrails/guardrail-list.ts';
import { noMoves } from './recent-days.ts';
import { priceCatalogue, type CatalogueOutcome, type CataloguePart } from './price-catalogue.ts';
import type { AdviceChoices } from './suggest-price.ts';
import { catalogueSlices, readCatalogue, readSlice, type CatalogueRow } from './read-catalogue.ts';
import { RowMarket, rowVerdict } from './row-market.ts';

const architecture = {
  agent: 'ddpg',
  observationSize: 8,
  actionSize: 1,
  hidden: [4, 4],
  inputNorm: false,
  layerNorm: false,
  layerNormEpsilon: 1e-5,
  logStdRange: [-5, 2],
} as const;

/** A policy that always raises by 10 %: action 0.2 of a largest daily change of a half. */
const policy: Policy = {
  architecture,
  weights: {},
  act: (_, count) => new Float32Array(count).fill(0.2),
  explore: (_, count) => new Float32Array(count).fill(0.2),
};
const card = createModelCard(
  {
    createdBy: 'a test',
    settings: settingsFrom({ market: 'demand' }),
    setup: { kind: 'demand', products: [{ name: 'Reference', parameters: referenceMarket }] },
    data: null,
    backend: 'cpu',
  },
  { snapshot: { architecture, weights: {} }, step: 1, updates: 1, bestReturn: 1, evaluationEpisodes: 1 },
);

const source = (text: string, pieceBytes?: number) =>
  memorySource('catalogue.csv', new TextEncoder().encode(text), pieceBytes);

const rowsOf = (text: string, pieceBytes?: number) => rowsIn(source(text, pieceBytes));

async function rowsIn(file: ByteSource) {
  const rows: CatalogueRow[] = [];
  const problems: string[] = [];
  for await (const piece of readCatalogue(file)) {
    rows.push(...piece.rows);
    problems.push(...piece.problems.map(({ message }) => message));
  }
  return { rows, problems };
}

const textOf = (parts: readonly CataloguePart[]) =>
  new TextDecoder().decode(Buffer.concat(parts.map(({ csv }) => csv)));

async function priced(
  text: string,
  pieceBytes?: number,
  model: ModelCard = card,
  minMarginPercent = 5,
  advice: AdviceChoices = {},
) {
  const guardrails = { ...defaultGuardrails, all: { ...defaultGuardrails.all, minMarginPercent } };
  const parts = priceCatalogue(source(text, pieceBytes), { policy, card: model }, guardrails, advice);
  const seen: CataloguePart[] = [];
  let outcome: CatalogueOutcome | undefined;
  for (;;) {
    const next = await parts.next();
    if (next.done) {
      outcome = next.value;
      break;
    }
    seen.push(next.value);
  }
  const csv = textOf(seen);
  const { data } = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true });
  return { lines: data, csv, parts: seen, outcome: outcome! };
}

describe('catalogueSlices', () => {
  test('rows cut into slices and read one slice at a time are those read in one go', async () => {
    const cell = fc.oneof(
      fc.constantFrom('tea', '"tea, green"', '"two\nlines"', '"said ""so"""', '5" pipe', '', ' oolong '),
      fc.stringMatching(/^[a-z ]{0,8}$/),
    );
    const line = fc.tuple(cell, cell, fc.constantFrom('12.5', '9,99', '', 'n/a', '3'));
    const drawn = fc.record({
      before: fc.constantFrom('', 'sep=;\n'),
      lines: fc.array(
        line.map((cells) => cells.join(';')),
        { maxLength: 60 },
      ),
      lineEnd: fc.constantFrom('\n', '\r\n'),
      isClosed: fc.boolean(),
      pieceBytes: fc.integer({ min: 9, max: 400 }),
      least: fc.integer({ min: 1, max: 900 }),
    });
    await fc.assert(
      fc.asyncProperty(drawn, async ({ before, lines, lineEnd, isClosed, pieceBytes, least }) => {
        const plain = `${before}id;name;price\nx;x;1\n${lines.join('\n')}${isClosed ? '\n' : ''}`;
        const file = source(plain.replaceAll('\n', lineEnd), pieceBytes);
        const sliced = await outcomeOf(slicedRows(file, least));
        expect(sliced).toEqual(await outcomeOf(rowsIn(file)));
      }),
    );
  });

  test('a quotation mark that is never closed is named by its row', async () => {
    const text = `id,price\n${'a,1\n'.repeat(50)}"b,2\nc,3\n`;
    const sentence = 'Row 52 opens a cell with a quotation mark that is never closed';
    await expect(slicedRows(source(text, 40), 60)).rejects.toThrow(sentence);
    await expect(rowsOf(text, 40)).rejects.toThrow(sentence);
  });

  async function slicedRows(file: ByteSource, least: number) {
    const rows: CatalogueRow[] = [];
    const problems: string[] = [];
    for await (const slice of catalogueSlices(file, least))
      for (const piece of readSlice(slice)) {
        rows.push(...piece.rows);
        problems.push(...piece.problems.map(({ message }) => message));
      }
    return { rows, problems };
  }

  const outcomeOf = (reading: Promise<unknown>) => reading.catch((error: unknown) => String(error));
});

describe('readCatalogue', () => {
  test('headers by their synonyms, numbers as people write them', async () => {
    const { rows } = await rowsOf(
      'sku;Unit Price;cost;Elasticity;units per day\n007;"1.299,50";800,25;-1,5;3\n',
    );
    expect(rows).toEqual([
      {
        productId: '007',
        productName: '007',
        category: null,
        price: 1299.5,
        cost: 800.25,
        elasticity: -1.5,
        elasticityError: null,
        dailyUnits: 3,
        inventory: null,
        competitorPrice: null,
        moves: noMoves,
      },
    ]);
  });

  test('a bad row is reported by row and column, and the rest is read', async () => {
    const { rows, problems } = await rowsOf(
      'Product ID,Price,Cost,Inventory\na,10,6,5\nb,n/a,6,5\nc,-3,6,5\n,10,6,5\n\ne,10,cheap,5\nf,10,,\ng,0,1,1\n',
    );
    expect(rows.map(({ productId }) => productId)).toEqual(['a', 'f']);
    expect(rows[1]).toMatchObject({ cost: null, inventory: null });
    expect(problems).toEqual([
      'Row 3, column "Price": expected a positive number, got "n/a"',
      'Row 4, column "Price": expected a positive number, got "-3"',
      `Row 5, column "Product ID": expected a product's id, got nothing`,
      'Row 7, column "Cost": expected a number of at least 0, got "cheap"',
      'Row 9, column "Price": expected a positive number, got "0"',
    ]);
  });

  test('pieces of any size give the same rows', async () => {
    const lines = Array.from({ length: 200 }, (_, i) => `p${i},"name, ${i}",${(i + 1) / 4}`);
    const text = `Product ID,Product Name,Price\r\n${lines.join('\r\n')}\r\n`;
    const whole = await rowsOf(text);
    expect(whole.rows).toHaveLength(200);
    expect(await rowsOf(text, 7)).toEqual(whole);
  });

  test('a workbook and packed files give the rows that their text gives', async () => {
    const text = 'Product ID,Product Name,Price,Cost\na,"Tea, green",10.5,6\nb,Cocoa,8,\nc,Mate,n/a,2\n';
    const plain = await rowsOf(text);
    expect(plain.rows).toHaveLength(2);
    expect(plain.problems).toHaveLength(1);
    const table = [
      ['Product ID', 'Product Name', 'Price', 'Cost'],
      ['a', 'Tea, green', 10.5, 6],
      ['b', 'Cocoa', 8, ''],
      ['c', 'Mate', 'n/a', 2],
    ];
    const packed = {
      'catalogue.xlsx': workbookOf({ Catalogue: table }),
      'catalogue.csv.gz': gzipSync(strToU8(text)),
      'catalogue.zip': zipSync({ 'catalogue.csv': strToU8(text) }),
    };
    for (const [name, bytes] of Object.entries(packed))
      expect(await rowsIn(memorySource(name, bytes)), name).toEqual(plain);
  });

  test('a packed file counts its bytes up to its own size', async () => {
    const lines = Array.from({ length: 30_000 }, (_, i) => `p${i},${(i % 90) + 1}`);
    const file = memorySource('catalogue.csv.gz', gzipSync(strToU8(`sku,price\n${lines.join('\n')}`)));
    const read: number[] = [];
    let rows = 0;
    for await (const piece of readCatalogue(file)) {
      read.push(piece.bytesRead);
      rows += piece.rows.length;
    }
    expect(rows).toBe(30_000);
    expect(read).toEqual([...read].sort((a, b) => a - b));
    expect(read[0]!).toBeGreaterThan(0);
    expect(read.at(-1)).toBe(file.size);
  });

  test('a header below title lines is found, and rows keep their numbers', async () => {
    const { rows, problems } = await rowsOf(
      'Preisliste;;\nStand: 01.03.2025;;\n;;\nArtikelnummer;Bezeichnung;Preis\n4711;Tee;1.249,50\n4712;Kakao;-1\n',
    );
    expect(rows).toMatchObject([{ productId: '4711', productName: 'Tee', price: 1249.5 }]);
    expect(problems).toEqual(['Row 6, column "Preis": expected a positive number, got "-1"']);
  });

  test('what is no catalogue is refused in words', async () => {
    await expect(rowsOf('')).rejects.toThrow('"catalogue.csv" is empty');
    await expect(rowsOf('name,amount\nx,1\n')).rejects.toThrow(
      '"catalogue.csv" has the columns "name", "amount", but none that names "Product ID" and "Price".',
    );
  });
});

describe('RowMarket', () => {
  const row: CatalogueRow = {
    productId: 'a',
    productName: 'A',
    category: 'tea',
    price: 20,
    cost: null,
    elasticity: null,
    elasticityError: null,
    dailyUnits: 30,
    inventory: null,
    competitorPrice: null,
    moves: noMoves,
  };

  test('what a row leaves out is assumed as in a calibrated market', () => {
    const parameters = new RowMarket(referenceMarket).of(row);
    // 60 % of 20; a third of 30 units on 30 days
    expect(parameters).toMatchObject({
      referencePrice: 20,
      unitCost: 12,
      elasticity: -1.5,
      elasticityError: 1,
      initialInventory: 300,
    });
    expect(rowVerdict(row)).toBe('cannotTell');
  });

  test('an elasticity with its error has its verdict', () => {
    const verdictOf = (elasticity: number, elasticityError: number | null) =>
      rowVerdict({ ...row, elasticity, elasticityError });
    expect(verdictOf(-2, 0.3)).toBe('answers'); // -2.6 to -1.4
    expect(verdictOf(-2, null)).toBe('leans'); // -3.0 to -1.0
    expect(verdictOf(-0.5, 0.3)).toBe('cannotTell'); // -1.1 to 0.1
    expect(verdictOf(1, 0.3)).toBe('suspicious'); // 0.4 to 1.6
  });
});

describe('priceCatalogue', () => {
  const head = 'Product ID,Category,Price,Cost,Elasticity,Elasticity Error,Daily Units,Inventory\n';

  test('each readable row gets its line, with what the price is expected to bring', async () => {
    const { lines, outcome } = await priced(`${head}a,tea,20,10,-2,0.2,100,1000\nb,tea,,1,-2,0.2,1,1\n`);
    expect(lines).toHaveLength(1);
    // 1,000 in stock are 33 a day, a third of what sells at 20.00: as far up as the rules allow, 15 %.
    // 100 * 1.15 ^ -2 = 75.6144 units, each with a margin of 13
    expect(lines[0]).toMatchObject({
      product_id: 'a',
      recommended_price: '23',
      change_percent: '15',
      expected_units_at_recommended: '75.6144',
      expected_profit_at_recommended: '982.99',
      verdict: 'answers',
    });
    const [low, high] = [lines[0]!['units_at_recommended_low'], lines[0]!['units_at_recommended_high']].map(
      Number,
    );
    // 1.15 ^ -2.39 = 0.716 and 1.15 ^ -1.61 = 0.799
    expect(low).toBeCloseTo(71.6, 0);
    expect(high).toBeCloseTo(79.9, 0);
    expect(outcome.counts).toMatchObject({ priced: 1, up: 1, down: 0, refused: 1 });
    expect(outcome.problems).toEqual([
      { row: 3, message: 'Row 3, column "Price": expected a positive number, got nothing' },
    ]);
  });

  test('a price rests after the change that the file tells of', async () => {
    const all = { ...defaultGuardrails.all, restDays: 7 };
    const text = 'sku,price,cost,elasticity,Days Since Change\na,10,6,-3,2\nb,10,6,-3,30\nc,10,6,-3,\n';
    const parts = priceCatalogue(source(text), { policy, card }, { ...defaultGuardrails, all });
    const first = [(await parts.next()).value, (await parts.next()).value] as CataloguePart[];
    const { data } = Papa.parse<Record<string, string>>(textOf(first), { header: true });
    const without = (await priced(text)).lines;
    const prices = (lines: readonly Record<string, string>[]) =>
      lines.slice(0, 3).map((line) => Number(line['recommended_price']));
    expect(prices(without)[0]).not.toBe(10);
    expect(prices(data)).toEqual([10, ...prices(without).slice(1)]);
  });

  test('counts say what became of the products', async () => {
    const rows = [
      'up,t,20,10,-2,0.2,9,9',
      'floor,t,21,19,-60,0.2,9,', // most profit at 19 * 60 / 59 = 19.32, but 15 % of margin needs 22.36, above today's
      'none,t,20,25,-2,0.2,9,9', // cost beyond the largest change
      'costless,t,20,,-2,0.2,9,9',
    ];
    const { outcome } = await priced(head + rows.join('\n'), undefined, card, 15);
    expect(outcome.counts).toEqual({
      priced: 4,
      up: 2,
      down: 0,
      unchanged: 1,
      over20Percent: 0,
      atFloor: 1,
      infeasible: 1,
      costMissing: 1,
      refused: 0,
    });
  });

  test('costs that are assumed fill in for those a row leaves out, and decide what is counted in', async () => {
    const text = 'product_id,category,price,cost\nA,Tea,10,\nB,Tea,10,4\nC,Oil,10,\n';
    const costs = {
      all: { kind: 'margin', percent: 30 },
      categories: { Oil: { kind: 'cost', amount: 6 } },
      products: {},
    } as const;
    const counted = async (advice?: AdviceChoices) => {
      const { lines, outcome } = await priced(text, undefined, card, 5, advice);
      return { missing: outcome.counts.costMissing, objectives: lines.map((row) => row['objective']) };
    };
    expect(await counted()).toEqual({ missing: 2, objectives: ['revenue', 'revenue', 'revenue'] });
    expect(await counted({ costs })).toEqual({ missing: 0, objectives: ['profit', 'profit', 'profit'] });
  });

  test('many products come in parts, in order, under one header, and the same however the bytes come', async () => {
    const text =
      head + Array.from({ length: 1000 }, (_, i) => `p${i},t,${10 + (i % 7)},6,-2,0.2,9,9`).join('\n');
    const whole = await priced(text);
    expect(whole.lines.map((line) => line['product_id'])).toEqual(
      Array.from({ length: 1000 }, (_, i) => `p${i}`),
    );
    expect(whole.parts.length).toBeGreaterThan(3);
    expect(whole.parts.at(-1)).toMatchObject({ bytesRead: text.length, bytesTotal: text.length });
    expect((await priced(text, 900)).csv).toBe(whole.csv);
  });

  test('whoever stops asking stops the reading', async () => {
    let pieces = 0;
    const bytes = new TextEncoder().encode(`${head}${'a,t,20,10,-2,0.2,9,9\n'.repeat(60_000)}`);
    const counted = {
      ...memorySource('big.csv', bytes),
      async *chunks() {
        for await (const piece of memorySource('big.csv', bytes, 1 << 16).chunks()) {
          pieces += 1;
          yield piece;
        }
      },
    };
    const parts = priceCatalogue(counted, { policy, card }, defaultGuardrails);
    await parts.next(); // the header
    await parts.next();
    await parts.return(undefined);
    expect((await parts.next()).done).toBe(true);
    expect(pieces).toBeLessThan(10); // the head and the first piece, of twenty
  });

  test('a header alone gives a header alone; a model of the history market is refused', async () => {
    expect((await priced(head)).csv.split('\r\n')).toHaveLength(2);
    const history = { ...card, market: 'history' } as unknown as ModelCard;
    await expect(priced(head, undefined, history)).rejects.toThrow(
      'This model was trained in the history market',
    );
  });
});
