// A trained policy as one zip, out and in again.
//
// | file              | holds                                                             |
// | ----------------- | ----------------------------------------------------------------- |
// | card.json         | features, ranges, price rule, market, settings, origin, checksums |
// | card.sha256       | the card's own checksum, as sha256sum writes and checks it        |
// | model.json        | the greedy policy as a TensorFlow.js LayersModel                  |
// | weights.bin       | its weights, float32                                              |
// | log-std.bin       | SAC's second head                                                 |
// | model.onnx        | the greedy policy as ONNX                                         |
// | model-prices.onnx | the same with scaling and price rule, where the model has such    |
// | model.safetensors | the weights as PyTorch names and lays them out                    |
// | prices.json       | the suggestions at the time of export                             |
// | README.txt        | how to load the model elsewhere                                   |
//
// The same model gives the same bytes. What comes in is checked before it is trusted: sizes, checksums, shapes,
// finite weights.

import { strFromU8, strToU8 } from 'fflate';

import type { Suggestion } from '../../decisions/suggestion.ts';
import { firstIssue, jsonFrom, named } from '../../incoming/json.ts';
import { sentenceOf } from '../../text/sentence-of.ts';
import { checksum, checksumLine } from '../checksum.ts';
import { onnxFile, safetensorsFile } from './portable-files.ts';

import { suggestionsSchema } from '../../decisions/suggestion-schema.ts';
import { packZip, unpackZip } from '../../incoming/bounded-zip.ts';
import { cardFault } from '../../model/card-fit.ts';
import {
  cardProblem,
  modelFormat,
  modelVersion,
  readableVersions,
  storedCardSchema,
  type ModelCard,
  type StoredCard,
} from '../../model/model-card.ts';
import { actorLayout, weightsProblem } from '../../policy/actor-layout.ts';
import type { NamedWeights } from '../../policy/policy.ts';
import {
  layersModelJson,
  modelFile,
  placedWeights,
  weightBytes,
  weightsFile,
  weightsFrom,
} from './layers-model.ts';
import { modelReadme } from './model-readme.ts';
import { onnxPricerIfAny } from './onnx-pricer.ts';
import { pricesFault } from './prices-fit.ts';

const cardFile = 'card.json';
const cardChecksumFile = 'card.sha256';
const pricesFile = 'prices.json';
const readmeFile = 'README.txt';
const pricerFile = 'model-prices.onnx';

/** A network of 1,024 hidden units takes 5 MB; a price list of 100,000 products about 50. */
const bounds = { maxFiles: 16, maxBytes: 128 * 2 ** 20 };

export interface ModelBundle {
  readonly card: ModelCard;
  /** The actor's weights, of `card.architecture`. */
  readonly weights: NamedWeights;
  /** Prices as they were at export. */
  readonly suggestions: readonly Suggestion[];
}

/**
 * The bundle as the bytes of a zip.
 *
 * @throws Error where card and weights do not belong together or the card could not be read back.
 */
export function writeModelBundle({ card, weights, suggestions }: ModelBundle): Uint8Array {
  const problem =
    cardProblem(card) ?? cardFault(card) ?? weightsProblem(actorLayout(card.architecture), weights);
  if (problem) throw new Error(`The model cannot be exported: ${problem}`);
  const pricer = onnxPricerIfAny(card, weights);
  const content: Record<string, Uint8Array> = {
    [modelFile]: jsonBytes(layersModelJson(card.architecture, card.createdBy)),
    ...weightBytes(card.architecture, weights),
    'model.onnx': onnxFile(card, weights),
    ...(pricer ? { [pricerFile]: pricer } : {}),
    'model.safetensors': safetensorsFile(card, weights),
    [pricesFile]: jsonBytes(suggestions),
    [readmeFile]: strToU8(modelReadme(card, pricer === null ? null : pricerFile)),
  };
  const stored: StoredCard = {
    ...card,
    weights: placedWeights(card.architecture),
    checksums: Object.fromEntries(Object.entries(content).map(([name, bytes]) => [name, checksum(bytes)])),
  };
  const cardBytes = jsonBytes(stored);
  return packZip({
    [cardFile]: cardBytes,
    [cardChecksumFile]: strToU8(checksumLine(cardBytes, cardFile)),
    ...content,
  });
}

/**
 * What a bundle of ours holds.
 *
 * @throws Error "The model cannot be imported: " and why, in words.
 */
export function readModelBundle(bytes: Uint8Array): ModelBundle {
  try {
    return readChecked(unpackZip(bytes, bounds));
  } catch (error) {
    throw new Error(`The model cannot be imported: ${sentenceOf(error)}.`, { cause: error });
  }
}

function readChecked(files: Readonly<Record<string, Uint8Array>>): ModelBundle {
  if (!files[cardFile]) throw new Error(`this zip is not a model of the lab, it holds no ${cardFile}`);
  const {
    weights: places,
    checksums,
    ...card
  } = readCard(jsonFrom(strFromU8(files[cardFile]), `its ${cardFile}`));
  if (card.version > 1) checkCard(files[cardFile], files[cardChecksumFile]);
  for (const [name, expected] of Object.entries(checksums)) {
    const content = files[name];
    if (!content) throw new Error(`it holds no ${name}, which its card lists`);
    if (checksum(content) !== expected)
      throw new Error(
        `${name} is not the one its card describes (its checksum differs): it was changed or damaged`,
      );
  }
  for (const name of [modelFile, weightsFile, ...places.map(({ file }) => file)])
    if (!Object.hasOwn(checksums, name)) throw new Error(`its card gives no checksum of ${name}`);
  const expectedPlaces = placedWeights(card.architecture);
  if (JSON.stringify(places) !== JSON.stringify(expectedPlaces))
    throw new Error('the list of weights in its card does not fit the network of its card');
  const fault = cardFault(card);
  if (fault !== null) throw new Error(fault);
  const weights = weightsFrom(card.architecture, files);
  const problem = weightsProblem(actorLayout(card.architecture), weights);
  if (problem) throw new Error(problem);
  return { card, weights, suggestions: readSuggestions(files[pricesFile], card) };
}

function checkCard(card: Uint8Array, line: Uint8Array | undefined): void {
  if (!line) throw new Error(`it holds no ${cardChecksumFile}`);
  if (strFromU8(line) !== checksumLine(card, cardFile))
    throw new Error(`${cardFile} is not the one ${cardChecksumFile} describes: it was changed or damaged`);
}

function readCard(json: unknown): StoredCard {
  const head = typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  if (head['format'] !== modelFormat)
    throw new Error(`its ${cardFile} is not a card of this lab (${named('format', head['format'])})`);
  if (!readableVersions.includes(head['version']))
    throw new Error(
      `it has ${named('version', head['version'])} of the format, this lab reads up to version ${modelVersion}`,
    );
  const parsed = storedCardSchema().safeParse(json);
  if (!parsed.success) throw new Error(`${cardFile} at ${firstIssue(parsed.error)}`);
  return parsed.data;
}

function readSuggestions(bytes: Uint8Array | undefined, card: ModelCard): Suggestion[] {
  if (!bytes) return [];
  const parsed = suggestionsSchema.safeParse(jsonFrom(strFromU8(bytes), `its ${pricesFile}`));
  if (!parsed.success) throw new Error(`${pricesFile} at ${firstIssue(parsed.error)}`);
  const fault = pricesFault(card, parsed.data);
  if (fault !== null) throw new Error(`its ${pricesFile} ${fault}`);
  return parsed.data;
}

function jsonBytes(value: unknown): Uint8Array {
  return strToU8(`${JSON.stringify(value, null, 1)}\n`);
}
