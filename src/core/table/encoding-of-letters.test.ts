// The letters of each language in the encodings that write it.

import { expect, test } from 'vitest';

import { decoded, type Encoding } from './code-pages.ts';
import { detectEncoding } from './encoding.ts';
import { encodingOfLetters } from './encoding-of-letters.ts';

/** A text in an encoding: every sign of one or two bytes, by decoding them all. */
function encodedAs(encoding: Encoding, text: string): Uint8Array {
  const known = new Map<string, readonly number[]>();
  for (let one = 0x80; one < 0x100; one++) {
    const single = decoded(Uint8Array.of(one), encoding);
    if (single.length === 1 && single !== '\ufffd') known.set(single, [one]);
    for (let two = 0x40; two < 0x100; two++) {
      const pair = decoded(Uint8Array.of(one, two), encoding);
      if ([...pair].length === 1 && pair !== '\ufffd' && !known.has(pair)) known.set(pair, [one, two]);
    }
  }
  return Uint8Array.from(
    [...text].flatMap((sign) => {
      if (sign < '\u0080') return [sign.charCodeAt(0)];
      const bytes = known.get(sign);
      if (!bytes) throw new Error(`encodedAs: ${encoding} has no ${sign}`);
      return bytes;
    }),
  );
}

const german =
  'Datum;Artikel;Menge;Stückpreis\n01.01.2024;Käsetörtchen;3;16,00\n01.01.2024;Größe Übermaß;1;9,00\n';
const polish =
  'Data;Nazwa towaru;Ilość;Cena\n2024-01-01;Żółty ser;3;16,00\n2024-01-01;Łosoś wędzony;1;9,00\n';
const russian = 'Дата;Товар;Количество;Цена\n2024-01-01;Чайник;3;16,00\n2024-01-01;Молоко;1;9,00\n';
const japanese = '日付;商品名;数量;単価\n2024-01-01;マグカップ;3;16\n2024-01-01;フライパン;1;9\n';

test.each<[Encoding, string]>([
  ['windows-1252', german],
  ['ibm850', german],
  ['macintosh', german],
  ['windows-1252', 'Date;Désignation;Quantité;Prix\n2024-01-01;Crème brûlée;3;16,00\n'],
  ['ibm850', 'Date;Désignation;Quantité;Prix\n2024-01-01;Théière à café;3;16,00\n'],
  ['ibm850', 'Dato;Vare;Antal;Pris\n2024-01-01;Blåbærsyltetøj;3;16,00\n2024-01-01;Rødgrød;3;16,00\n'],
  ['ibm850', 'Fecha;Descripción;Cantidad;Precio\n2024-01-01;Muñeca niño;3;16,00\n'],
  ['windows-1250', polish],
  ['ibm852', polish],
  ['iso-8859-2', polish],
  [
    'windows-1250',
    'Datum;Zboží;Množství;Cena\n2024-01-01;Žlutý hrnek;3;16\n2024-01-01;Čaj šípkový, hořký;1;9\n',
  ],
  ['windows-1251', russian],
  ['ibm866', russian],
  ['koi8-r', russian],
  ['iso-8859-5', russian],
  ['windows-1253', 'Ημερομηνία;Προϊόν;Ποσότητα;Τιμή\n2024-01-01;Φέτα;3;16\n2024-01-01;Ελιές;1;9\n'],
  ['windows-1254', 'Tarih;Ürün;Miktar;Fiyat\n2024-01-01;Çay bardağı;3;16\n2024-01-01;Şişe ığ;1;9\n'],
  ['windows-1255', 'תאריך;מוצר;כמות;מחיר\n2024-01-01;ספל;3;16\n2024-01-01;מחבת;1;9\n'],
  ['windows-1256', 'التاريخ;المنتج;الكمية;السعر\n2024-01-01;كوب;3;16\n'],
  ['windows-1257', 'Data;Prekė;Kiekis;Kaina\n2024-01-01;Šaltibarščiai;3;16\n2024-01-01;Žuvis ėį;1;9\n'],
  ['windows-874', 'วันที่;สินค้า;จำนวน;ราคา\n2024-01-01;แก้วน้ำ;3;16\n'],
  ['shift_jis', japanese],
  ['euc-jp', japanese],
  ['gb18030', '日期;商品名称;数量;单价\n2024-01-01;马克杯;3;16\n2024-01-01;平底锅;1;9\n'],
  ['big5', '日期;商品名稱;數量;單價\n2024-01-01;馬克杯;3;16\n2024-01-01;平底鍋;1;9\n'],
  ['euc-kr', '날짜;상품명;수량;단가\n2024-01-01;머그컵;3;16\n2024-01-01;프라이팬;1;9\n'],
])('%s: %s', (encoding, text) => {
  const bytes = encodedAs(encoding, text);
  const found = encodingOfLetters(bytes);
  expect(decoded(bytes, found)).toBe(text);
  expect(detectEncoding(bytes, 'x.csv')).toBe(found);
});

test('one letter above ASCII in a long file is enough, and a sign is no letter of Asia', () => {
  const header = 'Datum;Artikel;Menge;Preis\n';
  for (const encoding of ['windows-1252', 'ibm850'] as const) {
    const text = header + '01.01.2024;Becher;3;16,00\n'.repeat(300) + '01.01.2024;Löffel;1;9,00\n';
    expect(encodingOfLetters(encodedAs(encoding, text))).toBe(encoding);
  }
  expect(encodingOfLetters(encodedAs('windows-1252', `${header}01.01.2024;Löffel “x”;1;9,00\n`))).toBe(
    'windows-1252',
  );
  expect(encodingOfLetters(encodedAs('windows-1252', `${header}01.01.2024;Becher;1;9,00 €\n`))).toBe(
    'windows-1252',
  );
});

test('lines that are UTF-8 among others of Windows-1252 say nothing of those', () => {
  const utf8 = new TextEncoder().encode('01.01.2024;Kühlschrank;3;16,00\n');
  const other = encodedAs('windows-1252', '02.01.2024;Kühlschrank;3;16,00\n');
  expect(encodingOfLetters(new Uint8Array([...utf8, ...utf8, ...other]))).toBe('windows-1252');
});
