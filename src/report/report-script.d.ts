/** The text of `answer-back.ts`, bundled. */
declare module 'virtual:report-script' {
  const script: string;
  // eslint-disable-next-line import-x/no-default-export
  export default script;
}
