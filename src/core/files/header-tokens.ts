// A header cut into words, whatever they mean.

/** A header's words: cut at spaces, punctuation, and between `unit` and `Price` of `unitPrice`; no accents, small letters. */
export function headerTokens(header: string): string[] {
  return header
    .slice(0, 200)
    .replace(/(?<!\p{L})[kMG]Wh?(?!\p{L})/gu, (unit) => unit.toLowerCase())
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, (mark) => (mark === '\u3099' || mark === '\u309a' ? mark : ''))
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('đ', 'd')
    .replaceAll('ı', 'i')
    .replaceAll('№', 'no ')
    .replace(/%/g, ' percent ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '');
}
