// A catalogue on its way through the worker, with progress, until it is done or aborted.
//
// The result grows as blobs, which the browser keeps outside the page's and the worker's memory and on disk when they
// are large; the worker holds no more than one blob's worth of lines.

import { byteSource } from './file-byte-source.ts';
import { abortError, type CallContext } from './calls.ts';
import type { Scheduling } from './in-slices.ts';
import type { LoadedModel } from './loaded-model.ts';
import type { ModelCalls, PricedCatalogue } from './protocol/models-protocol.ts';

type Call = ModelCalls['priceCatalogue'];

const reportEveryMs = 250;
/** Bytes gathered before they become a blob. */
const blobLength = 1 << 21;

/** @throws Error in a sentence where the model or the file is refused; an AbortError. */
export async function pricedCatalogue(
  model: LoadedModel,
  { source, guardrails, advice }: Call['args'],
  { signal, progress }: CallContext<Call['progress']>,
  { yieldToEventLoop, now }: Scheduling,
): Promise<PricedCatalogue> {
  const parts = model.catalogue(byteSource(source), guardrails, advice);
  const blobs: Blob[] = [];
  let gathered: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  let lastReport = now();
  try {
    for (;;) {
      const next = await parts.next();
      if (signal.aborted) throw abortError();
      if (next.done) {
        if (!next.value) throw new Error('internal: a catalogue ended without its counts');
        const file = new Blob([...blobs, ...gathered], { type: 'text/csv;charset=utf-8' });
        return { fileName: resultName(source.name), file, outcome: next.value };
      }
      const { csv, ...counted } = next.value;
      gathered.push(csv);
      length += csv.length;
      if (length >= blobLength) {
        blobs.push(new Blob(gathered));
        gathered = [];
        length = 0;
      }
      if (now() - lastReport >= reportEveryMs) {
        progress(counted);
        lastReport = now();
      }
      await yieldToEventLoop();
    }
  } finally {
    await parts.return(undefined);
  }
}

function resultName(fileName: string): string {
  return `${fileName.replace(/\.[^.]*$/, '')}-prices.csv`;
}
