// Property tests draw the same cases in every run, so that a run tells about the code and not about its luck.
// `PROPERTY_SEED=7 npx vitest run` looks elsewhere.

import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 1) });
