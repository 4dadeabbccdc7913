// Orders as shops and marketplaces export them: discounts of whole orders, shipping within totals, statuses and payouts. The same
// drawn days come out equal.

import { describe, expect, test } from 'vitest';

import type { DrawnDay } from './drawn-days.ts';
import { comma, facts, file, german, lines, mug, parts, read, sold, truth } from './drawn-file-fixture.ts';

const slashed = (day: DrawnDay) => parts(day).reverse().join('/');
const total = (quantity: number, { price }: DrawnDay) => (quantity * price).toFixed(2);

/** Lines of a quarter more than was paid, two or one to an order, written with the order's number, place and discount. */
function orders(
  write: (quantity: number, day: DrawnDay, order: number, isFirst: boolean, off: number) => string,
): string[] {
  const drawn: (readonly [number, DrawnDay])[] = [];
  lines(mug, (quantity, day) => {
    drawn.push([quantity, day]);
    return '';
  });
  const rows: string[] = [];
  for (let i = 0; i < drawn.length;) {
    const isTwo = i % 3 === 0 && drawn[i + 1]?.[1] === drawn[i]![1];
    const order = drawn.slice(i, i + (isTwo ? 2 : 1));
    const off = order.reduce((sum, [quantity, { price }]) => sum + 0.25 * quantity * price, 0);
    order.forEach(([quantity, day], line) => rows.push(write(quantity, day, 5000 + i, line === 0, off)));
    i += order.length;
  }
  return rows;
}

const full = ({ price }: DrawnDay) => (1.25 * price).toFixed(4);

const readAsOne: Readonly<Record<string, string>> = {
  'a discount of the order on its first row alone': file(
    'Name,Subtotal,Shipping,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price',
    orders((q, d, order, isFirst, off) =>
      [
        `#${order}`,
        ...(isFirst ? [(4 * off).toFixed(4), '5.00', off.toFixed(4)] : ['', '', '']),
        `${d.date} 10:22`,
        q,
        'Mug',
        full(d),
      ].join(','),
    ),
  ),
  'a discount of the order again on each of its rows': file(
    'Order Number,Order Date,Order Discount Amount,SKU,Item Name,Quantity,Unit Price',
    orders((q, d, order, _, off) => `${order},${d.date},${off.toFixed(4)},M1,Mug,${q},${full(d)}`),
  ),
  'a discount of the order in percent without its sign, again on each of its rows': file(
    'Order Number,Order Date,Order Discount,SKU,Item Name,Quantity,Unit Price',
    orders((q, d, order) => {
      const percent = order % 2 === 0 ? 20 : 0;
      return `${order},${d.date},${percent},M1,Mug,${q},${percent > 0 ? full(d) : d.price.toFixed(4)}`;
    }),
  ),
  'a discount of the order that each line has in a column of its own': file(
    'Order Number,Order Total,Order Date,Cart Discount,SKU,Quantity,Unit Price,Line Discount',
    orders(
      (q, d, order, isFirst, off) =>
        `${order},${isFirst ? (4 * off).toFixed(4) : ''},${d.date},${isFirst ? off.toFixed(4) : ''},M1,${q},${full(d)},${(0.25 * q * d.price).toFixed(4)}`,
    ),
  ),
  'a discount of the order in a row of its own': file(
    'Order,Date,Type,SKU,Description,Qty,Unit price,Total',
    orders((q, d, order, isFirst, off) =>
      [
        ...(isFirst
          ? [`${order},${d.date},Discount,,SAVE20,1,${(-off).toFixed(4)},${(-off).toFixed(4)}`]
          : []),
        `${order},${d.date},Product,M1,Mug,${q},${full(d)},${(q * +full(d)).toFixed(4)}`,
        ...(isFirst ? [`${order},${d.date},Shipping,,Courier,1,5.90,5.90`] : []),
      ].join('\n'),
    ),
  ),
  'coupons in percent, most of them blank': file(
    'Order,Date,SKU,Qty,Price,Coupon %',
    lines(
      mug,
      (q, d, order) =>
        `${order},${d.date},M1,${q},${order % 4 ? d.price : 2 * d.price},${order % 4 ? '' : 50}`,
    ),
  ),
  'offers that make the price paid less than the one on the shelf': file(
    'Date,Receipt,Item,Qty,Price,Offer,Paid',
    lines(
      mug,
      (q, d, order) =>
        `${d.date},${order},Mug,${q},${order % 7 ? d.price : (d.price / 0.8).toFixed(4)},${order % 7 ? '' : 'fifth off'},${total(q, d)}`,
    ),
  ),
  'net sales beside the discount that most of them have': file(
    'Date,Item,Qty,Gross Sales,Discounts,Net Sales',
    lines(mug, (q, d, order) => {
      const off = order % 3 === 0 ? 0 : (order % 5) * q;
      return `${d.date},Mug,${q},${(q * d.price + off).toFixed(2)},${(-off).toFixed(2)},${total(q, d)}`;
    }),
  ),
  'a price paid beside the one before the discount': file(
    'orderItemId,createTime,sellerSku,paidPrice,unitPrice,sellerDiscountTotal',
    lines(mug, (q, d, order) =>
      Array.from({ length: q }, (_, i) => {
        const off = order % 3;
        return `${order}${i},${d.date} 10:00,M1,${d.price.toFixed(2)},${(d.price + off).toFixed(2)},${(-off).toFixed(2)}`;
      }).join('\n'),
    ),
  ),
  'discounts of lines that count one each': file(
    'Line Item Date,Order ID,Item Name,Total Revenue,Discounts,Item Total',
    lines(mug, (q, d, order) =>
      Array.from({ length: q }, () => {
        const off = order % 9 ? 0 : 2;
        return `${d.date} 11:${10 + (order % 50)},O${order},Mug,${(d.price + off).toFixed(2)},${(-off).toFixed(2)},${(1.08 * d.price).toFixed(2)}`;
      }).join('\n'),
    ),
  ),
  'payments that hold the shipping': file(
    'Date,Type,Status,Gross,Fee,Net,Transaction ID,Item Title,Shipping and Handling Amount,Quantity',
    lines(mug, (q, d, order) => {
      const gross = q * d.price + 4.5;
      return `${d.date},Payment,Completed,${gross.toFixed(2)},-0.90,${(gross - 0.9).toFixed(2)},T${order},Mug,4.50,${q}`;
    }),
  ),
  'a total with the postage in it, and payments that never came, in Chinese': file(
    '订单编号,买家应付货款,买家应付邮费,总金额,订单状态,订单创建时间,宝贝标题,宝贝总数量',
    lines(mug, (q, d, order) => {
      const row = (status: string) =>
        `${order},${total(q, d)},10.00,${(q * d.price + 10).toFixed(2)},${status},${d.date} 10:00:00,杯子,${q}`;
      return order % 7 ? row('交易成功') : `${row('(删除)等待付款确认')}\n${row('交易成功')}`;
    }),
  ),
  'a price before the discount of the line and what the seller is paid, in Korean': file(
    '상품주문번호,주문번호,결제일,주문상태,상품명,수량,옵션가격,상품가격,상품별 할인액,상품별 총 주문금액,정산예정금액',
    lines(mug, (q, d, order) => {
      const off = order % 4 ? 0 : q;
      const paid = q * d.price;
      const row = (status: string, by: number) =>
        `${2e9 + order},${1e9 + order},${d.date} 10:00:00,${status},머그,${by},0,${(d.price + off / q).toFixed(2)},${off},${paid.toFixed(2)},${(0.94 * paid).toFixed(2)}`;
      return order % 9 ? row('구매확정', q) : `${row('배송중', q)}\n${row('취소', 1)}`;
    }),
  ),
  'sales before tax among fees, in French': file(
    'date/heure;type;sku;description;quantité;ventes de produits;Taxes sur la vente des produits;frais de vente;total',
    lines(mug, (q, d) => {
      const net = q * d.price;
      const [tax, fee] = [Math.round(20 * net) / 100, Math.round(-15 * net) / 100];
      return `${german(d)} 10:11:12 UTC;Commande;M1;Mug;${q};${comma(net)};${comma(tax)};${comma(fee)};${comma(net + tax + fee)}`;
    }),
  ),
  'a total price beside what one was sold for, in German': file(
    'Bestellnummer;Angebotstitel;Bestandseinheit;Anzahl;Verkauft für;Verpackung und Versand;Gesamtpreis;Verkauft am;Datum der Bezahlung',
    lines(mug, (q, d, order) => {
      const day = `${parts(d)[2]}-${['Jan', 'Feb', 'Mär', 'Apr', 'Mai'][+parts(d)[1] - 1]!}-24`;
      return `09-${order};Mug;M1;${q};EUR ${comma(d.price)};EUR 4,90;EUR ${comma(q * d.price + 4.9)};${day};${day}`;
    }),
  ),
  'positions that were sent, came back or were cancelled': file(
    'Auftragsnummer;Bestelldatum;Positionsstatus;SKU;Artikelbezeichnung;Artikelpreis brutto',
    lines(mug, (q, d, order) =>
      Array.from({ length: q + Number(order % 9 === 0) }, (_, i) => {
        const status = i < q ? 'SENT' : order % 2 ? 'RETURNED' : 'CANCELLED_BY_PARTNER';
        return `b${order};${german(d)} 10:1${i};${status};M1;Mug;${comma(d.price)}`;
      }).join('\n'),
    ),
  ),
  'statuses of which some say only how far the parcel is, in Turkish': file(
    'Paket No;Sipariş Tarihi;Sipariş Statüsü;Ürün Adı;Stok Kodu;Adet;Birim Fiyatı;Satış Tutarı;İndirim Tutarı;Faturalanacak Tutar',
    lines(mug, (q, d, order) => {
      const off = order % 4 ? 0 : q;
      const before = q * d.price + off;
      const row = (status: string) =>
        `${order};${german(d)} 10:00;${status};Kupa;M1;${q};${comma(before / q)};${comma(before)};${comma(off)};${comma(before - off)}`;
      return order % 8 ? row('Kargoda') : `${row('Teslim Edildi')}\n${row('İptal Edildi')}`;
    }),
  ),
  'gift cards and amounts typed in, without a number of an article': file(
    'Date,Time,Item,Qty,SKU,Net Sales,Transaction ID',
    lines(mug, (q, d, order) => {
      const row = (item: string, sku: string, amount: string) =>
        `${d.date},10:00,${item},${q},${sku},${amount},T${order}`;
      return order % 6
        ? row('Mug', 'M1', total(q, d))
        : `${row('Mug', 'M1', total(q, d))}\n${row('Gift Card', '', '50.00')}`;
    }),
  ),
  'a discount of a name that is not known, in Vietnamese': file(
    'Mã đơn hàng,Ngày đặt hàng,Trạng thái đơn hàng,Tên sản phẩm,Số lượng,Giá bán,Bớt,Thành tiền',
    lines(mug, (q, d, order) => {
      const off = order % 5 ? 0 : 2 * q;
      const row = (status: string) =>
        `${order},${slashed(d)} 10:00,${status},Cốc,${q},${d.price + off / q},${off},${total(q, d)}`;
      return order % 9 ? row('Giao hàng thành công') : `${row('Đang vận chuyển')}\n${row('Đã hủy')}`;
    }),
  ),
  'orders whose headers name the thing first, in Arabic': file(
    'رقم الطلب,تاريخ الطلب,حالة الطلب,اسم المنتج,رمز المنتج,الكمية,سعر المنتج,إجمالي المنتج,تكلفة الشحن',
    lines(mug, (q, d, order) => {
      const row = (status: string) =>
        `${order},${d.date} 10:00,${status},كوب,M1,${q},${d.price.toFixed(2)} ر.س,${total(q, d)} ر.س,25 ر.س`;
      return order % 9 ? row('تم التنفيذ') : `${row('تم التوصيل')}\n${row('ملغي')}`;
    }),
  ),
  'rands behind a letter': file(
    'Order ID,Order Date,Sale Status,Product Title,Quantity,Selling Price,Gross Sales,Success Fee,Net Sales Amount',
    lines(mug, (q, d, order) => {
      const row = (status: string) =>
        `${order},${d.date},${status},Mug,${q},R ${d.price.toFixed(2)},R ${total(q, d)},R 12.00,R ${(0.88 * q * d.price - 35).toFixed(2)}`;
      return order % 9 ? row('Shipped to Customer') : `${row('Shipped to Customer')}\n${row('Returned')}`;
    }),
  ),
};

describe('orders of shops and marketplaces', () => {
  test.each(Object.entries(readAsOne))('one product: %s', async (_, text) => {
    expect(facts(await read(text))).toEqual(truth(mug));
  });

  test('a register that writes the sale, its lines and its payment: the discount of a line is deducted once', async () => {
    const paid = new Map<string, number>();
    const rows = lines(mug, (q, d, order) => {
      const off = order % 5 ? 0 : 0.1 * q * d.price;
      const net = q * d.price - off;
      paid.set(d.date, (paid.get(d.date) ?? 0) + net);
      const figures = (discount: number) =>
        `${q},${net.toFixed(2)},${(0.1 * net).toFixed(2)},${discount.toFixed(2)},${(1.1 * net).toFixed(2)}`;
      return [
        `${d.date} 10:00:00,${order},Sale,${figures(0)},${(1.1 * net).toFixed(2)},${q} X Mug,CLOSED,`,
        `${d.date} 10:00:00,${order},Sale Line,${figures(off)},,Mug,CLOSED,M1`,
        `${d.date} 10:00:00,${order},Payment,,,,,,${(1.1 * net).toFixed(2)},Card,CLOSED,`,
      ].join('\n');
    });
    const header =
      'Date,Receipt Number,Line Type,Quantity,Subtotal,Sales Tax,Discount,Total,Paid,Details,Status,Sku';
    const { histories, findings } = await read(file(header, rows));
    expect(histories.map(({ units }) => [...units])).toEqual([mug.map(({ units }) => units)]);
    mug.forEach(({ date, units }, t) =>
      expect(histories[0]!.price[t]).toBeCloseTo(paid.get(date)! / units, 1),
    );
    expect(findings.map(({ kind }) => kind)).not.toContain('product-filled-down');
  });

  test('what was sold since the shop opened is not what was sold a day', async () => {
    let sum = 3000;
    const rows = mug.map((d) => `${d.date},Mug,${d.price},${(sum += d.units)}`);
    await expect(read(file('Date,Item,Price,Sold', rows))).rejects.toThrow('"Sold" is a running total');
  });

  test('words of a status that say neither are named', async () => {
    const rows = lines(
      mug,
      (q, d, order) => `${order},${d.date},${order % 3 ? 'Zala' : 'Bora'},Mug,${q},${d.price}`,
    );
    const { findings } = await read(file('Order,Date,Status comanda,Product,Quantity,Price', rows));
    expect(findings.find(({ kind }) => kind === 'unknown-status')).toMatchObject({
      severity: 'attention',
      found: '"Status comanda" holds words that say neither sold nor not sold: "Zala", "Bora"',
      done: 'Their rows count as sold',
    });
  });

  test('a discount of orders is said, and the price before it kept as the regular price', async () => {
    const { findings, mapping, headers, questions } = await read(
      readAsOne['a discount of the order on its first row alone']!,
    );
    expect(findings.find(({ kind }) => kind === 'order-discount')).toMatchObject({
      severity: 'repaired',
      found: '"Discount Amount" is the discount of a whole order, stated once for all its lines',
      done: 'Taken off each line of the order, by what the line costs',
    });
    expect(headers[mapping.regularPrice!]).toBe('Lineitem price');
    expect(questions).toEqual([]);
  });

  test('an order of which everything is taken off is a gift, and no price', async () => {
    const rows = orders((q, d, order, isFirst, off) => {
      const row = (id: string, by: number) =>
        `${id},${isFirst ? by.toFixed(4) : ''},${isFirst ? '5.00' : ''},${d.date},Mug,${q},${full(d)}`;
      return order % 10 || !isFirst
        ? row(`#${order}`, off)
        : `${row(`#${order}9`, 1.25 * q * d.price)}\n${row(`#${order}`, off)}`;
    });
    const dataset = await read(
      file('Name,Discount Amount,Shipping,Created at,Lineitem name,Lineitem quantity,Lineitem price', rows),
    );
    expect(facts(dataset)).toEqual(truth(mug));
    expect(dataset.findings.find(({ kind }) => kind === 'given-away')).toBeDefined();
  });

  test('lines whose total is 0 are gifts where the price comes of it', async () => {
    const rows = lines(mug, (q, d, order) => {
      const row = `${order},${d.date},Mug,${q},${total(q, d)}`;
      return order % 12 ? row : `${row}\n${order}9,${d.date},Mug,3,0.00`;
    });
    const dataset = await read(file('Purchase ID,Purchase Date,Item Name,Quantity,Amount', rows));
    expect(facts(dataset)).toEqual(truth(mug));
    expect(dataset.findings.find(({ kind }) => kind === 'given-away')!.count).toBeGreaterThan(20);
  });

  test('of a list price that never moves and a price that does the second is read, and asked', async () => {
    const rows = lines(mug, (q, d, order) => `${order},${d.date},Mug,${q},30.00,${d.price}`);
    const two = lines(mug, (q, d, order) => `${order},${d.date},Pan,${q},60.00,${2 * d.price}`);
    const dataset = await read(
      file('Order,Date,Item,Qty,Retail Price,Retail Price Agreed', [...rows, ...two]),
    );
    expect(facts(dataset).map(([, units]) => units)).toEqual([sold(mug), sold(mug)]);
    expect(dataset.headers[dataset.mapping.price!]).toBe('Retail Price Agreed');
    expect(dataset.questions!.map(({ about }) => about)).toContain('price');
  });
});
