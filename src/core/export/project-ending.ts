/** The ending of a project's file. */
export const projectEnding = '.pricinglab';
