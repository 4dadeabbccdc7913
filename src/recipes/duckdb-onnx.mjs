// Prices of an exported model beside SQL: DuckDB makes raw columns of a file, ONNX Runtime scores them, DuckDB writes Parquet.
//
// usage: node duckdb-onnx.mjs prices.onnx card.json map.csv OUT.parquet
//
// `prices.onnx` and `card.json` are what `lab export` wrote, `map.csv` is what `lab policy-map` did: its prices are computed here
// once more and compared. Needs the packages @duckdb/node-api and onnxruntime-web.

import { readFile } from 'node:fs/promises';

import { DuckDBInstance } from '@duckdb/node-api';
import * as ort from 'onnxruntime-web';

const [modelPath, cardPath, mapPath, outPath] = process.argv.slice(2);
const card = JSON.parse(await readFile(cardPath, 'utf8'));
const { referencePrice, initialInventory, rivalPrice } = card.products[0].parameters;
const quoted = (text) => `'${text.replaceAll("'", "''")}'`;

const db = await (await DuckDBInstance.create(':memory:')).connect();
await db.run(`
  CREATE TABLE states AS
  SELECT row_number() OVER () - 1 AS place,
         ${referencePrice}::FLOAT AS current_price,
         (${initialInventory} * "stock left (share)")::FLOAT AS inventory,
         ("day of the episode" - 1)::FLOAT AS day,
         ${rivalPrice}::FLOAT AS rival_price,
         price AS price_of_the_lab
  FROM read_csv(${quoted(mapPath)})`);

const inputs = ['current_price', 'inventory', 'day', 'rival_price'];
const rows = await db.runAndReadAll(`SELECT ${inputs.join(', ')} FROM states ORDER BY place`);
const columns = rows.getColumns();
const session = await ort.InferenceSession.create(new Uint8Array(await readFile(modelPath)));
const feeds = Object.fromEntries(
  inputs.map((name, i) => [
    name,
    new ort.Tensor('float32', Float32Array.from(columns[i]), [rows.currentRowCount, 1]),
  ]),
);
const { price } = await session.run(feeds);

await db.run('CREATE TABLE priced (place BIGINT, price DOUBLE)');
const appender = await db.createAppender('priced');
price.data.forEach((each, place) => {
  appender.appendBigInt(BigInt(place));
  appender.appendDouble(each);
  appender.endRow();
});
appender.closeSync();
await db.run(`COPY (SELECT * FROM states JOIN priced USING (place)) TO ${quoted(outPath)} (FORMAT parquet)`);
const [said] = (
  await db.runAndReadAll(`
    SELECT format('{} prices from {:.2f} to {:.2f}, at most {:.1e} off the lab''s',
                  count(*), min(price), max(price), max(abs(price - price_of_the_lab)))
    FROM read_parquet(${quoted(outPath)})`)
).getRows();
console.log(said[0]);
