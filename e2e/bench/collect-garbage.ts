// A full collection of JavaScript's garbage, without starting Node in a special way.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');

/** Collects now; what the collector defers (buffers outside the heap) needs a second and a turn of the event loop. */
export const collectGarbage = runInNewContext('gc') as () => void;
