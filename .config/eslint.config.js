import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// Data flows left to right; imports point right to left: core <- learning <- worker <- store <- views.
const zones = [
  {
    target: './src/core',
    from: ['./src/learning', './src/worker', './src/store', './src/views', './src/headless'],
    message: 'The core stands at the left of the road and imports nothing to its right.',
  },
  {
    target: './src/report',
    from: ['./src/learning', './src/worker', './src/store', './src/views', './src/headless'],
    message: 'What stands in a report is the core and nothing else.',
  },
  {
    target: './src/drawings',
    from: ['./src/learning', './src/worker', './src/store', './src/views', './src/headless'],
    message: 'Page and command line draw these charts alike, from the core alone.',
  },
  {
    target: './src/learning',
    from: ['./src/worker', './src/store', './src/views', './src/headless'],
    message: 'Learning knows only the core; it does not know who listens.',
  },
  {
    target: './src/worker',
    from: ['./src/store', './src/views', './src/headless'],
    message: 'The worker and its client know nothing of the store or the views.',
  },
  {
    target: './src/worker',
    from: './src/learning',
    except: [],
    message: 'Only lab.worker.ts loads learning, so that the page stays small.',
  },
  {
    target: './src/store',
    from: ['./src/learning', './src/views', './src/headless'],
    message: 'The store folds events; it knows neither TensorFlow.js nor layout.',
  },
  {
    target: './src/views',
    from: ['./src/learning', './src/headless'],
    message: 'Views show what the store holds; they do not compute it.',
  },
  {
    target: './src/headless',
    from: ['./src/worker', './src/store', './src/views'],
    message: 'Headless commands use the core and the learner, not the page.',
  },
];

// Within the core, from left to right: what stands together in one row may use one another.
const coreRoad = [
  ['text', 'statistics', 'random.ts', 'counter-random.ts', 'parameter.ts', 'run-to-end.ts'],
  ['incoming'],
  ['files', 'table'],
  ['features'],
  ['demand'],
  ['market'],
  ['agents', 'policy'],
  ['run'],
  ['model'],
  ['decisions'],
  ['exam'],
  ['experiments'],
  ['monitor'],
  ['export'],
].map((row) => row.map((name) => `./src/core/${name}`));

const coreZones = coreRoad.slice(0, -1).flatMap((row, place) =>
  coreRoad
    .slice(place + 1)
    .flat()
    .map((from) => ({
      target: row,
      from,
      message: `Of the core, ${row.map((path) => path.slice('./src/core/'.length)).join(', ')} stand left of this: move what is needed to the left.`,
    })),
);

/** Functions that are long because they are one list, read from top to bottom: the steps of an update, in their order. */
const longLists = [
  'src/learning/agents/sac/sac-program.ts',
  'src/learning/engine/program/network-places.ts',
  'src/learning/engine/wasm/encode.ts',
];

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'node_modules/**',
      'public/**',
      'src/recipes/**', // for other programs, with packages that are not the lab's
      'test-results/**',
      'playwright-report/**',
      'src/learning/engine/wasm/assembly/**', // AssemblyScript, not TypeScript
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { project: ['./tsconfig.json'], tsconfigRootDir: `${import.meta.dirname}/..` },
    },
    plugins: { 'import-x': importX, 'react-hooks': reactHooks },
    settings: { 'import-x/resolver': { node: { extensions: ['.ts', '.tsx', '.js'] } } },
    rules: {
      ...reactHooks.configs.recommended.rules,
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // How a feature of the store adds its part to the whole: `interface LabState extends FileState {}`.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'import-x/no-restricted-paths': ['error', { basePath: `${import.meta.dirname}/..`, zones }],
      'import-x/no-default-export': 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/worker/lab.worker.ts', 'src/worker/**/*.test.ts'],
    rules: {
      'import-x/no-restricted-paths': [
        'error',
        {
          basePath: `${import.meta.dirname}/..`,
          zones: zones.filter((zone) => !(zone.target === './src/worker' && zone.from === './src/learning')),
        },
      ],
    },
  },
  {
    // Its tests read files as the command does.
    files: ['src/report/**/*.test.ts'],
    rules: {
      'import-x/no-restricted-paths': [
        'error',
        {
          basePath: `${import.meta.dirname}/..`,
          zones: zones.filter(({ target }) => target !== './src/report'),
        },
      ],
    },
  },
  {
    // Tests may walk the road to its end.
    files: ['src/core/**/*.ts'],
    ignores: ['src/core/**/*.test.ts'],
    rules: {
      'import-x/no-restricted-paths': [
        'error',
        { basePath: `${import.meta.dirname}/..`, zones: [...zones, ...coreZones] },
      ],
    },
  },
  {
    files: ['src/core/**/*.ts'],
    ignores: ['src/core/**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['@tensorflow/*', 'react', 'react-dom', '@mantine/*', 'zustand', 'recharts', 'node:*'],
              message: 'The core knows no TensorFlow.js, React, DOM or platform.',
            },
          ],
        },
      ],
      'no-restricted-globals': [
        'error',
        ...['window', 'document', 'performance', 'setTimeout', 'setInterval', 'process', 'fetch'].map(
          (name) => ({
            name,
            message: 'The core knows no DOM, no platform and no clock.',
          }),
        ),
      ],
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'Use core/random.ts: a run is repeatable from its seed.',
        },
        { object: 'Date', property: 'now', message: 'The core knows no clock.' },
      ],
    },
  },
  {
    files: ['src/views/**/*.{ts,tsx}', 'src/store/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['@tensorflow/*'], message: 'Only the lab worker loads TensorFlow.js.' }] },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'e2e/**/*.ts', '.config/*.ts'],
    ignores: ['**/*.test.{ts,tsx}', '**/*.spec.ts', ...longLists],
    rules: {
      'max-lines-per-function': ['error', { max: 100, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['vite.config.ts', '.config/*.{ts,js}'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  {
    files: ['src/headless/**/*.ts', 'e2e/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
);
