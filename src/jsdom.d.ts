/** What is used of jsdom, which brings no types. */
declare module 'jsdom' {
  export class JSDOM {
    constructor(
      html: string,
      options?: { readonly runScripts?: 'dangerously'; readonly pretendToBeVisual?: boolean },
    );
    readonly window: Window & typeof globalThis;
  }
}
