// What headers mean: the concept of the longest phrase of `header-phrases.ts` in it.
//
// "Lineitem compare at price" is a regular price, though it holds "price". Phrases of Chinese, Japanese, Korean and Thai
// have no spaces and are looked for anywhere in the header. A header that speaks of another year, a plan or an average of
// days means none of what it names.

import { type Concept, phrases, words } from './header-phrases.ts';
import { headerTokens } from './header-tokens.ts';

/** Words that say in what a figure is measured, with or without tax: they never decide what it is. */
const measureWords = new Set(
  words(`usd, eur, gbp, chf, sek, nok, dkk, pln, inr, jpy, cny, cad, aud, brl, mxn, rub, euro, euros, dollar, dollars, in, per, the, of, de, la, le,
    net, gross, netto, brutto, excl, incl, excluding, including, ex, inc, vat, tax, mwst, ust, ht, ttc, iva, btw, k, thousand, tsd, teur, local, total, percent, with, without, untaxed, taxed, eks, ekskl, exkl, inkl, mva, moms, alv, dph, bez, kdv, avg, daily, weekly, monthly, reported, lineitem, line, item, actual, ist, reel, 000, n, stk, pcs, st, zl, kr, 1000, kwh, mwh, gwh, m2, sqm, qm, ft, kc, huf, czk, ron, bgn, ct, rs, gal, gallon, ltr, litre, liter, l, lb, lbs, pr`),
);

const currencies = new Set(
  words(
    'usd, eur, gbp, chf, sek, nok, dkk, pln, inr, jpy, cny, cad, aud, brl, mxn, rub, euro, euros, dollar, dollars, zl, kr, kc, huf, czk, ron, rs',
  ),
);

/** Words by which pivot tables and queries say how a figure was added up: `Sum of Units`, `avg_price`. */
const aggregateWords = new Set(
  words(
    'sum, somme, suma, somma, soma, som, summe, von, di, van, do, z, mean, average, mittelwert, moyenne, promedio, media, gemiddelde',
  ),
);

/** Words of another year, a plan, or a mean over days: what they stand beside is not what was sold that day. */
const comparison =
  /\b(?:ly|py|vj|n 1|[ymqw]td|(?:last|previous|prior) (?:year|week|month|period)|(?:year|yr|week) ago|vorjahr\p{L}*|vorwoche|annee precedente|ano (?:anterior|passado)|anno (?:precedente|scorso)|vorig jaar|rok poprzedni|poprzedni rok|budget(?:ed)?|plan(?:ned)?|target(?:ed)?|goal|soll|objectif|objetivo|obiettivo|yoy|rolling|moving|change|growth|delta|variance|veranderung|wachstum|evolution|variazione|variacion|crecimiento|share|gleitend\p{L}*|\d+ ?d(?:ays?)? (?:avg|average|mean))\b/u;
const comparisonCjk = /前年|昨年|去年|同期|計画|目標|予算|预算|计划|目标/;
const figures: ReadonlySet<Concept> = new Set([
  'price',
  'regularPrice',
  'sales',
  'units',
  'cost',
  'profit',
] as const);

/** Words that say that a figure is of now: they change nothing. */
const ofNow = / ?\b(?:this (?:year|week|month|period)|current (?:year|week|month|period)|ty|cy)\b/;

/** Words that mean something as a whole header, and nothing as a part of one: "Total Bags" is no total. */
const onlyWhole = new Set(
  'money vol rep staff server clerk st стоимость vendus vendues salda income enrolled doses bottles copies cans loaves jars crates tubs trays bouquets portions meals tins packets packs cases solgt boxes cnt stav tila durum ordered dollars dollar selling aur auc dozens netto brutto retail verbrauch disc import extended consumption ar db kom celkem spolu ukupno hind codi drug vare was now gross ep gp prc upr prod nights time amt gia shop sl doc bon beleg trips covers pax total sum summe suma totaal totale type name title list item product line number ca amount value valor no id net rate count group class linea local dia mes litres liters litre liter gallons kg kilos kilograms kusu stok den gun dag pris rooms'.split(
    ' ',
  ),
);

/** Last words of a header that speak of a figure and hold none: "Discount card holders", "Cost centre". */
const otherThings = new Set(
  words(`card, cards, cardholder, cardholders, holder, holders, group, groups, list, code, codes, type, types, class, classes, rep, area, centre, center, rule, reason, level, person, manager, team, office, method, policy, point, visits, index, campaign, season, tag, label, key, form, terms, account, owner, approved, accepted, eligible,
    liste, groupe, gruppe, grund, klasse, stelle, karte, art, codigo, grupo, motivo, motif, carte, tarjeta, centro`),
);
/** The same where the first word is what a header is: "Centre de coût", "Tarjeta de descuento". */
const ofOtherThings =
  /^(?:centre|centro|groupe|grupo|gruppo|gruppe|liste|lista|code|codigo|codice|carte|tarjeta|carta|cartao|motif|motivo|type|tipo|zone|niveau|nivel) (?:de|du|des|d|del|di|do|da|dei|von) /;

interface Phrase {
  readonly concept: Concept;
  readonly tokens: readonly string[];
  readonly rank: number;
}

/** Two letters may be anything, two syllables of Korean are a word. */
const isTooShort = (token: string) => token.length < 3 && !/^[가-힣]{2}$/.test(token);

const cjk = /[\u3040-\u30ff\u4e00-\u9fff\u0e00-\u0e7f\uac00-\ud7a3]/;
/** Arabic, Persian and Hebrew. */
const headFirst = /[\u0590-\u06ff]/;
const byFirstToken = new Map<string, Phrase[]>();
const cjkPhrases: { readonly concept: Concept; readonly text: string; readonly rank: number }[] = [];
for (const [concept, list] of Object.entries(phrases) as [Concept, readonly string[]][]) {
  list.forEach((text, rank) => {
    if (cjk.test(text)) cjkPhrases.push({ concept, text: text.normalize('NFKC'), rank });
    else {
      const tokens = headerTokens(text);
      const known = byFirstToken.get(tokens[0]!);
      if (known) known.push({ concept, tokens, rank });
      else byFirstToken.set(tokens[0]!, [{ concept, tokens, rank }]);
    }
  });
}

/** One concept that a header may mean; a smaller `rank` is a better name. */
export interface Meaning {
  readonly concept: Concept;
  /** 0 to 999: the whole header is the phrase; from 1000: all but words of measure; from 2000: a part of it. */
  readonly rank: number;
}

/**
 * What the last part of a path means: `Order Lines/Product`, `product.title`, as programs name the field of a record within
 * another. `Price/Unit` is no path: what stands first is a figure there.
 */
function fieldOfPath(header: string): readonly Meaning[] | null {
  const parts = header.slice(0, 200).split(/\s*(?:\/|→|>|::|\.(?=\p{L}{3}))\s*/u);
  const [first, last] = [parts[0]!, parts.at(-1)!];
  if (parts.length < 2 || headerTokens(first).join('').length < 4 || last === '') return null;
  const [of, field] = [meaningsOf(first)[0], meaningsOf(last)[0]];
  const isRatio = header.includes('/') && of !== undefined && figures.has(of.concept);
  if (!field || field.rank >= 1000 || isRatio) return null;
  return [{ concept: field.concept, rank: 1500 + field.rank / 10 }];
}

/** How a figure is made, in brackets behind its name: `Price after discount (Price before discount-Total discount)`. */
const formulaInBrackets =
  /^([^()（）]{3,})[(（][^()（）]*\p{L}{3}(?:[^()（）]*[+−*×][^()（）]*| [^()（）]*-[^()（）]* | - )\p{L}{3}[^()（）]*[)）]\s*$/u;

/** What a Chinese or Japanese header ends in where it names a price; `评价` and its like are reviews, changes and limits. */
const endsInPrice = /(?<![评評物地株竞競差加定估调調变變改涨漲降跌升底限导導议議]|最低|最高)[价價価]$/u;

/** What a price is of, behind it: `Tariff (p/kWh)`. */
const perEnergy = /(\p{L}{3}.*?)\/\s*[kmg]?wh(?!\p{L})/iu;

/** A share of a figure, and not a tax within it: `GP %`, `Sales pct`, but not `Price incl. 7 %`. */
const shareOf = /(?:^|[^\d\s.,])\s*(?:%|\bpct\.?|\bpercent)\s*[)\]]?\s*$/iu;
/** Counts that are no sales: what a pack or a basket holds, what may be ordered, what went to waste. */
const notSold =
  /(?:^| )(?:(?:min|minimum|max|maximum|moq|reorder|waste|wasted|wastage|damaged?|spoiled|spoilage|shrink|shrinkage|free|bonus|reserved|incoming|backordered|mindest\p{L}*|minimale?|minimo|minima|verderb|schwund)(?: |$)|(?:per|je|pro|par|por|al|za) (?:case|pack|carton|box|pallet|tray|crate|basket|order|ticket|transaction|customer|visit|receipt|bill|karton|packung|palette|gebinde|colis|caja|bancale)$|in (?:basket|cart|order|transit)$|on order$)/u;
/** Money of one unit. */
const ofOne =
  /(?: (?:per|pro|je|par|por|al|za) (?:unit|piece|item|pc|pcs|unite|piece|unidad|unidade|pezzo|pz|stuck|stueck|stk|stuk|szt|sztuke|ks|kus)| unitari[oa]| unitaire| each| ea)$/;
/** Pieces, of which sales are counted and not paid. */
const ofPieces =
  /^\S+(?: in)? (?:pcs|pieces|pc|stk|stuck|stueck|szt|sztuki|ks|uds|unid|unidades|pz|pezzi|units|qty|stuks)$/;

/** How often a figure counts, behind its name: `Units per day`, `Preis pro Tag`. */
const perPeriod =
  /(?<=^.{3,}) (?:per|pro|je|par|por|al|a|an|za|na|w) (?:day|week|month|tag|woche|monat|jour|semaine|mois|dia|semana|mes|giorno|settimana|mese|dag|maand|dzien|tydzien|miesiac|den|tyden|mesic)$/u;

const joined = new Map<string, Phrase[]>();
for (const list of byFirstToken.values())
  for (const phrase of list) {
    const key = phrase.tokens.join('');
    joined.set(key, [...(joined.get(key) ?? []), phrase]);
  }

/** What a header may mean, best first; the longest phrase in it wins over shorter ones. */
export function meaningsOf(header: string): readonly Meaning[] {
  const formula = formulaInBrackets.exec(header.slice(0, 200));
  const ofName = formula ? meaningsOf(formula[1]!) : [];
  // `Sales (Units - pcs)` names what is counted, and units less returns are units as well.
  if (ofName[0]?.concept === 'sales') {
    const counted = meaningsOf(/[(（](.*?)[+−-]/u.exec(header)?.[1] ?? '');
    if (counted[0]?.concept === 'units' && counted[0].rank < 2000) return counted;
  }
  if (ofName.length > 0) return ofName;
  const all = headerTokens(header.slice(0, 200).replace(perEnergy, '$1'));
  const text = all.join(' ');
  const numbered = all.length === 1 && /^(\p{L}{3,})\d{1,2}$/u.exec(text);
  if (numbered) {
    // Report designers number the columns of a name that a report has twice: `Price1`, `Amount1`.
    const meant = (joined.get(text) ?? []).length === 0 ? meaningsOf(numbered[1]!) : [];
    if (meant[0] && meant[0].rank < 1000 && figures.has(meant[0].concept)) return meant;
  }
  const now = text.replace(ofNow, '').replace(perPeriod, '').trim();
  const tokens = now === '' || now === text ? all : now.split(' ');
  const found = new Map<Concept, number>();
  const note = (concept: Concept, rank: number) => {
    const known = found.get(concept);
    if (known === undefined || rank < known) found.set(concept, rank);
  };
  for (const phrase of joined.get(tokens.join('')) ?? []) note(phrase.concept, phrase.rank);
  if (found.size === 0) {
    const bare = tokens.filter((token) => !measureWords.has(token));
    const single = bare.filter((token) => !aggregateWords.has(token));
    // `Total (GBP)`
    const total = bare.length === 0 && tokens.every((token) => token === 'total' || currencies.has(token));
    for (const some of [bare, single, total ? ['total'] : []])
      if (some.length > 0 && found.size === 0)
        for (const phrase of joined.get(some.join('')) ?? []) note(phrase.concept, 1000 + phrase.rank);
  }
  const field = found.size === 0 ? fieldOfPath(header) : null;
  if (field) return field;
  if (found.size === 0) {
    let longest = 0;
    const inside: { readonly phrase: Phrase; readonly at: number }[] = [];
    tokens.slice(0, 24).forEach((token, at) => {
      for (const phrase of byFirstToken.get(token) ?? []) {
        if (phrase.tokens.some((word, i) => tokens[at + i] !== word)) continue;
        if (phrase.tokens.length === 1 && (isTooShort(token) || onlyWhole.has(token))) continue;
        inside.push({ phrase, at });
        longest = Math.max(longest, phrase.tokens.length);
      }
    });
    for (const { phrase, at } of inside) {
      if (phrase.tokens.length < longest) continue;
      // The last word of a header is what it is, those before say of what: "product price" is a price. In Arabic it is the first.
      const isFirst = headFirst.test(tokens[0]!);
      const isAtEnd = isFirst ? at === 0 : at + phrase.tokens.length === tokens.length;
      note(
        phrase.concept,
        2000 + (tokens.length - phrase.tokens.length) * 50 + (isAtEnd ? 0 : 500) + phrase.rank / 10,
      );
    }
  }
  // German and its kin write a compound as one word: `Positionsstatus`.
  if (found.size === 0 && /\p{L}{3}status$/u.test(tokens.at(-1) ?? '')) note('status', 2900);
  if (cjk.test(header)) {
    const plain = header.normalize('NFKC');
    let longest = 0;
    const hits = cjkPhrases.filter(({ text }) => plain.includes(text));
    for (const { text } of hits) longest = Math.max(longest, text.length);
    for (const { concept, text, rank } of hits)
      if (text.length === longest) note(concept, plain.trim() === text ? rank : 2000 + rank);
    const isOfMoney = [...found.keys()].some(
      (concept) => figures.has(concept) || concept === 'competitorPrice',
    );
    if (!isOfMoney && endsInPrice.test(plain.replace(/\(.{0,40}\)$/, '').trim())) {
      // `会员价` is the price of members.
      found.clear();
      note('price', 2900);
    }
  }
  const meanings = [...found].map(([concept, rank]) => ({ concept, rank })).sort((a, b) => a.rank - b.rank);
  const isCompared =
    (all.length > 1 && comparison.test(text)) || (comparisonCjk.test(header) && header.trim().length > 2);
  const isNone = isCompared || shareOf.test(header.slice(0, 200));
  return (isNone && meanings[0] && figures.has(meanings[0].concept)) || isOfFigure(tokens, meanings[0])
    ? [{ concept: 'other', rank: 0 }]
    : inMeasure(meanings, text);
}

/** What money and units of a header are by its measure: `Paid per unit` is a price, `Sales pcs` are units. */
function inMeasure(meanings: readonly Meaning[], text: string): readonly Meaning[] {
  const [best] = meanings;
  if (notSold.test(text)) {
    const left = meanings.filter(({ concept, rank }) => concept !== 'units' || rank < 1000);
    if (left.length < meanings.length)
      return best!.concept === 'units' ? [{ concept: 'other', rank: 0 }] : left;
  }
  if (best?.concept !== 'sales' || best.rank < 1000) return meanings;
  if (ofOne.test(text)) return [{ concept: 'price', rank: best.rank }];
  return ofPieces.test(text) ? [{ concept: 'units', rank: best.rank }] : meanings;
}

/** Whether a header only speaks of a figure: what it names is a card, a group or a centre, and no words together mean more. */
function isOfFigure(tokens: readonly string[], best: Meaning | undefined): boolean {
  if (!best || best.rank < 2000 || !(figures.has(best.concept) || best.concept === 'discount')) return false;
  const last = tokens.findLast((token) => !measureWords.has(token));
  return (last !== undefined && otherThings.has(last)) || ofOtherThings.test(tokens.join(' '));
}
