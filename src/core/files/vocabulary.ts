// Words in cells that say what a row is: a total, a line that was cancelled, a yes or a no.

const total =
  /^(?:(?:grand|sub|sum|over|order)[\s-]*)?totals?$|^(?:grand total|sub-?total|total general|total general|totale generale|total geral|total sum|overall|overall result|result|all products|all|all (?:stores|shops|regions|channels|products|items|branches|markets|countries|locations)|total ?us|sum)$|^(?:gesamt(?:summe|ergebnis|betrag)?|summe|zwischensumme|endsumme|insgesamt|ergebnis)$|^(?:totaal|eindtotaal|subtotaal|totale|totaux|sous-?total|subtotale|somme|suma|razem|ogółem|suma końcowa|łącznie|soma|итого|всего|合計|小計|総計|总计|合计|小计|總計)$/iu;
const totalBeginning =
  /^(?:total|totale|totaal|subtotal|sub-total|grand total|summe|zwischensumme|gesamt|sous-total|suma|razem|soma|итого)(?:\s+(?:for|of|per|de|del|von|für|pour|di|da|van|za|do|mes|month|monat|january|february|march|april|may|june|july|august|september|october|november|december)\b.*|\s*[:=].*|\s+\d.*)$/iu;

/** Whether a cell names a total rather than a thing: `Total`, `Zwischensumme`, `Total for Candle`. */
export function isTotalWord(cell: string): boolean {
  const text = cell.trim();
  return text.length < 60 && (total.test(text) || totalBeginning.test(text));
}

/** Whether a row without a date is a total by its last word: `Mug Total`, `Artikel 4711 Ergebnis`. */
export function endsAsTotal(cell: string): boolean {
  return (
    cell.length < 80 &&
    /\s(?:total|totals|subtotal|ergebnis|summe|gesamt|totale|totaal|suma|razem)\s*$/i.test(cell)
  );
}

const notSold = new Set(
  (
    'cancelled|canceled|cancel|reversed|denied|missing orders|cancellation|refunded|refund|fully refunded|returned|return|void|voided|failed|declined|rejected|expired|abandoned|chargeback|charged back|' +
    'lost|closed lost|deleted|training|practice|demo order|undelivered|rto|rto complete|rto delivered|rto initiated|returned to origin|returned to seller|shipped - returned to seller|shipped - rejected by buyer|shipped - returning to seller|shipped - lost in transit|shipped - damaged|test|draft|quote|unpaid - cancelled|wc-cancelled|wc-refunded|wc-failed|' +
    'storniert|storno|abgebrochen|retourniert|retoure|erstattet|gelöscht|annuliert|annulliert|' +
    'annulé|annulée|annule|annulee|remboursé|remboursée|rembourse|retourné|échoué|échouée|' +
    'cancelado|cancelada|anulado|anulada|reembolsado|reembolsada|devuelto|devuelta|fallido|' +
    'annullato|annullata|rimborsato|rimborsata|reso|fallito|' +
    'cancelada|reembolsado|devolvido|devolvida|estornado|estornada|' +
    'geannuleerd|terugbetaald|geretourneerd|mislukt|' +
    'anulowane|anulowano|anulowany|zwrócone|zwrócono|zwrot|nieudane|' +
    'отменен|отменён|отменено|возврат|отмена|' +
    'отменён|отказ|не выкуплен|iade|iptal|iptal edildi|iade edildi|vráceno|zrušeno|stornováno|avbruten|makulerad|returnerad|annulleret|returneret|kansellert|returnert|peruttu|palautettu|anulat|returnat|visszaküldve|törölve|' +
    'キャンセル|キャンセル済み|返品|返金|返金済み|取消|取り消し|无效|已取消|已退款|退款|退货|已关闭|交易关闭|取消订单|已退货|已取消訂單'
  ).split('|'),
);

/** Words that end a sale wherever they stand in a status: `Payment failed`, `Order cancelled by customer`. */
const endsSale =
  /(?:^|[^\p{L}])(?:cancell?ed|voided|failed|declined|rejected|storniert|annulée?|cancelad[oa]|anulad[oa]|annullat[oa]|geannuleerd|anulowan[eoya]|void|refunded|returned|return|charged?back|no-?show|fraud(?:ulent)?|rto|return to origin|expired|charge-?back|refus(?:ed|ée?)|anulat[aăe]?|returnat[aăe]?|stornat[aăe]?|скасован\p{L}*|повернен\p{L}*|анулиран\p{L}*|otkazan\p{L}*|vraćen\p{L}*|ملغي|ملغى|ملغاة|مسترجع|مرتجع|مسترد|إلغاء|לא שולם|בוטל\p{L}*|הוחזר\p{L}*|ακυρ\p{L}*|επιστρ\p{L}*|отмен[её]н[аоы]?|отказ\p{L}*|провален[аоы]?|возврат|iptal|iade|remboursée?|retournée?|devuelt[oa]|devolvid[oa]|reembolsad[oa]|estornad[oa]|rechazad[oa]|rimborsat[oa]|restituit[oa]|retourniert|erstattet|rückerstattet|geretourneerd|terugbetaald|zwrócon\p{L}*|возвращ[её]н\p{L}*|невыкуп\p{L}*|peruttu|peruutettu|hyvitetty|kansellert|refundert|refunderet|annulleret|återbetald|avbokad|törölve|törölt|sztorn\p{L}*|visszáru|visszaküld\p{L}*|preklican\p{L}*|storniran\p{L}*|tühistatud|atcelt\p{L}*|atšaukt\p{L}*|grąžint\p{L}*|dikembalikan|pengembalian|رد شده|لغو\p{L}*|مرجوع\p{L}*|dibatalkan|batal|makulerad|avbruten|stornov[aá]n[oaýé]|zrušen[aoýé])(?![\p{L}])|취소|환불|반품|キャンセル|返品|取消|退款|退货|关闭|關閉|删除|未付款|待付款|等待\p{Script=Han}{0,3}付款|hủy|trả hàng|ยกเลิก|คืนเงิน|คืนสินค้า|रद्द/iu;
const butNot = /(?:^|[^\p{L}])(?:not|never|non|nicht|partial(?:ly)?|teilweise|partiellement)(?![\p{L}])/iu;

/** Whether a status says that nothing was sold after all: `Cancelled`, `refunded`, `storniert`. */
export function saysNotSold(cell: string): boolean {
  const text = plain(cell);
  return notSold.has(text) || (text.length < 60 && endsSale.test(text) && !butNot.test(text));
}

/** Kinds of documents and movements of the stock that are no sale where others of the column are: a quote, a purchase, a transfer. */
const otherDocument = new Set(
  (
    'tender|rounding|round|comment|header|footer|text|zahlung|zahlungsart|kommentar|quote|quotation|estimate|proforma|pro forma|offer|purchase|purchases|purchase order|goods receipt|positive adjmt.|negative adjmt.|adjustment|inventory adjustment|stock adjustment|stocktake|stock take|transfer|stock transfer|consumption|output|assembly|production|write-off|write off|donation|' +
    'angebot|bestellung einkauf|einkauf|zugang|wareneingang|umlagerung|inventur|korrektur|verbrauch|lieferantenrechnung|' +
    'devis|achat|réception|transfert|ajustement|inventaire|presupuesto|compra|ajuste|traspaso|preventivo|acquisto|rettifica|trasferimento|orçamento|ajuste de estoque|transferência|offerte|inkoop|correctie|oferta|zakup|korekta|przesunięcie|' +
    'příjemka|príjemka|převodka|prevodka|inventura|przyjęcie|przyjęcie zewnętrzne|pz|bevételezés|recepție|nir|приход|приходная накладная|поступление|перемещение|списание|оприходование|入荷|入庫|仕入|棚卸|入库|采购入库|调拨|盘点|입고|재고조정'
  ).split('|'),
);

/** What a visitor of a web shop does besides buying. */
const visitEvent = new Set(
  'view|views|viewed|product view|view item|page view|pageview|impression|click|clicked|search|wishlist|add to wishlist|cart|add to cart|addtocart|added to cart|remove from cart|removefromcart|view cart|begin checkout|session start'.split(
    '|',
  ),
);

/** Whether an event of a visit is no sale: `view`, `add_to_cart`. */
export const isVisitEvent = (cell: string) => visitEvent.has(plain(cell));

/** Whether an event of a visit is a sale: `purchase`, `transaction`. */
export const isPurchaseEvent = (cell: string) =>
  /^(?:purchase[ds]?|transactions?|buy|bought|orders?|ordered|checkout complete[d]?|order completed?)$/.test(
    plain(cell),
  );

/** Documents that take a sale back: their units count against what was sold where they carry a sign, and for nothing where not. */
const takesBack = new Set(
  'credit memo|credit note|credit|sales credit memo|sales return|return order|sales credit|refund receipt|gutschrift|storno-rechnung|stornorechnung|rechnungskorrektur|retour|avoir|note de crédit|abono|nota de crédito|nota de credito|nota di credito|devolução|devolución|devolucion|creditnota|creditfactuur|faktura korygująca|korekta faktury|возврат покупателя|返品伝票|贷项通知单'.split(
    '|',
  ),
);

const plain = (cell: string) => cell.trim().toLowerCase().replaceAll('_', ' ').replaceAll('i\u0307', 'i');

/** Whether a kind of document is no sale: a quote, a purchase order, a transfer of stock. */
export const isOtherDocument = (cell: string) =>
  otherDocument.has(plain(cell)) ||
  /^(?:quotation|quote|estimate|rfq|angebot|devis|offerte|preventivo|orçamento)s? (?:sent|open|draft|drafted|pending|expired|offen|versendet|envoyée?|verzonden|inviato|enviado)$/u.test(
    plain(cell),
  ) ||
  /^(?:[\p{L}\d]{1,12} )?(?:transfer|umlagerung|transfert|trasferimento)$/u.test(plain(cell));

/** The documents that one sale goes through, each stage with its words: what was ordered, what was delivered, what was billed. */
const stages = [
  'order|sales order|order confirmation|auftrag|kundenauftrag|auftragsbestätigung|bestellung|commande|commande client|bon de commande|pedido|pedido de venta|pedido de venda|orden de venta|ordine|ordine cliente|order verkoop|verkooporder|bestelling|orderbevestiging|zamówienie|zamówienie klienta|заказ|заказ клиента|注文|受注|订单|销售订单',
  'delivery|delivery note|packing slip|packing list|shipment|item fulfillment|goods issue|dispatch note|despatch note|sales shipment|lieferschein|lieferung|warenausgang|livraison|bon de livraison|albarán|albaran|remito|remisión|ddt|bolla|documento di trasporto|guia de remessa|pakbon|levering|wydanie|wz|накладная|отгрузка|出荷|納品書|出库单|发货单',
  'invoice|sales invoice|tax invoice|posted sales invoice|rechnung|verkaufsrechnung|ausgangsrechnung|facture|facture client|factura|factura de venta|fattura|fatura|nota fiscal|factuur|verkoopfactuur|faktura|faktura vat|faktura sprzedaży|счет-фактура|счёт-фактура|реализация|請求書|发票|销售发票',
].map((list) => new Set(list.split('|')));

/** How far a sale has come by the kind of a document: 1 ordered, 2 delivered, 3 billed; 0 for other words. */
export const stageOf = (cell: string) => 1 + stages.findIndex((words) => words.has(plain(cell)));

/** Whether a kind of document takes a sale back: `Credit Memo`, `Gutschrift`. */
export const isTakenBack = (cell: string) => takesBack.has(plain(cell));

const planned = new Set(
  (
    'budget|budgeted|plan|planned|planning|forecast|fcst|target|goal|outlook|estimate|projection|prediction|rolling forecast|soll|prognose|vorschau|planung|prévision|prevision|objectif|presupuesto|previsión|pronóstico|objetivo|previsione|obiettivo|previsão|orçamento|meta|begroting|doel|prognoza|cel|план|прогноз|бюджет|計画|予算|予測|目標|预算|计划|预测|目标|' +
    'last year|previous year|prior year|ly|py|vorjahr|vj|année précédente|año anterior|anno precedente|ano anterior|vorig jaar|poprzedni rok|прошлый год|前年|去年'
  ).split('|'),
);
const happened = new Set(
  'actual|actuals|act|real|realized|realised|current|current year|this year|ty|cy|ist|tatsächlich|aktuell|réel|realisé|réalisé|reel|effettivo|consuntivo|realizado|werkelijk|realisatie|wykonanie|rzeczywiste|факт|фактически|実績|实际|實績'.split(
    '|',
  ),
);

/** Whether a scenario is a plan, a forecast or another year rather than what happened: `Budget`, `Plan`, `Forecast`. */
export const isPlanned = (cell: string) => planned.has(plain(cell));

/** Whether a scenario is what happened: `Actual`, `Ist`. */
export const hasHappened = (cell: string) => happened.has(plain(cell));

const sold = new Set(
  (
    'item|product|merchandise|article|line item|detail|regular|normal|artikel|artikelzeile|ware|producto|produit|prodotto|variation|paid|complete|completed|shipped|delivered|fulfilled|sale|sold|sales|order|ordered|closed|done|ok|success|successful|settled|captured|authorized|invoiced|processed|processing|pending|open|approved|confirmed|active|unfulfilled|partially refunded|partially fulfilled|partially shipped|sales invoice|sales order|sales receipt|cash sale|payment|purchase|charge|invoice|receipt|new|' +
    'sent|received|accepted|dispatched|in transit|bezahlt|abgeschlossen|rechnung|barverkauf|auftrag|lieferung|abgang|facture|factura|fattura|fatura|factuur|faktura|versandt|versendet|geliefert|erledigt|verkauf|offen|' +
    'payé|payée|livré|livrée|terminé|terminée|expédié|vente|pagado|pagada|entregado|completado|enviado|venta|' +
    'pagato|completato|spedito|consegnato|vendita|pago|concluído|concluido|enviada|entregue|venda|' +
    'продажа|продано|реализация|доставлен|доставлено|выкуплен|выкуплено|оплачен|оплачено|выполнен|завершен|завершён|продаж|הושלם|הושלמה|שולם|נשלח|נשלחה|סופק|סופקה|נמסר|transaction|teslim edildi|tamamlandı|satış|kargoya verildi|dodáno|vyřízeno|výdejka|výdajka|prodejka|расход|расходная накладная|出库|销售出库|출고|판매|prodej|zaplaceno|levererad|såld|betald|leveret|solgt|levert|toimitettu|maksettu|livrat|vândut|kargoda|finalizata|finalizată|pregatita|pregătită|livrata|livrată|expediata|expediată|hazırlanıyor|perlu dikirim|sedang dikirim|dikirim|paiement accepté|en cours de préparation|préparation en cours|kiszállítva|teljesítve|' +
    'betaald|afgerond|verzonden|verkoop|opłacone|zrealizowane|wysłane|sprzedaż|完了|発送済み|売上|已完成|交易成功|已发货'
  ).split('|'),
);

/** Words that say of a sale that it stands, wherever they stand in a status: `Paid in full`, `Shipped - Delivered to Buyer`. */
const soldWithin =
  /(?<![\p{L}])(?:paid|shipped|delivered|completed?|fulfilled|invoiced|picked up|checked[ -]?out|check-?out|collected|bezahlt|geliefert|versendet|versandt|livrée?|expédiée?|entregad[oa]|enviad[oa]|spedit[oa]|consegnat[oa]|faturad[oa]|verzonden|wysłan[eoya]|доставлен[оаы]?|отриман[оаы]?|виконан[оаы]?|оплачен[оаы]?|успешн[аоы]|selesai|hoàn thành)(?![\p{L}])|完了|発送済|완료|배송중|구매확정|完成|成功/u;

const won = new Set(
  'won|closed won|gewonnen|gagné|gagnée|ganado|ganada|vinto|ganho|gewonnen|wygrana'.split('|'),
);
/** Whether a quote came to a sale: `Won`. */
export const isWon = (cell: string) => won.has(plain(cell));

/** Whether a status is one of a sale that stands: `Paid`, `completed`, `Shipped`. */
export function saysSold(cell: string): boolean {
  const text = plain(cell);
  return sold.has(text) || isWon(cell) || (text.length < 60 && soldWithin.test(text) && !saysNotSold(cell));
}

const charge = new RegExp(
  '^(?:(?:carrier )?bag (?:charge|fee)|booking fee|processing fee|small order fee|surcharge|(?:credit )?card surcharge|shipping|postage|delivery|freight|handling|shipping (?:cost|fee|charge)s?|delivery (?:fee|charge)s?|shipping (?:and|&) handling|postage (?:and|&) packing|carriage|sales tax|tax|vat|gst|gift ?wrap(?:ping)?|gift ?(?:card|certificate|voucher)s?|custom amount|bank charges|amazonfee|amazon fee|service charge|processing fee|tip|tips|gratuity|discount|coupon|rounding|adjustment|store credit|deposit|bag fee|bottle deposit|' +
    'dotcom postage|manual|adjust bad debt|cruk commission|samples|' +
    'versand|versandkosten|porto|fracht|lieferkosten|mwst|umsatzsteuer|servicegebühr|bedienung|rabatt|gutschein|geschenkgutschein|geschenkkarte|wertgutschein|carte cadeau|bon cadeau|tarjeta regalo|carta regalo|buono regalo|cartão presente|cadeaubon|karta podarunkowa|trinkgeld|rundung|pfand|' +
    'frais de port|livraison|remise|tva|gastos de envío|gastos de envio|envío|envio|descuento|spedizione|spese di spedizione|sconto|frete|desconto|verzendkosten|korting|koszt dostawy|wysyłka|dostawa|送料|運費|运费|税)$',
  'i',
);

/** Whether a cell names a charge or reduction on a bill rather than a thing that is sold: `Shipping`, `Tax`, `Rabatt`. */
export function isChargeWord(cell: string): boolean {
  // `VAT 20%`, `Service Charge (10 %)`, `Pfand 0,25`
  return charge.test(cell.trim().replace(/\s*\(?\d+(?:[.,]\d+)?\s*[%€$£]?\)?$/, ''));
}

const yes = new Set(
  '1|y|yes|true|t|x|ja|j|oui|o|si|sí|s|sim|tak|да|是|有|はい|○|promo|promotion|on|sale'.split('|'),
);
const no = new Set(
  '0|n|no|false|f|nein|non|não|nao|nee|nie|нет|否|无|いいえ|×|none|off|-|regular'.split('|'),
);

/** 1 for a yes, 0 for a no, NaN for anything else. */
export function flagOf(cell: string): number {
  const text = cell.trim().toLowerCase();
  if (yes.has(text)) return 1;
  if (no.has(text) || text === '') return 0;
  return NaN;
}
