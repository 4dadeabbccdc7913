// The encodings that a file may be written in, and their decoders: the platform's, and own tables for the code pages of DOS that
// it lacks. Tills and merchandise systems still write those.

/** The encodings of text that files are read in; those of bytes without a mark in the order in which ties are settled. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1254',
  'windows-1257',
  'windows-1253',
  'windows-1255',
  'windows-1256',
  'windows-874',
  'ibm850',
  'ibm852',
  'ibm866',
  'iso-8859-2',
  'iso-8859-5',
  'koi8-r',
  'macintosh',
  'shift_jis',
  'euc-jp',
  'gb18030',
  'big5',
  'euc-kr',
] as const;
export type Encoding = (typeof encodings)[number];

/** The upper halves of the code pages of DOS. Code page 437 has the letters of Western Europe at the same places as 850; 0xd5 is the euro of 858. */
const upperHalves: Readonly<Partial<Record<Encoding, string>>> = {
  ibm850:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
  ibm852:
    'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00ad˝˛ˇ˘§÷¸°¨˙űŘř■\u00a0',
};

/** Decodes bytes that come in pieces; without bytes it gives what is left of the last piece. */
export interface PieceDecoder {
  decode(bytes?: Uint8Array): string;
}

/** A decoder of pieces; with `fatal` it throws a TypeError where bytes do not fit. */
export function decoderOf(encoding: Encoding, fatal = false): PieceDecoder {
  const upper = upperHalves[encoding];
  if (upper === undefined) {
    const decoder = new TextDecoder(encoding, { fatal });
    return { decode: (bytes) => (bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()) };
  }
  return { decode: (bytes) => (bytes ? fromTable(bytes, upper) : '') };
}

/** Bytes as text in one go. */
export function decoded(bytes: Uint8Array, encoding: Encoding): string {
  const decoder = decoderOf(encoding);
  return decoder.decode(bytes) + decoder.decode();
}

/** Text of one byte a sign, those above ASCII by their table. */
function fromTable(bytes: Uint8Array, upper: string): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += 8192)
    text += String.fromCharCode(...bytes.subarray(from, from + 8192));
  return text.replace(/[\u0080-\u00ff]/g, (sign) => upper[sign.charCodeAt(0) - 0x80]!);
}
