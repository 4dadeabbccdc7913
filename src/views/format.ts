// The formats of the whole lab, where views look for them.

export * from '../core/text/format.ts';
