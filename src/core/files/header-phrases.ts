// The phrases by which headers name what they hold, in some twenty languages: those of the design in full, and the commonest
// words of others.
//
// Phrases are words in small letters, as `headerTokens` cuts a header. `other` holds what must not be taken for anything
// else: a shipping price is no price.

export type Concept =
  | 'date'
  | 'year'
  | 'month'
  | 'dayOfMonth'
  | 'time'
  | 'price'
  | 'regularPrice'
  | 'sales'
  | 'units'
  | 'productId'
  | 'productName'
  | 'parentProduct'
  | 'category'
  | 'cost'
  | 'inventory'
  | 'competitorPrice'
  | 'profit'
  | 'predictedSales'
  | 'organicConversion'
  | 'adConversion'
  | 'discount'
  | 'promoted'
  | 'advertising'
  | 'visitors'
  | 'weather'
  | 'event'
  | 'distribution'
  | 'status'
  | 'currency'
  | 'place'
  | 'orderId'
  | 'customer'
  | 'tax'
  | 'other';

export const words = (text: string): readonly string[] =>
  text
    .split(/[,\n]/)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '');

/** Phrases per concept; the earlier one is the better name. */
export const phrases: Readonly<Record<Concept, readonly string[]>> = {
  date: words(`
    business date, business day, trading date, trading day, shift date, geschaftstag, kassentag, journee comptable, report date, order date, date, ordered at, ordered on, placed at, order placed at, order placed, sale date, sales date, transaction date, invoice date, purchase date, created at, date created, order created,
    invoicedate, orderdate, saledate, transaction timestamp, order timestamp, order purchase timestamp, purchase timestamp, timestamp, datetime, date time,
    stay date, check in date, check in, arrival date, posting date, document date, billing date, calendar date,
    calendar day, day, dt, ds, week start, week starting, week beginning, week of, week ending, week end, week commencing, week, wk, iso week,
    month year, year month, yearmonth, month, period, quarter, fiscal period, paid at, date of sale, shipping limit date, closed at, time of sale, txn date, trans date,
    sold on, sold date, paid date, order day, reporting date, record date, effective date, as of date, snapshot date, day date, reference date,
    datum, tag, belegdatum, buchungsdatum, bestelldatum, rechnungsdatum, verkaufsdatum, auftragsdatum, kaufdatum, lieferdatum, kassendatum, umsatzdatum, erstellt am, bestellt am,
    kalendertag, kalenderwoche, kw, woche, monat, quartal, zeitpunkt, zeitraum,
    date de vente, date de commande, date de facture, date facture, date commande, date vente, jour, semaine, mois, periode, horodatage, trimestre,
    fecha, fecha de venta, fecha de pedido, fecha pedido, fecha venta, fecha factura, fecha de factura, fecha de compra, dia, semana, mes, periodo, fecha hora,
    data, data ordine, data vendita, data fattura, data di vendita, data acquisto, giorno, settimana, mese, data documento,
    data da venda, data do pedido, data venda, data pedido, data da compra, data emissao, data de emissao, dia da venda,
    orderdatum, besteldatum, factuurdatum, verkoopdatum, transactiedatum, boekdatum, dag, maand, leverdatum,
    data sprzedazy, data zamowienia, data faktury, data wystawienia, data transakcji, dzien, tydzien, miesiac, okres,
    дата, дата продажи, дата заказа, день, неделя, месяц,
    日付, 年月日, 注文日, 売上日, 販売日, 購入日, 取引日, 受注日, 計上日, 日時, 年月, 対象日, 日期, 销售日期, 订单日期, 下单时间, 下单日期, 付款时间, 交易日期, 成交时间, 订单创建时间,
    統計日期, 统计日期, 时间, 月份, 銷售日期, 訂單日期, tarih, siparis tarihi, satis tarihi, fatura tarihi, orderdag, fakturadatum, salgsdato, dato, ordredato, fakturadato, vecka, uke, uge, manad, maned, paiva, paivamaara, datum prodeje, datum objednavky, den, tyden, mesic, kelt, 날짜, 일자, 판매일, 주문일, 주문일자, التاريخ, תאריך, periods, time period, time periods, time, trx date, tran date, trn date, inv date, inv dt, ord date, sale dt, budat, fkdat, audat, erdat, bldat, data dokumentu, data doc,
    ημερομηνια, ημερα, data vanzarii, data comenzii, ziua, saptamana, luna, дата продажу, дата замовлення, тиждень, місяць, ngay, ngay ban, ngay dat hang, ngay hoa don, tanggal, tanggal penjualan, tanggal transaksi, วันที่, วันที่ขาย, datum predaja, den predaja, pardavimo data, תאריך מכירה, تاريخ,
    datums, kuupaev, szamla kelte, teljesites datuma, rendeles datuma, rendeles kelte, rendeles ideje, ertekesites datuma, eladas datuma, datum racuna, तारीख, दिनांक, تاریخ, تاریخ فروش, date sold, period start, interval start, date filled, fill date, departure date, flight date, travel date, data zakupu, data comanda, periods, posting period, period year, fiscal year period, fiscal period year, verkauft am, venduto il, vendu le, vendido el, waktu pesanan dibuat, waktu pemesanan, tanggal pesanan, tanggal pembayaran, waktu pembayaran, 결제일, 결제일시, 주문일시,
    wadat, sdtrdj, sdivd, sddgl, sdaddj, iltrdj, تاريخ الطلب, تاريخ البيع`),
  year: words('year, jahr, annee, ano, anno, jaar, rok, fiscal year, 年, 年份, 年度, год, yr, yil, ar'),
  month: words(
    'month, month name, month number, monat, mois, mes, mese, maand, miesiac, 月, 月份, месяц, month no, month num, mo, mth, ay, manad, maned',
  ),
  dayOfMonth: words(
    'day, day of month, tag, jour, dia, giorno, dag, dzien, 日, день, dy, day of year, day no, gun, dag',
  ),
  time: words(
    'time, hour, hour of day, trans time, uhrzeit, stunde, heure, hora, ora, uur, tijd, godzina, 時刻, 時間, 小时, 时段, время',
  ),
  price: words(`
    product price, price paid, paid price, unit price paid, actual price, sale price, sales price, selling price, sell price, net price, net unit price, unit price, price each, price per unit, item price, lineitem price, line item price,
    avg price, average price, avg unit price, average unit price, average selling price, avg selling price, asp, adr, average daily rate, room rate, price usd, our price, current price, final price, effective price, discounted price, retail price,
    sold for, price, unit net, aur, average unit retail, selling, gross price, unit gross, shelf price, transaction price, promo price, special price, offer price, unit retail, unit rate, price per item, item cost to customer, sales rate, sales price each, charged price, price charged, price point, price with card, price with loyalty card, loyalty price, member price, members price, ticket price, entry fee, unit sell, unit selling, entrance fee, course fee, tuition, tuition fee, fee charged, avg premium, average premium, admission fee, admission price, harga seunit, fare, your price, price unit, unitprice, avg retail, price per night, rate per night, nightly rate, price amount, unit amount, unit price amount, item price amount, price value, price of items, price of item,
    avk, avp, apothekenverkaufspreis, preis, verkaufspreis, einzelpreis, stueckpreis, stuckpreis, vk, vk preis, vk netto, vk brutto, vkpreis, nettopreis, bruttopreis, preis pro stueck, preis pro stuck, preis je stuck, durchschnittspreis, preis mit karte, artikelpreis, angebotspreis, aktionspreis, nettopreis je einheit, ladenpreis,
    prix, prix unitaire, prix de vente, prix vente, prix avec carte, prix ht, prix ttc, prix unitaire ht, prix unitaire ttc, prix moyen, prix paye, pu, puht, pvht, pvttc, pv, tarif,
    precio, precio unitario, precio de venta, precio venta, precio medio, precio promedio, precio pagado, pvp, precio neto, precio unidad, precio final,
    prezzo, prezzo unitario, prezzo di vendita, prezzo vendita, prezzo medio, prezzo pagato, prezzo netto, prezzo finale,
    preco, preco unitario, preco de venda, preco venda, preco medio, preco pago, valor unitario, vl unitario, vlr unitario, preco final,
    prijs, verkoopprijs, stukprijs, eenheidsprijs, prijs per stuk, gemiddelde prijs, nettoprijs, prijs per eenheid,
    cena, cena jednostkowa, cena sprzedazy, cena netto, cena brutto, cena za sztuke, cena szt, srednia cena, cena jedn,
    цена, цена за единицу, цена продажи, цена со скидкой, цена с учетом скидки, цена после скидки, цена розничная с учетом согласованной скидки, розничная цена с учетом скидки,
    価格, 折后价, 优惠后价格, 优惠价, 割引後価格, 値引後単価, 値引き後単価, 単価, 販売価格, 売価, 税込価格, 税抜価格, 販売単価, 実売価格, 平均単価, 平均価格, 客単価, 単価円, 价格, 单价, 售价, 销售价格, 销售单价, 成交价, 实付价, 实际售价, 商品价格, 商品单价, 零售价, 單價, 價格, 售價, 成交单价, 平均价格, 均价, pris, styckpris, enhetspris, salgspris, forsaljningspris, a pris, apris, stykpris, birim fiyat, fiyat, satis fiyati, birim fiyati, hinta, yksikkohinta, prodejni cena, jednotkova cena, egysegar, price after discount, unit price after discount, price net of discount, preis nach rabatt, prix apres remise, precio con descuento, prezzo scontato, 판매가, 단가, 가격, 판매단가, 할인가, 할인판매가, 실판매가, السعر, ep, e preis, einzel, einzelpr, netpr, vkp, vk stk, unit prc, prc, unitprc, upr, u price, shop price, store price, online price, web price, now price, now, discount price, nightly rate, price now, promotional price, sell rate, net selling price, realized price, realised price,
    vlr unit, vl unit, v unit, p unit, prezzo unit, prix unit, precio unit, cena jedn netto, р цена, τιμη, τιμη μοναδας, pret, pret unitar, pret vanzare, ціна, ціна за одиницю, don gia, gia, gia ban, harga, harga satuan, harga jual, ราคา, ราคาต่อหน่วย, predajna cena, kaina, מחיר, سعر, سعر الوحدة,
    egysegar, ar, eladasi ar, brutto egysegar, netto egysegar, cena za kus, jednotkova cena, prodejni cena, cena za jednotku, cena za ks, cijena, prodajna cijena, jedinicna cijena, maloprodajna cijena, cena na enoto, enhedspris, stykpris, salgspris, enhetspris, utsalgspris, styckpris, a pris, yksikkohinta, hinta, myyntihinta, preu, preu unitari, preu de venda, מחיר, מחיר ליחידה, מחיר מכירה, kaina, vieneto kaina, vienibas cena, hind, uhiku hind, मूल्य, कीमत, इकाई मूल्य, قیمت, قیمت واحد, قیمت فروش, tariff, retail, bottle retail, state bottle retail, face value, arbeitspreis, energiepreis, strompreis, literpreis, kilopreis, ticketpreis, zimmerpreis, abgabepreis, kassenpreis, don gia ban, ед цена, avg fare, average fare, average price per unit, sku unit price, deal price, price sold, monthly fee, membership fee, day rate, hire rate, rental rate, hourly rate, rate, verkauft fur, harga setelah diskon,
    sduprc, سعر المنتج, سعر البيع`),
  regularPrice: words(`
    regular price, list price, compare at price, lineitem compare at price, original price, base price, recommended retail price, rrp, msrp, srp, mrp, was price, old price, reference price, full price, standard price, undiscounted price, retail list price, regular retail, normal price, strike price, price without card, price without loyalty card, non card price, list, market price mrp, suggested retail price, shelf price before discount, price before discount,
    u c price, usual and customary price, usual customary price,
    uvp, listenpreis, normalpreis, regulaerer preis, regularer preis, streichpreis, alter preis, originalpreis, grundpreis,
    prix catalogue, prix liste, prix de liste, prix sans carte, preis ohne karte, prix public, prix barre, prix de base, prix initial, prix normal, prix regulier, prix conseille, ancien prix, prix avant remise,
    precio de lista, precio lista, precio regular, precio original, precio normal, precio base, precio anterior, pvpr, tarifa,
    prezzo di listino, prezzo listino, listino, prezzo originale, prezzo pieno, prezzo normale, prezzo base, prezzo consigliato,
    preco de lista, preco lista, preco original, preco de tabela, preco tabela, preco normal, preco regular, preco cheio, preco base, preco de,
    adviesprijs, catalogusprijs, oude prijs, normale prijs, originele prijs, van prijs, lijstprijs, bruto prijs,
    cena katalogowa, cena regularna, cena przed rabatem, cena bazowa, stara cena, cena sugerowana, cena oryginalna,
    цена без скидки, цена до скидки, цена по прайсу, старая цена,
    定価, 折前价, 割引前価格, 値引前単価, 値引き前単価, 通常価格, メーカー希望小売価格, 希望小売価格, 参考価格, 原价, 吊牌价, 市场价, 标价, 建议零售价, 划线价, 原價, 定价, 吊牌價, ordinarie pris, normalpris, listepris, liste fiyati, bezna cena, preis vor rabatt, unit price before discount, precio sin descuento, 정가, was, rrp price, pris fore rabatt, ราคาเต็ม, harga normal, gia goc, pret intreg, перечеркнута ціна, αρχικη τιμη, harga awal`),
  sales: words(`
    total sales, sales, revenue, net sales, turnover, gross sales, sales amount, amount, total revenue, gross revenue, net revenue, sales revenue, revenue total, sales value, sales total, total amount, dollar sales, product sales, ordered product sales, item revenue, item total, line total, line amount, line revenue, extended price, ext price, extended amount, room revenue, gmv, total price, total, product net revenue, net amount, gross amount, subtotal, item subtotal, sales usd, value sales, net turnover, total paid, amount paid, sum, ticket income, ticket revenue, box office, income, gross box office, admission revenue, net total, sales net, turnover net, sale amount, sold amount, total value, sales dollars, gross turnover, line value, total net, revenue net, takings, line net, line gross, dollars, dollar, value, untaxed total, amount untaxed, imponibile, imponibile unitario, total price of items, total activity value,
    umsatz, umsatze, erlos, erloes, umsatzerlos, umsatzerloes, nettoumsatz, bruttoumsatz, betrag, gesamtbetrag, gesamtpreis, warenwert, positionswert, positionsbetrag, nettobetrag, verkaufswert, rechnungsbetrag, nettowert, gesamt netto, gesamt brutto, netto gesamt, brutto gesamt, gesamt, umsatz netto, umsatz brutto, zeilenbetrag, summe, netto umsatz, gesamtumsatz,
    chiffre d affaires, chiffre affaires, ca, ca ht, ca ttc, montant, montant total, montant ht, montant ttc, total ht, total ttc, recette, recettes, ventes, ventes nettes, ventes brutes, revenu, total ligne,
    ventas, importe, ingresos, facturacion, venta total, ventas netas, ventas totales, ventas brutas, importe total, monto, total ventas, total venta, valor de venta, importe neto, monto total, facturado,
    fatturato, ricavi, ricavo, importo, vendite, incasso, totale, importo totale, valore, valore vendite, vendite nette, totale riga, venduto valore, importo netto,
    receita, faturamento, faturacao, vendas, valor total, valor, total venda, total vendas, vendas liquidas, receita liquida, receita bruta, receita total, valor da venda, valor liquido, vl total, montante,
    omzet, netto omzet, bruto omzet, omzet excl btw, omzet incl btw, bedrag, totaalbedrag, regelbedrag, opbrengst, verkopen, totaal,
    przychod, przychody, obrot, wartosc, wartosc netto, wartosc brutto, wartosc sprzedazy, sprzedaz, sprzedaz netto, kwota, suma, utarg, sprzedaz wartosciowo,
    выручка, сумма, стоимость, оборот, продажи,
    売上, 値引後計, 値引き後計, 値引前計, 値引き前計, 割引後金額, 割引前金額, 値引後金額, 値引き後金額, 折后金额, 折前金额, 优惠后金额, 优惠前金额, 売上高, 売上金額, 販売金額, 合計, 合計金額, 売上額, 純売上, 税込売上, 税抜売上, 小計, 総売上, 注文金額, 金額, 销售额, 销售金额, 金额, 收入, 营业额, 成交金额, 实付金额, 支付金额, 总额, 总金额, 商品总价, 总价, 銷售額, 銷售金額, 營業額, 收入金额, belopp, omsattning, forsaljning, salg, omsetning, omsaetning, belob, belop, tutar, toplam tutar, ciro, satis tutari, myynti, trzby, obrat, celkem, castka, bevetel, 매출, 매출액, 판매금액, 금액, المبيعات, gp, g preis, netwr, fknetwr, money, sls amt, amt, sales amt, ext amt, line amt, net amt, gross, gross amount paid, item gross, revenue amount, price total, cost to customer total,
    vlr total, vl total liquido, v total, αξια, συνολο, πωλησεις, valoare, valoare totala, vanzari, incasari, сума, виручка, дохід, thanh tien, doanh thu, doanh so, tong tien, penjualan, total harga, omset, pendapatan, nilai penjualan, ยอดขาย, ยอดรวม, มูลค่า, suma spolu, pajamos, מכירות, סכום, الإجمالي, المبلغ,
    netto ertek, brutto ertek, ertek, osszeg, osszesen, forgalom, arbevetel, celkem, trzby, castka, obrat, spolu, iznos, износ, ukupno, укупно, promet, стойност, приходи, vrijednost, omsaetning, omsætning, belob, beløb, salg, i alt, import, vendes, סהכ, סכום, מכירות, הכנסות, pajamos, apyvarta, apgrozijums, summa, kaive, muuk, कुल, कुल राशि, राशि, बिक्री, مبلغ, مبلغ کل, جمع, فروش, total sale price, total sales price, total selling price, total item price, total retail price, total net price, extended, ext price, ext amount, net value, netto, brutto, sale dollars, sales in dollars, 결제액, 결제금액, 주문금액, satis tutar, paid, ventes de produits, vendite di prodotti, ventas de productos, verkoop van producten, sprzedaz produktow, forsaljning av produkter, 商品売上, prix total, precio total, prezzo totale, preco total, totaalprijs, prijs totaal, cena calkowita, totalpris, total harga produk, total penjualan, 货款, 총 주문금액,
    net sls, gross sls, kzwi1, umsav, sdaexp, إجمالي, إجمالي المنتج, المجموع`),
  units: words(`
    units, units sold, quantity, qty, quantity sold, qty sold, units ordered, quantity ordered, lineitem quantity, order quantity, net quantity, sold units, sold, unit sales, items sold, items purchased, item quantity, quantity purchased, rooms sold, room nights, nights sold, tickets sold, seats sold, total units, sales units, sales quantity, sales volume, sales qty, order qty, ordered units, units shipped, quantity shipped, pieces, pcs, count, number of items, number sold, num sold, demand, ordered, dozens, net items sold, net units, net qty, volume sold, total quantity, total qty, total volume, volume, invoiced quantity, billed quantity, items, copies sold, units net, quantity net, movement, move, no of units, cups sold, bottles sold, cases sold, unit volume, energy, energy kwh, energy delivered, energy consumed, energy sold, kwh delivered, kwh sold, kwh, admits, admissions, new customers, new seats, new subscribers, new subscriptions, neukunden, abschlusse, litres sold, liters sold, gallons sold, grams sold, grams,
    menge, anzahl, stueck, stuck, stueckzahl, stuckzahl, absatz, absatzmenge, verkaufte menge, verkaufsmenge, verkaufte stuck, verkaufte stueck, stk, bestellmenge, verkauft, abverkauf, verkaufte einheiten, einheiten, auftragsmenge, fakturierte menge, liefermenge, absatz stk, absatz stuck,
    quantite, quantites, qte, quantite vendue, unites vendues, nombre, unites, nb ventes, volume vendu, pieces vendues, qte vendue, nb unites, nb vendus, nb vendu, nbre vendu, nombre vendu, vendus, vendues, ventes unites, articles vendus,
    cantidad, unidades, unidades vendidas, cantidad vendida, cant, piezas, uds, unds, volumen, articulos vendidos, piezas vendidas,
    quantita, qta, unita, unita vendute, pezzi, pezzi venduti, quantita venduta, nr pezzi, venduto, quantita vendute,
    quantidade, unidades vendidas, quantidade vendida, qtd, qtde, qt, pecas, itens vendidos, qtd vendida, qtde vendida, volume vendido, quant,
    aantal, stuks, aantal verkocht, verkochte aantallen, hoeveelheid, verkocht aantal, eenheden, verkochte stuks, afzet, verkocht,
    ilosc, ilosc sprzedana, sztuki, szt, liczba sztuk, sprzedane sztuki, wolumen, ilosc szt, liczba, sprzedaz ilosciowo, sprzedaz szt,
    количество, кол во, колво, штук, штуки,
    数量, 個数, 販売数, 販売数量, 売上数量, 注文数, 売上点数, 点数, 販売個数, 売上個数, 注文個数, 购买数量, 销量, 销售数量, 销售量, 件数, 成交件数, 购买件数, 商品数量, 售出数量, 订购数量, 銷量, 數量, 銷售數量, litres, liters, litre, liter, gallons, kg, kilos, kilograms, weight sold, quantity kg, antal, salda, st, antal salda, antall, antal solgt, stk solgt, adet, miktar, satis adedi, kappaletta, maara, mnozstvi, pocet, pocet kusu, kusu, ks, darab, mennyiseg, 판매수량, 수량, 판매량, الكمية, כמות, nights, bookings, signups, sign ups, subscriptions, licences sold, licenses, downloads, servings, portions, covers, passengers, pax, rides, trips, memberships, sls qty, qnty, qnt, sold qty, sale qty, qty invoiced, quantity invoiced, fkimg, kwmeng, fakt menge, absatz in stuck, verk menge,
    q ta, ποσοτητα, τεμαχια, cantitate, bucati, кількість, шт, so luong, sl, sl ban, so luong ban, jumlah, jumlah terjual, kuantitas, terjual, จำนวน, จำนวนที่ขาย, ปริมาณ, mnozstvo, pocet ks, kiekis, כמות שנמכרה, كمية,
    mennyiseg, darab, db, eladott mennyiseg, pocet, pocet kusu, kusy, kolicina, количина, продадена количина, kom, prodana kolicina, solgte enheder, maengde, mængde, antal solgt, quantitat, unitats, unitats venudes, כמות, יחידות, כמות שנמכרה, kiekis, daudzums, kogus, मात्रा, बेची गई मात्रा, تعداد, مقدار, consumption, consumption kwh, kwh, rental days, days rented, hire days, days hired, rental hours, hours rented, paying visitors, paying guests, paid admissions, paid entries, completed trips, trips completed, completed rides, rides completed, enrolled, enrolments, enrollments, vends, doses, procedures performed, kuantiti, bilangan, qty dispensed, quantity dispensed, adet sayisi, gallons sold, litres sold, liters sold, kg sold, pounds sold, lbs sold, volume kg, volume l, verbrauch, tickets, seats, new subscriptions, new subscribers, rooms, qty out, quantity out, quantity issued, qty issued, issued quantity, rooms booked, number of rooms, no of rooms, jumlah produk dibeli, jumlah produk, 구매수,
    item cnt, cnt, sales cnt, sold cnt, boxes shipped, cartons shipped, cases shipped, pieces shipped, items shipped, boxes sold, boxes, how many, vol, no sold, bottles, copies, cans, cans sold, bags sold, loaves, loaves sold, jars, crates, tubs, trays, bouquets, meals, tins, packets, packs, packs sold, cases, solgt, absmg, sduorg, sdsoqs, iltrqt, к сть, к ть`),
  productId: words(`
    product id, sku, product sku, item sku, lineitem sku, seller sku, msku, merchant sku, child asin, product variant sku, variant sku, product code, item id, item code, item number, item no, item nr, stock code, stockcode, article number, article no, article id, article code, material, material number, material no, part number, part no, upc, ean, ean code, gtin, barcode, isbn, asin, plu, sku id, sku code, style number, model number, product key, product no, product number, productid, goods id, drug code, service code, internal reference,
    article, product, item, style, model, listing id, product service, product or service, variant id,
    artikelnummer, artikel nr, artikelnr, artnr, art nr, artikel, artikelcode, artikel id, materialnummer, produktnummer, produktnr, produkt, produkt id, ware, wkn, warennummer, produktcode, position artikel,
    code article, code produit, reference produit, reference article, ref produit, ref article, reference, ref, article, produit, code barre, id produit,
    codigo producto, codigo de producto, codigo articulo, codigo, referencia, producto, articulo, id producto, cod producto, clave producto,
    codice articolo, codice prodotto, codice, articolo, prodotto, cod articolo, id prodotto, riferimento, cod prodotto,
    codigo produto, codigo do produto, cod produto, produto, artigo, id produto, cod item,
    artikelnummer, productcode, productnummer, artikel nummer, product nr,
    kod produktu, kod towaru, indeks, produkt, towar, symbol, id produktu, numer artykulu, artykul, nr artykulu, kod,
    артикул, товар, код товара, номенклатура, продукт,
    商品コード, 商品番号, 品番, 商品id, 型番, 商品, 製品コード, 製品, 品目, 品目コード, 商品编号, 商品编码, 商品代码, 产品编号, 产品编码, 货号, 产品, 商品id, 品号, 物料编码, 宝贝id, 商品編號, 產品, artikelkod, varenummer, varenr, varunummer, urun kodu, stok kodu, barkod, tuotekoodi, tuote, kod zbozi, kod produktu, cikkszam, row labels, zeilenbeschriftungen, etiquettes de lignes, etiquetas de fila, etichette di riga, rotulos de linha, rijlabels, etykiety wierszy, 상품코드, 상품번호, 품번, المنتج, matnr, item cd, itm cd, prod cd, prod, prod id, prod code, itemcode, artcode, κωδικος, κωδικος προιοντος, cod produs, produs, code produs, код товару, артикул товару, ma hang, ma san pham, sku code seller, kode barang, kode produk, รหัสสินค้า, สินค้า, kod tovaru, tovar, מקט, קוד מוצר, رمز المنتج,
    cikkszam, termek, termekkod, zbozi, kod zbozi, sifra, sifra artikla, artikal, proizvod, izdelek, varenummer, vare, producte, codi, מוצר, מקט, פריט, מק ט, preke, prekes kodas, prece, toode, kaup, उत्पाद, वस्तु, کالا, محصول, کد کالا, ndc, products,
    sdlitm, sditm, sdaitm, illitm, كود المنتج, كود الصنف, رقم الصنف, رمز الصنف, رقم المنتج`),
  productName: words(`
    product name, item name, lineitem name, product title, item title, article name, product description, product detail, item description, description, product, item, title, name, drug name, model name, listing title, style name, product item, particulars, material description, dish, menu item, room type, brand name, productname, sku name, sku description,
    bezeichnung, artikelbezeichnung, produktname, artikelname, beschreibung, artikeltext, produktbezeichnung, materialkurztext, warenbezeichnung,
    designation, libelle, nom du produit, nom produit, nom article, libelle article, desc article, nom de l article,
    descripcion, nombre, nombre producto, nombre del producto, nombre articulo, descripcion producto, descripcion articulo, denominacion,
    descrizione, nome prodotto, nome articolo, descrizione articolo, descrizione prodotto, denominazione,
    descricao, nome do produto, nome produto, descricao produto, descricao do produto, nome do item, desc produto,
    omschrijving, productnaam, artikelomschrijving, artikelnaam, productomschrijving, naam,
    nazwa, nazwa produktu, nazwa towaru, opis, nazwa artykulu, opis produktu,
    наименование, название, наименование товара, название товара,
    商品名, 品名, 製品名, 商品タイトル, 品目名, 商品名称, 产品名称, 品名, 商品标题, 宝贝标题, 货品名称, 名称, 菜品名称, 產品名稱, 商品名稱, benamning, varunamn, artikelnamn, varenavn, produktnavn, beskrivelse, urun adi, urun, tuotenimi, nazev, nazev zbozi, nazev produktu, termek, 상품명, 품명, arktx, maktx, item desc, prod desc, prod name, product desc, περιγραφη, προιον, denumire, denumire produs, nume produs, назва, назва товару, ten hang, ten san pham, nama barang, nama produk, ชื่อสินค้า, nazov, nazov tovaru, pavadinimas, שם מוצר, اسم المنتج,
    megnevezes, termek neve, nazev, nazev zbozi, naziv, naziv artikla, naziv proizvoda, varebeskrivelse, descripcio, שם מוצר, שם הפריט, תיאור, pavadinimas, prekes pavadinimas, nosaukums, nimetus, उत्पाद का नाम, نام کالا, نام محصول, drug,
    sddsc1`),
  parentProduct: words('parent asin, parent sku, parent id, product group id, style parent, parent product'),
  category: words(`
    category, product category, product category name, department, dept, product group, segment, item category, sub category, subcategory, family, product family, product line, product type, class, item group, dept id, cat id, cat, merchandise category, group,
    kategorie, warengruppe, produktgruppe, artikelgruppe, sortiment, sparte, abteilung,
    categorie, famille, rayon, gamme, groupe, categoria, familia, departamento, seccion, linea, grupo, reparto, famiglia, gruppo merceologico, secao, productgroep, afdeling, artikelgroep, kategoria, grupa, grupa towarowa, dzial,
    категория, группа, カテゴリ, カテゴリー, 分類, 部門, 商品分類, 分类, 类目, 品类, 类别, 商品分类, 類別, danh muc, kategori, หมวดหมู่, κατηγορια, categorie produs, категорія`),
  cost: words(`
    unit cost, cost, cogs, cost price, purchase price, cost of goods, cost of goods sold, landed cost, cost per unit, product cost, item cost, wholesale price, buying price, purchase cost, cost each, average cost, avg cost, standard cost, unit cogs, total cost, buy price,
    einkaufspreis, ek, ek preis, aek, aep, apothekeneinkaufspreis, ek netto, kosten, einstandspreis, wareneinsatz, selbstkosten, stuckkosten, stueckkosten, herstellkosten, bezugspreis,
    cout, cout unitaire, prix d achat, prix achat, prix de revient, pa ht, cout d achat, coste, costo, coste unitario, costo unitario, precio de compra, precio compra, precio de coste, costo, costo unitario, prezzo di acquisto, prezzo acquisto, costo di acquisto,
    custo, custo unitario, preco de custo, preco custo, preco de compra, custo medio, kostprijs, inkoopprijs, kosten, koszt, cena zakupu, koszt jednostkowy, koszt wlasny,
    себестоимость, закупочная цена, 原価, 仕入価格, 仕入単価, 仕入値, 仕入価, 卸価, 卸値, 卸価格, 卸単価, 原価単価, 成本, 成本价, 供货价, 拿货价, 批发价, 采购单价, 원가, 매입가, 매입단가, 进价, 采购价, 单位成本, 进货价, 成本價, inkopspris, innkjopspris, kostpris, maliyet, alis fiyati, nakupni cena, auc, average unit cost, supplier price, vendor price, supplier cost, vendor cost, dealer cost, cost amount, einkauf, ek pro stuck, waren ek, gestehungskosten, cost amount actual, total cost of sales, harga beli, gia von, tong gia von, gia nhap, κοστος, cost de achizitie, pret achizitie, собівартість, ต้นทุน, nakupna cena, עלות, التكلفة,
    wavwr, verpr, sduncs`),
  inventory: words(`
    inventory, stock, on hand, stock level, inventory level, stock on hand, units in stock, stock quantity, available stock, ending inventory, quantity on hand, closing stock, stock end, end stock, ending stock, qty on hand, qoh, soh, inventory quantity, inventory on hand, available quantity, available, stock qty, in stock, eod stock, closing inventory,
    lagerbestand, bestand, endbestand, lager, verfugbar, verfuegbar, stock final, stock disponible, stock fin, stock restant, existencias, inventario, disponible, giacenza, scorta, giacenza finale, disponibilita, estoque, estoque final, saldo estoque, stock existente, voorraad, eindvoorraad, beschikbaar, stan magazynowy, stan, zapas, stan koncowy,
    остаток, остатки, 在庫, 在庫数, 期末在庫, 在庫数量, 库存, 库存数量, 期末库存, 剩余库存, 庫存, lagersaldo, lager saldo, beholdning, stok, stok miktari, sklad, zasoba`),
  competitorPrice: words(`
    competitor price, competitor, rival price, competition price, competitors price, rival, competing price, buy box price, market price, comp price, comp 1, competitor avg price, average competitor price, lowest competitor price, lowest market price,
    wettbewerberpreis, wettbewerbspreis, konkurrenzpreis, marktpreis, mitbewerberpreis, prix concurrent, prix concurrence, prix du concurrent, precio competencia, precio competidor, precio del competidor, prezzo concorrente, prezzo concorrenza, preco concorrente, preco concorrencia, preco do concorrente, concurrentprijs, prijs concurrent, cena konkurencji, cena konkurenta,
    цена конкурента, 競合価格, 他社価格, 競合他社価格, 竞品价格, 竞争对手价格, 对手价格, 竞品价, 竞品单价, 对手价, 竞对价, 同行价, 他社価, 他店価格, 競品價, 競品價格`),
  profit: words(`
    total profit, profit, gross profit, net profit, profit total, contribution, contribution margin, gross income, margin amount, gross margin amount, gewinn, rohertrag, deckungsbeitrag, db, benefice, marge brute, ganancia, beneficio, utilidad, utile, profitto, margine, lucro, winst, brutowinst, zysk, marza kwotowo, прибыль, 利益, 粗利, 粗利益, 利润, 毛利, 毛利润`),
  predictedSales: words(
    'predicted sales, predicted, forecast, sales forecast, forecast sales, expected sales, predicted revenue, predicted units, prognose, prevision, prevision ventes, pronostico, previsione, previsao, verwachting, prognoza, 予測, 売上予測, 预测, 预测销量, prediction',
  ),
  organicConversion: words(
    'organic conversion percentage, organic conversion, organic conversion rate, conversion, conversion rate, conversion percentage, unit session percentage, cr, cvr, konversionsrate, taux de conversion, tasa de conversion, tasso di conversione, taxa de conversao, conversieratio, wspolczynnik konwersji, 転換率, 转化率, 轉換率',
  ),
  adConversion: words(
    'ad conversion percentage, ad conversion, ad conversion rate, paid conversion, advertising conversion, ppc conversion, 广告转化率, 広告転換率',
  ),
  discount: words(`
    discount, discount amount, discount percent, discount percentage, discount rate, discount pct, discounts, lineitem discount, item discount, line discount, markdown, markdown amount, price reduction, retail disc, retail discount, promo discount, discount value, rebate, total discount,
    rabatt, rabatt prozent, nachlass, preisnachlass, rabattbetrag, skonto, rabattsatz, remise, rabais, reduction, taux de remise, taux remise, remise pct, montant remise, descuento, dto, desc, bonificacion, pct descuento, sconto, ribasso, sconto percentuale, desconto, abatimento, percentual desconto, korting, kortingspercentage, rabat, rabat procent, upust, znizka, скидка, 割引, 値引, 値引き, 割引率, 値引率, 値引額, 割引額, 折扣, 折扣率, 优惠, 优惠金额, 折扣金额, 優惠, coupon amount, coupon discount, voucher amount, voucher discount, promo amount, promotion discount, item promotion discount, campaign discount,
    disc, disc percent, disc pct, disc amount, disc amt, line disc, line disc percent, trade discount, kedvezmeny, sleva, popust, nuolaida, allennus, הנחה, छूट, تخفیف, indirim, indirim tutari, diskon, diskon produk, 할인액, 할인금액, offers on items, offers on item, item offers, promo on item, promotions on items, item promotions, item promotion, promotions, coupon percent, voucher percent, promo percent, promotion percent, rebate percent, reduction percent, percent off, coupon pct`),
  promoted: words(`
    promo, promotion, promoted, on promotion, onpromotion, is promo, is promotion, promo flag, promotion flag, on sale, is on sale, special, feat, feature, display, ad flag, deal, on deal, in promotion,
    aktion, werbung, im angebot, promotion aktiv, en promotion, en promo, promocion, en oferta, oferta, promozione, in offerta, in promozione, offerta, promocao, em promocao, aanbieding, actie, in actie, promocja, w promocji, акция, セール, 特売, キャンペーン, 促销, 是否促销, 活动, 促銷`),
  advertising: words(`
    ad spend, ads spend, adspend, advertising spend, advertising, advertising cost, advertising costs, advertising expense, advertising budget, ad cost, ad costs, ads cost, ad budget, ad expense, marketing spend, marketing cost, marketing costs, marketing expense, marketing budget, media spend, media cost, media budget, promotion spend, promo spend, promotional spend, campaign spend, campaign cost, search spend, social spend, display spend, tv spend, radio spend, print spend, digital spend, online spend, ppc spend, sem spend, paid search spend, facebook spend, google spend, google ads spend, influencer spend, spend, grp, grps, trp, trps, gross rating points, rating points, tv ads, tv grp, tv grps, tv advertising, adstock, impressions, ad impressions, tv impressions, emails sent, email sends, newsletters sent, newsletter sends, mailings, flyers, leaflets, ad intensity, share of voice, sov, sponsored spend, sponsored products spend,
    werbeausgaben, werbekosten, werbebudget, werbeaufwand, werbeetat, mediaausgaben, mediabudget, marketingausgaben, marketingkosten, marketingbudget, werbedruck, einblendungen, werbeeinblendungen, versendete newsletter, tv werbung, flugblatter,
    depenses publicitaires, depense publicitaire, budget publicitaire, depenses marketing, budget marketing, publicite, investissement publicitaire, cout publicitaire, emails envoyes,
    gasto publicitario, gasto en publicidad, inversion publicitaria, gasto de marketing, gasto en marketing, publicidad, presupuesto publicitario, impresiones, correos enviados,
    spesa pubblicitaria, spese pubblicitarie, pubblicita, spesa marketing, budget pubblicitario, investimento pubblicitario, impressioni, gasto com publicidade, gastos com publicidade, publicidade, investimento em midia, gasto com marketing, impressoes, verba de marketing,
    reclamekosten, reclame uitgaven, reclamebudget, advertentiekosten, advertentie uitgaven, marketinguitgaven, mediabestedingen, vertoningen, wydatki na reklame, koszt reklamy, koszty reklamy, budzet reklamowy, wydatki marketingowe, reklama, wyswietlenia,
    расходы на рекламу, рекламный бюджет, затраты на рекламу, реклама, показы, 広告費, 広告宣伝費, 宣伝費, 広告支出, 表示回数, 广告费, 广告费用, 广告花费, 广告支出, 推广费, 推广费用, 营销费用, 曝光量, 展现量, 廣告費, reklam harcamasi, reklam gideri, reklamudgifter, reklamkostnad, annonskostnad, 광고비`),
  visitors: words(`
    visitors, visits, footfall, foot traffic, traffic, store traffic, site traffic, web traffic, website traffic, unique visitors, sessions, sessions total, page views, pageviews, product views, product page views, glance views, detail page views, store visits, shop visits, walk ins, door count, people count, number of visitors, site visits,
    besucher, besucherzahl, besuche, frequenz, kundenfrequenz, passantenfrequenz, sitzungen, seitenaufrufe, seitenansichten, visiteurs, visites, frequentation, trafic, pages vues, visitantes, visitas, trafico, sesiones, afluencia, paginas vistas, visitatori, visite, traffico, sessioni, affluenza, visualizzazioni di pagina, trafego, sessoes, visualizacoes, bezoekers, bezoeken, paginaweergaven, sessies, odwiedzajacy, odwiedziny, ruch, sesje, odslony,
    посетители, посещения, трафик, просмотры, 来店者数, 来客数, 訪問者数, 訪問数, セッション, アクセス数, 访客数, 访客, 客流量, 客流, 浏览量, 訪客數, ziyaretci, ziyaret, besokare, besok, besogende, kavijat, navstevnici, 방문자, ページビュー数, ページビュー, セッション数`),
  weather: words(`
    temperature, temp, avg temp, avg temperature, average temperature, mean temperature, max temperature, max temp, high temperature, daily high, min temperature, outdoor temperature, air temperature, temperature c, temperature f, temp c, temp f, temperature celsius, weather, weather index, rain, rainfall, rain mm, precipitation, precip, sunshine, sunshine hours, sun hours, hours of sun, snow, snowfall, humidity, wind speed,
    temperatur, aussentemperatur, hochsttemperatur, hoechsttemperatur, durchschnittstemperatur, niederschlag, regen, sonnenstunden, sonnenschein, wetter, luftfeuchtigkeit, temperature moyenne, temperature max, meteo, pluie, precipitations, ensoleillement, temperatura, temperatura media, temperatura maxima, temperatura max, lluvia, precipitacion, precipitaciones, horas de sol, pioggia, precipitazioni, ore di sole, chuva, precipitacao, temperatuur, neerslag, zonuren, opady, deszcz, naslonecznienie, температура, осадки, 気温, 平均気温, 最高気温, 降水量, 日照時間, 气温, 温度, 降雨量, 氣溫, sicaklik, nedbor, teplota`),
  event: words(`
    event, events, event name, event name 1, special event, special day, holiday, is holiday, isholiday, holiday flag, holiday name, public holiday, bank holiday, school holiday, stateholiday, state holiday, schoolholiday, school holidays, holidays, festival, is event, event flag, event day, calendar event, match day, payday,
    feiertag, feiertage, ist feiertag, ferien, schulferien, ereignis, veranstaltung, sondertag, jour ferie, ferie, jours feries, vacances scolaires, evenement, festivo, feriado, es festivo, dia festivo, evento, festivita, giorno festivo, feriados, e feriado, feestdag, feestdagen, schoolvakantie, evenement naam, swieto, swieta, dzien swiateczny, wydarzenie, праздник, праздники, событие, 祝日, 休日, イベント, 节假日, 节日, 是否节假日, 假日, 節日, tatil, resmi tatil, helligdag, helgdag, svatek`),
  distribution: words(`
    number of stores, stores selling, store count, no of stores, num stores, stores, active stores, stores carrying, stores stocking, outlets selling, number of outlets, points of distribution, distribution points, total distribution points, tdp, acv, percent acv, pct acv, acv distribution, acv weighted distribution, weighted distribution, numeric distribution, distribution, listed stores,
    gewichtete distribution, numerische distribution, anzahl filialen, anzahl markte, anzahl maerkte, fuhrende filialen, fuehrende filialen, distributionsgrad, distribution valeur, distribution numerique, nombre de magasins, distribucion ponderada, distribucion numerica, numero de tiendas, tiendas, distribuzione ponderata, distribuzione numerica, numero di negozi, negozi trattanti, distribuicao ponderada, distribuicao numerica, numero de lojas, gewogen distributie, aantal winkels, dystrybucja wazona, dystrybucja numeryczna, liczba sklepow, взвешенная дистрибуция, число магазинов, 取扱店数, 配荷率, 铺货率, 门店数, 鋪貨率`),
  status: words(`
    status, order status, financial status, payment status, sale status, state of order, order state, item status, line status, transaction status, event type, transaction type, type of transaction, is cancelled, cancelled, is refunded, refunded, returned, is returned, fulfilment status, order type, document type, record type, stage, opportunity stage, deal stage, sales stage,
    bestellstatus, auftragsstatus, zahlungsstatus, zustand, belegart, storniert, statut, statut commande, etat commande, etat, type de transaction, estado, estado del pedido, estado pedido, stato, stato ordine, situacao, situacao do pedido, status do pedido, bestelstatus, orderstatus, status zamowienia, стaтус, статус, ステータス, 注文状態, 注文ステータス, 状態, 状态, 订单状态, 交易状态, 訂單狀態, doc type, type of document, tipo documento, type de document, belegtyp, vorgangsart, entry type, movement type, bewegungsart, trang thai, สถานะ, κατασταση, 주문상태, 클레임상태, siparis statusu, siparis durumu, paket durumu, status pesanan, status terakhir, حالة الطلب, الحالة, status comanda, stare comanda, статус замовлення, статус заказа, סטטוס, סטטוס הזמנה, מצב הזמנה, stav, stav objednavky, allapot, statusz, rendeles statusza, rendeles allapota, tila, tilauksen tila, ordrestatus, durum, statusas, staatus, statuss, وضعیت, وضعیت سفارش, स्थिति`),
  currency: words(
    'currency, currency code, order currency, listing currency, waehrung, wahrung, devise, monnaie, moneda, divisa, valuta, moeda, waluta, валюта, 通貨, 货币, 币种, 幣別, para birimi, mena, waerk, waers, sdcrcd',
  ),
  place: words(`
    store, store id, store name, store nbr, store num, shop num, store number, shop, shop id, shop name, branch, branch id, outlet, location, location name, site, region, market, marketplace, sales channel, channel, channel name, warehouse, country, province, state, territory, zone, area, city, platform, plant, pos, point of sale, point of sale id, banner, retailer, geography, store code, store no, sales org, type, sell channel, order channel, customer group, price group, price zone, account,
    filiale, laden, standort, markt, vertriebskanal, kanal, verkaufskanal, niederlassung, marktplatz, bundesland, werk, betriebsstatte, filialnummer, geschaft, land,
    magasin, boutique, point de vente, canal, canal de vente, pays, ville, succursale, agence, enseigne,
    tienda, sucursal, local, canal de venta, pais, ciudad, almacen, zona, punto de venta, provincia,
    negozio, punto vendita, canale, canale di vendita, regione, sede, magazzino, citta, paese,
    loja, filial, canal de vendas, regiao, estado uf, uf, cidade, unidade de negocio, armazem, ponto de venda,
    winkel, vestiging, filiaal, kanaal, verkoopkanaal, regio, locatie,
    sklep, oddzial, kanal sprzedazy, lokalizacja, placowka, punkt sprzedazy, magazyn, wojewodztwo,
    магазин, филиал, регион, канал,
    店舗, 店舗名, 店舗コード, 支店, 地域, 販売チャネル, チャネル, エリア, 店名, モール, 门店, 店铺, 店铺名称, 门店名称, 渠道, 地区, 区域, 平台, 城市, 省份, 門市, 店鋪, 通路, customer type, customer segment, customer group, customer category, client type, butik, butikk, magaza, sube, prodejna, pobocka, kundengruppe, kundentyp, kundensegment, 매장, 지점, المتجر, cua hang, chi nhanh, toko, cabang, สาขา, καταστημα, magazin, магазин торгівлі, predajna, point of sale name, price list name,
    markets, geography,
    werks, vkorg, vtweg, sdmcu`),
  orderId: words(`
    order id, order, order number, order no, order item id, invoice, invoice id, invoice no, invoice number, transaction id, transaction, basket id, receipt, receipt id, receipt no, ticket, ticket id, amazon order id, merchant order id, sale id, row id, num, line id, record id, bill no, document number, po number, txn id, check id, cart id, index,
    bestellnummer, auftragsnummer, rechnungsnummer, belegnummer, bonnummer, bon nr, beleg nr, rechnung nr, auftrag, numero de commande, n commande, no commande, commande, numero facture, facture, numero de pedido, pedido, factura, numero factura, n pedido, numero ordine, ordine, fattura, scontrino, numero do pedido, numero pedido, nota fiscal, nf, bestelnummer, ordernummer, factuurnummer, bonnummer, numer zamowienia, nr zamowienia, faktura, paragon, nr faktury, zamowienie,
    номер заказа, заказ, 注文番号, 注文id, 伝票番号, 受注番号, レシート番号, 订单号, 订单编号, 订单id, 交易号, 單號, 訂單編號, so hoa don, ma don hang, no pesanan, no faktur, เลขที่ใบเสร็จ, αριθμος παραγγελιας, nr factura, номер замовлення, doc, doc no, document no, bon, bon no, belegnr, beleg, check no,
    order ref, order reference, pos reference, sales order ref, confirmation, confirmation number, sales doc, sales document, sales document no, sales order, sales order no, sales order number, sales no, sales number, sales id, sales invoice, 주문번호, siparis numarasi, siparis no, paket no, paket numarasi, nomor invoice, nomor pesanan, verkaufsprotokollnummer, bestelnr,
    rendelesszam, rendeles szama, szamlaszam, מספר הזמנה, fakturanr, fakturanummer, ordrenr, ordrenummer, bilagsnr, bilagsnummer, vbeln, sddoco, sddoc, رقم الطلب, رقم الفاتورة, nr comanda, numar comanda`),
  customer: words(`
    customer, customer id, customer name, invoice account, customer account, account no, account number, account id, bill to account, sold to, sold to party, ship to party, buyer, buyer name, buyer username, client, client id, household id, household key, household, email, user id, member id, bill to, ship to, billing name, shipping name, first name, last name, full name, phone, address, purchase address, salesperson, sales rep, staff, staff name, staff member, rep, server, waiter, clerk, cashier, employee, gender, seller id, ship name, recipient,
    kunde, kundennummer, kundenname, kundennr, kaufer, kaeufer, verkaufer, vertreter, client nom, nom client, acheteur, cliente, nombre cliente, comprador, nome cliente, acquirente, klant, klantnummer, klant naam, klient, nabywca, kontrahent, клиент, покупатель, 顧客, 顧客id, 顧客名, 購入者, 会員id, 客户, 买家, 会员, 客户名称, 買家,
    kundenavn, kundnamn, kundnr, kundnummer, kundenr, kundenummer, asiakas, asiakasnumero, debiteur, debiteurnummer, debitor, debitornr, debitorennummer, code client, no client, codigo cliente, cod cliente, codice cliente, kunnr, kunag, sdan8`),
  tax: words(
    'tax, taxes, vat, sales tax, gst, hst, tax amount, vat amount, item tax, order sales tax, mwst, ust, steuer, tva, iva, impuesto, imposta, imposto, btw, podatek, 税, 消費税, 税额, 税率, ндс, tax rate, vat rate, tax percent, vat percent, steuersatz, mwst satz, taux tva, taux de tva, aliquota iva, tipo iva, btw tarief, stawka vat, 消費税率, kdv, kdv orani, moms, momssats, momsprocent, 부가세',
  ),
  other: words(`
    insurance paid, patient paid, plan paid, insurer paid, copay, co pay, co payment, copayment, deductible, order total, order total amount, order amount, grand total, order subtotal, sales to date, revenue to date, units to date, running sales, cumulative revenue, cumulative units, running units, shipping price, item shipping, shipping, shipping cost, shipping amount, order shipping, shipping discount, freight, freight price, freight value, delivery fee, fee, fees, commission, tip, tips, surcharge, deposit, refunded amount, refund amount, returns, return amount, gift card, price group, price list, price level, price type, price category, price id, coupon code, discount code, discount type, coupon disc, coupon match disc, coupon details, number of customers, customers, clicks, ad clicks, link clicks, click through rate, ctr, cost per click, cpc, acos, tacos, roas, return on ad spend, ad sales, ad orders, ad revenue, ad conversions, conversions, attributed sales, add to cart, add to carts, adds to cart, carts, cart adds, checkouts, purchases per visitor, orders per visitor, sales rank, rank, best seller rank, bsr, fp 1, ps 1, lag price, price change, price index, price per kg, price per litre, price per liter, unit of measure, uom, quantity unit, unit of sale, product weight g, product photos qty, product description length, product name length, product description lenght, product name lenght, product score, rating, reviews, weight, postal code, zip, zip code, updated at, last updated date, ship date, shipped date, delivery date, cancelled at, fulfilled at, due date, expiry date, payment method, payment type, payment, lineitem fulfillment status, fulfillment status, fulfilment, lineitem requires shipping, lineitem taxable, outstanding balance, balance, running total, cumulative sales, cumulative, ytd sales, ytd, mtd, customers, day of week, dayofweek, weekday, weekend, occupancy, rooms available, capacity, gross margin percentage, margin percent, profit margin, target, budget, plan, item type, returned quantity, qty returned, quantity returned, quantity cancelled, returned units, refunded quantity, wholesale quantity, min order quantity, reorder quantity, quantity reserved, quantity unit, qty in, quantity in, quantity received, qty received, received quantity, minimum price, maximum price, min price, max price, price min, price max, wochentag, versandkosten, versand, liefermenge offen, frais de port, gastos de envio, spese di spedizione, frete, verzendkosten, koszt dostawy, postleitzahl, plz, 送料, 运费, 運費, 邮费, bruttomarge, marge, marza, 배송비, penalty, penalties, штраф, штрафы, сумма штрафов, ongkos kirim, ongkos kirim idr, payout, net payout, payout amount, seller payout, settlement amount, net proceeds, net earnings, seller earnings, seller proceeds, amount transferred, transfer amount, auszahlung, auszahlungsbetrag, gutschriftbetrag, versement, montant reverse, a reverser, liquidacion, importe liquidado, importo accreditato, netto uitbetaling, uitbetaling, do wyplaty, kwota wyplaty, к перечислению, к выплате, hakedis, hakedis tutari, 정산예정금액, 정산금액, 入金額, 入金予定額, 结算额, 到账金额, penghasilan bersih, estimasi pendapatan,
    line, line no, line number, line nr, zeile, zeilennummer, ligne, no ligne, numero de ligne, meins, vrkme, posnr, sdlnid, sduom, تكلفة الشحن, الشحن, رسوم الشحن`),
};
