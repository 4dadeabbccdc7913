// The state of the page: what is read, what is set, what runs, what came out. Plain data; the views read it through
// selectors and change it only through `LabActions`. Each feature (`features/`) declares its part where it is made.

/* eslint-disable @typescript-eslint/no-empty-object-type -- filled by declaration merging: features and sections add to them */

/** All that the features hold. */
export interface LabState {}

/** All that can be done with it. */
export interface LabActions {}

/**
 * Each section's folder in `views` adds its id here, so that it is written once.
 *
 * @public Merged with by declaration, which no import shows.
 */
export interface SectionIds {}
export type SectionId = keyof SectionIds;

export type LabStore = LabState & { readonly actions: LabActions };
