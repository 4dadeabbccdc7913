// What a verdict asks for (design section 4), shared by the verdict and the experiment that would change it.

/** 97.5 % quantile of the standard normal. */
export const z975 = 1.959963984540054;
/** An interval at least this wide leans, but does not answer. */
export const widestAnswer = 1.5;
export const fewestPrices = 3;
/** Variance inflation of log price above which price and season are too entangled. */
export const largestInflation = 5;
