// What a verdict asks for, shared by the verdict and the experiment that would change it.

/** 97.5 % quantile of the standard normal. */
export const z975 = 1.959963984540054;
/** An interval at least this wide leans, but does not answer. */
export const widestAnswer = 1.5;
/** Different prices paid: two cannot tell a response to price from whatever else changed with it. */
export const fewestPrices = 3;
/** Variance inflation of log price above which price and season are too entangled. */
export const largestInflation = 5;
