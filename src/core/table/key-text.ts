// Keys and names as they are meant, whatever a spreadsheet or a wrong encoding made of them.

/** A key or name as it is meant: `="00123"` of a spreadsheet is the text 00123. */
export function keyText(cell: string): string {
  const text = cell.replace(/[\u200e\u200f\u202a-\u202e\ufeff]/g, '').trim();
  return text.startsWith('="') && text.endsWith('"') && text.length > 3 ? text.slice(2, -1) : text;
}

const cp1252Only = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
const cp1252Codes = [
  0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8e, 0x91, 0x92, 0x93, 0x94, 0x95,
  0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9e, 0x9f,
];

/** What a text said before its UTF-8 was read as Windows-1252 (`KÃ¼hl` is `Kühl`); null where it says what it means. */
export function ungarbled(text: string): string | null {
  if (!/[ÂÃÄÅÐÑØÙàâãäåæçèé][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/.test(text)) return null;
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const special = cp1252Only.indexOf(text[i]!);
    if (special >= 0) bytes[i] = cp1252Codes[special]!;
    else if (code < 256) bytes[i] = code;
    else return null;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
