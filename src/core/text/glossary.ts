// What the page's words of the field mean: the one list that tooltips explain terms from and that the glossary shows. Plain words
// first; the formula or the usual name elsewhere after them.

export interface GlossaryEntry {
  readonly term: string;
  /** One to three sentences. */
  readonly meaning: string;
}

export const glossary = {
  bindingRule: {
    term: 'Binding rule',
    meaning:
      'The guardrail that determines the final price: without it the recommendation would be a different price.',
  },
  certainty: {
    term: 'Certainty',
    meaning:
      'The probability that the recommended price earns more than today’s: the share of simulated demand curves, all consistent with your sales, on which it does.',
  },
  dispersion: {
    term: 'Dispersion',
    meaning:
      'How much unit sales vary beyond what price, trend and season explain: their variance over their mean. 1 is pure counting noise (Poisson); a higher value widens every interval.',
  },
  elasticity: {
    term: 'Elasticity',
    meaning:
      'By how many percent unit sales change when the price rises by 1 %. At -2, a 1 % higher price sells about 2 % less. Below -1 a price cut raises revenue; above it, a price rise does.',
  },
  expectedEffect: {
    term: 'Expected effect',
    meaning:
      'The difference between the two prices of a test that the demand model expects, on average per day.',
  },
  fixedPrice: {
    term: 'Best single price',
    meaning:
      'The one price that earns most when it is charged on every day. A policy that reacts to stock, season or rivals is worth having only where it earns more.',
  },
  gain: {
    term: 'Gain',
    meaning:
      'What the recommended price is expected to earn beyond today’s price, per calendar day, on average over the simulated demand curves.',
  },
  gapClosed: {
    term: 'Gap closed',
    meaning:
      'How much of the way from keeping today’s price (0 %) to the optimum (100 %) a policy covers. Negative: it earns less than keeping the price.',
  },
  interval: {
    term: '95 % interval',
    meaning:
      'The range that holds the true value in 95 of 100 cases, if the demand model is right. A wide interval means that the data are not very informative.',
  },
  optimum: {
    term: 'Optimum',
    meaning:
      'What a policy that knows the demand exactly would earn in this market, found by dynamic programming. Nothing can earn more on average.',
  },
  pairDeviation: {
    term: 'Standard deviation of a pair',
    meaning:
      'How much the difference between two neighbouring periods at the same price usually varies. The larger it is, the longer a test takes.',
  },
  power: {
    term: 'Power',
    meaning:
      'The probability that a test of this length detects the effect, if the effect is as large as planned. 80 % is usual.',
  },
  quantityBreaks: {
    term: 'Quantity breaks',
    meaning:
      'Lower prices for larger orders. They look as if a lower price sold more, but do not show how buyers respond to price.',
  },
  support: {
    term: 'Support',
    meaning:
      'Past rows of the file with a price near the recommended one. Without any, expected figures come from the demand curve alone.',
  },
  verdict: {
    term: 'Verdict',
    meaning:
      'Whether the data show how units respond to price: clear, likely, unclear, or suspicious where more seems to sell at higher prices.',
  },
} as const satisfies Record<string, GlossaryEntry>;

export type GlossaryTerm = keyof typeof glossary;
