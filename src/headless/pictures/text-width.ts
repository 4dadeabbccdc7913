// How wide words are without a browser that draws them: the advance widths of Helvetica (Adobe's Core 14 AFM), which those of
// Arial and Liberation Sans equal and other fonts of this kind are close to.

/** In thousandths of the font's size, from the space on. */
const widths = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
  556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
  500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
  556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
  278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const otherLetter = 600;
const wideLetter = 1_000;
const bolder = 1.06;

/** Pixels that a line of text takes, at a font size in pixels. */
export function textWidth(text: string, fontSize: number, isBold = false): number {
  let thousandths = 0;
  for (const letter of text) thousandths += widthOf(letter.codePointAt(0)!);
  return (thousandths / 1_000) * fontSize * (isBold ? bolder : 1);
}

function widthOf(code: number): number {
  if (code >= 0x2e80) return wideLetter; // East Asian letters fill a square
  return widths[code - 32] ?? otherLetter;
}
