/** Program and version, as model cards, reports and projects carry it. */
export const program = 'Pricing Lab 0.1.0';
