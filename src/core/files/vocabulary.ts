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

const notSold = new Set(
  (
    'cancelled|canceled|cancel|cancellation|refunded|refund|fully refunded|returned|return|void|voided|failed|declined|rejected|expired|abandoned|chargeback|charged back|' +
    'lost|undelivered|rto|returned to seller|shipped - returned to seller|shipped - rejected by buyer|shipped - returning to seller|shipped - lost in transit|shipped - damaged|test|draft|quote|unpaid - cancelled|wc-cancelled|wc-refunded|wc-failed|' +
    'storniert|storno|abgebrochen|retourniert|retoure|erstattet|gelöscht|annuliert|annulliert|' +
    'annulé|annulée|annule|annulee|remboursé|remboursée|rembourse|retourné|échoué|échouée|' +
    'cancelado|cancelada|anulado|anulada|reembolsado|reembolsada|devuelto|devuelta|fallido|' +
    'annullato|annullata|rimborsato|rimborsata|reso|fallito|' +
    'cancelada|reembolsado|devolvido|devolvida|estornado|estornada|' +
    'geannuleerd|terugbetaald|geretourneerd|mislukt|' +
    'anulowane|anulowano|anulowany|zwrócone|zwrócono|zwrot|nieudane|' +
    'отменен|отменён|отменено|возврат|отмена|' +
    'キャンセル|キャンセル済み|返品|返金|返金済み|取消|取り消し|无效|已取消|已退款|退款|退货|已关闭|交易关闭|取消订单|已退货|已取消訂單'
  ).split('|'),
);

/** Whether a status says that nothing was sold after all: `Cancelled`, `refunded`, `storniert`. */
export function saysNotSold(cell: string): boolean {
  return notSold.has(cell.trim().toLowerCase().replaceAll('_', ' '));
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
