// Whose prices are shown: those of the loaded file, or of another one that the model was trained on. Pure, so that
// the wording is tested.

export interface PricesOrigin {
  readonly origin: 'run' | 'import';
  /** The file the model was trained on; null for a market with typed-in parameters. */
  readonly trainedOn: { readonly fileName: string; readonly fingerprint: string } | null;
  /** The file in Data now; null for none. */
  readonly loaded: { readonly fileName: string; readonly fingerprint: string } | null;
}

export interface PricesNotice {
  readonly title: string;
  readonly sentence: string;
}

/** What must be said before the prices are read; null where they are plainly those of the loaded file. */
export function whosePrices({ origin, trainedOn, loaded }: PricesOrigin): PricesNotice | null {
  if (isSameFile(trainedOn, loaded)) return null;
  const kept = origin === 'import' ? ' The prices and guardrails below are those it was exported with.' : '';
  if (trainedOn === null) {
    if (loaded === null && origin === 'run') return null;
    return {
      title: 'These prices are for a market without a file',
      sentence:
        `The model was trained in a simulated market with typed-in parameters` +
        `${loaded === null ? '' : `, not on ${loaded.fileName}`}.${kept}` +
        `${loaded === null ? '' : ` Train on ${loaded.fileName} for its prices.`}`,
    };
  }
  if (loaded === null)
    return {
      title: `These prices are for ${trainedOn.fileName}, which is not loaded`,
      sentence:
        origin === 'import'
          ? `These prices and guardrails are those the model was exported with. Load ${trainedOn.fileName} in Data to recompute the prices.`
          : `The model was trained on ${trainedOn.fileName} in this tab.`,
    };
  const sameName = trainedOn.fileName === loaded.fileName;
  return {
    title: sameName
      ? `These prices are for another version of ${loaded.fileName}`
      : `These prices are for ${trainedOn.fileName}, not for the loaded ${loaded.fileName}`,
    sentence: sameName
      ? `The model was trained on a file of that name with other content (fingerprint ${short(trainedOn.fingerprint)}, loaded ${short(loaded.fingerprint)}).${kept} Train again for prices from the loaded one.`
      : `The model was trained on ${trainedOn.fileName}.${kept} Load that file again, or train on ${loaded.fileName} for its prices.`,
  };
}

export function isSameFile(a: PricesOrigin['trainedOn'], b: PricesOrigin['loaded']): boolean {
  return a !== null && a.fingerprint === b?.fingerprint;
}

function short(fingerprint: string): string {
  return fingerprint.slice(0, 12);
}
