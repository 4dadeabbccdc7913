// Names of months in some twenty languages, whole or cut short.

// Without accents; where two languages differ on a name, the first list has it.
const monthNames: readonly (readonly string[])[] = [
  'january januar janner janvier enero gennaio janeiro januari styczen stycznia januaria leden ledna ocak ianuarie tammikuuta января январь січень січня ιανουαριος ιανουαριου sijecanj sijecnja јануар јануари януари gener jaanuar januara sausio sausis janvaris'.split(
    ' ',
  ),
  'february februar fevrier febrero febbraio fevereiro februari luty lutego feber unor unora subat februarie helmikuuta февраля февраль лютий лютого φεβρουαριος φεβρουαριου veljaca veljace фебруар фебруари февруари febrer veebruar februara vasario vasaris februaris'.split(
    ' ',
  ),
  'march marz maerz mars marzo marco maart marzec marca marts marcius mart martie maret maaliskuuta brezen brezna марта март березень березня μαρτιος μαρτιου ozujak ozujka marc martis marec kovo kovas'.split(
    ' ',
  ),
  'april avril abril aprile kwiecien kwietnia nisan aprilie huhtikuuta duben dubna апреля апрель квітень квітня απριλιος απριλιου travanj travnja април aprilis balandzio balandis aprillis aprila'.split(
    ' ',
  ),
  'may mai mayo maggio maio mei maj maja mayis majus toukokuuta kveten kvetna мая май травень травня μαιος μαιου svibanj svibnja мај маи maig maijs geguzes geguze'.split(
    ' ',
  ),
  'june juni juin junio giugno junho czerwiec czerwca haziran iunie junius kesakuuta cerven cervna июня июнь червень червня ιουνιος ιουνιου lipanj lipnja јун јуни юни juny juuni juna junijs birzelio birzelis'.split(
    ' ',
  ),
  'july juli juillet julio luglio julho lipiec lipca temmuz iulie julius heinakuuta cervenec cervence июля июль липень липня ιουλιος ιουλιου srpanj srpnja јул јули юли juliol juuli jula julijs liepos liepa'.split(
    ' ',
  ),
  'august aout agosto augustus sierpien sierpnia augusti agustus agustos augusztus elokuuta srpen srpna августа август серпень серпня αυγουστος αυγουστου kolovoz kolovoza agost augusta rugpjucio rugpjutis augusts avgust'.split(
    ' ',
  ),
  'september septembre septiembre setiembre settembre setembro wrzesien wrzesnia szeptember septembrie eylul syyskuuta zari сентября сентябрь вересень вересня σεπτεμβριος σεπτεμβριου rujan rujna септембар септември setembre septembra rugsejo rugsejis septembris'.split(
    ' ',
  ),
  'october oktober octobre octubre ottobre outubro pazdziernik pazdziernika octombrie ekim lokakuuta rijen rijna октября октябрь жовтень жовтня οκτωβριος οκτωβριου октобар октомври oktoober oktobra spalio spalis oktobris'.split(
    ' ',
  ),
  'november novembre noviembre novembro listopad listopada listopadu noiembrie kasim marraskuuta ноября ноябрь листопад листопада νοεμβριος νοεμβριου studeni studenog studenoga новембар новември ноември novembra lapkricio lapkritis novembris'.split(
    ' ',
  ),
  'december dezember decembre diciembre dicembre dezembro grudzien grudnia desember decembrie aralik joulukuuta prosinec prosince декабря декабрь грудень грудня δεκεμβριος δεκεμβριου prosinac prosinca децембар декември desembre detsember decembra gruodzio gruodis decembris'.split(
    ' ',
  ),
].map((names) => names.map(bareLetters));
// Short forms that are no beginning of three letters or more of the names, or of the names of two months.
const shortNames: Readonly<Record<string, number>> = {
  mrz: 3,
  mrt: 3,
  maa: 3,
  abr: 4,
  avr: 4,
  ago: 8,
  aou: 8,
  ene: 1,
  gen: 1,
  dic: 12,
  dez: 12,
  des: 12,
  out: 10,
  okt: 10,
  ott: 10,
  set: 9,
  mag: 5,
  giu: 6,
  lug: 7,
  fev: 2,
  paz: 10,
  wrz: 9,
  gru: 12,
  lis: 11,
  cze: 6,
  lip: 7,
  sie: 8,
  kwi: 4,
  sty: 1,
  lut: 2,
};

/** Months that Croatian alone names so, by what they begin with. */
const croatianAlone = /(?<!\p{L})(?:sij|velj|ozu|trav|svib|kol(?:ovoz)?|ruj|stu)/u;
/** Those by which other languages mean another month: `listopad` is October in Croatian, November in Polish and Czech. */
const croatianMonths: readonly (readonly [RegExp, string])[] = [
  [/(?<!\p{L})lip\p{L}*/u, 'june'],
  [/(?<!\p{L})srp\p{L}*/u, 'july'],
  [/(?<!\p{L})lis\p{L}*/u, 'october'],
];

/** Whether a date names a month that only Croatian names so: the other dates of its column are then Croatian as well. */
export const isCroatian = (text: string) => croatianAlone.test(bareLetters(text));

/** A Croatian date with the months in English that other languages mean otherwise; null where it names none of them. */
export function fromCroatian(text: string): string | null {
  const plain = bareLetters(text);
  const month = croatianMonths.find(([name]) => name.test(plain));
  return month ? plain.replace(month[0], month[1]) : null;
}

/** A text in small letters without accents. */
export function bareLetters(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\u0131/g, 'i');
}

/** 1 to 12 for a month's name or a beginning of it (three letters or more), 0 for anything else. */
export function monthOf(name: string): number {
  if (name.length < 3) return 0;
  const short = Object.hasOwn(shortNames, name) ? shortNames[name]! : 0;
  if (short > 0) return short;
  const whole = monthNames.findIndex((names) => names.includes(name));
  return (
    (whole >= 0 ? whole : monthNames.findIndex((names) => names.some((full) => full.startsWith(name)))) + 1
  );
}

/** Months of Thailand by their letters without points, whole and cut short. */
const thaiMonths: readonly string[] =
  'มกราคม มค|กุมภาพันธ์ กพ|มีนาคม มีค|เมษายน เมย|พฤษภาคม พค|มิถุนายน มิย|กรกฎาคม กค|สิงหาคม สค|กันยายน กย|ตุลาคม ตค|พฤศจิกายน พย|ธันวาคม ธค'.split(
    '|',
  );

/** The month that a Thai name says, 0 where it says none. */
export function thaiMonth(name: string): number {
  const plain = name.replaceAll('.', '');
  return 1 + thaiMonths.findIndex((names) => names.split(' ').includes(plain));
}
