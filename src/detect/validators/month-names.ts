// The names of the months in the languages of the rules, as far as they stand in dates.

/** Twelve months a line, with case endings and second names after a bar. Without accents: words are folded. */
const NAMES: readonly string[] = [
  'january february march april may june july august september october november december',
  'januar|janner|jaenner februar|feber marz|maerz april mai juni juli august september oktober november dezember',
  'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre',
  'enero|ene febrero marzo abril|abr mayo junio julio agosto|ago septiembre|setiembre octubre noviembre diciembre|dic',
  'gennaio|gen febbraio marzo aprile maggio|mag giugno|giu luglio|lug agosto|ago settembre|set ottobre|ott novembre dicembre|dic',
  'janeiro fevereiro marco abril maio junho julho agosto setembro outubro|out novembro dezembro',
  'januari februari maart|mrt april mei juni juli augustus september oktober november december',
  'gener febrer marc abril maig juny juliol agost setembre octubre novembre desembre',
  'xaneiro febreiro marzo abril maio xuno xullo agosto setembro outubro novembro decembro',
  'januari februari mars april maj juni juli augusti september oktober november december',
  'januar februar marts|mars april maj|mai juni juli august september oktober november december|desember',
  'januar februar mars april mai juni juli agust september oktober november desember',
  'tammikuu|tammikuuta helmikuu|helmikuuta maaliskuu|maaliskuuta huhtikuu|huhtikuuta toukokuu|toukokuuta kesakuu|kesakuuta heinakuu|heinakuuta elokuu|elokuuta syyskuu|syyskuuta lokakuu|lokakuuta marraskuu|marraskuuta joulukuu|joulukuuta',
  'jaanuar|jaanuaril veebruar|veebruaril marts|martsil aprill|aprillil mai|mail juuni|juunil juuli|juulil august|augustil september|septembril oktoober|oktoobril november|novembril detsember|detsembril',
  'janvaris|janvari februaris|februari marts|marta aprilis|aprili maijs|maija junijs|junija julijs|julija augusts|augusta septembris|septembri oktobris|oktobri novembris|novembri decembris|decembri',
  'sausio|sausis vasario|vasaris kovo|kovas balandzio|balandis geguzes|geguze birzelio|birzelis liepos|liepa rugpjucio|rugpjutis rugsejo|rugsejis spalio|spalis lapkricio|lapkritis gruodzio|gruodis',
  'styczen|stycznia luty|lutego marzec|marca kwiecien|kwietnia maj|maja czerwiec|czerwca lipiec|lipca sierpien|sierpnia wrzesien|wrzesnia pazdziernik|pazdziernika listopad|listopada grudzien|grudnia',
  'leden|ledna unor|unora brezen|brezna duben|dubna kveten|kvetna cerven|cervna cervenec|cervence srpen|srpna zari rijen|rijna listopad|listopadu prosinec|prosince',
  'januar|januara februar|februara marec|marca april|aprila maj|maja jun|juna jul|jula august|augusta september|septembra oktober|oktobra november|novembra december|decembra',
  'januarja februarja marca aprila maja junija julija avgust|avgusta septembra oktobra novembra decembra',
  'sijecanj|sijecnja veljaca|veljace ozujak|ozujka travanj|travnja svibanj|svibnja lipanj|lipnja srpanj|srpnja kolovoz|kolovoza rujan|rujna listopad|listopada studeni|studenog|studenoga prosinac|prosinca',
  'јануар|јануара фебруар|фебруара март|марта април|априла мај|маја јун|јуна јул|јула август|августа септембар|септембра октобар|октобра новембар|новембра децембар|децембра',
  'januar|januara februar|februara mart|marta april|aprila maj|maja jun|juna jul|jula avgust|avgusta septembar|septembra oktobar|oktobra novembar|novembra decembar|decembra',
  'januar februar marcius aprilis majus junius julius augusztus szeptember oktober november december',
  'ianuarie|ian februarie martie aprilie mai iunie|iun iulie|iul august septembrie octombrie noiembrie decembrie',
  'ocak|oca subat|sub mart nisan|nis mayis|may haziran|haz temmuz|tem agustos|agu eylul|eyl ekim|eki kasim|kas aralik|ara',
  'yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr',
  'январь|января февраль|февраля март|марта апрель|апреля май|мая июнь|июня июль|июля август|августа сентябрь|сентября октябрь|октября ноябрь|ноября декабрь|декабря',
  'січень|січня лютий|лютого березень|березня квітень|квітня травень|травня червень|червня липень|липня серпень|серпня вересень|вересня жовтень|жовтня листопад|листопада грудень|грудня',
  'студзеня лютага сакавіка красавіка мая|траўня чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня',
  'януари февруари март април май юни юли август септември октомври ноември декември',
  'қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан',
  'ιανουαριος|ιανουαριου|γεναρη φεβρουαριος|φεβρουαριου μαρτιος|μαρτιου απριλιος|απριλιου μαιος|μαιου ιουνιος|ιουνιου ιουλιος|ιουλιου αυγουστος|αυγουστου σεπτεμβριος|σεπτεμβριου οκτωβριος|οκτωβριου νοεμβριος|νοεμβριου δεκεμβριος|δεκεμβριου',
  'يناير|جانفي|كانون فبراير|فيفري|شباط مارس|اذار ابريل|افريل|نيسان مايو|ماي|ايار يونيو|جوان|حزيران يوليو|جويلية|تموز اغسطس|اوت|اب سبتمبر|ايلول اكتوبر|تشرين نوفمبر ديسمبر',
  'ינואר פברואר מרץ|מרס אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר',
  'فروردین|ژانویه اردیبهشت|فوریه خرداد|مارس تیر|آوریل مرداد|مه شهریور|ژوئن مهر|ژوئیه آبان|اوت آذر|سپتامبر دی|اکتبر بهمن|نوامبر اسفند|دسامبر',
  'जनवरी फरवरी|फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर|अक्तूबर नवंबर|नवम्बर दिसंबर|दिसम्बर',
  'জানুয়ারি|জানুয়ারী ফেব্রুয়ারি|ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর',
  'มกราคม|ม.ค กุมภาพันธ์|ก.พ มีนาคม|มี.ค เมษายน|เม.ย พฤษภาคม|พ.ค มิถุนายน|มิ.ย กรกฎาคม|ก.ค สิงหาคม|ส.ค กันยายน|ก.ย ตุลาคม|ต.ค พฤศจิกายน|พ.ย ธันวาคม|ธ.ค',
  'januari februari maret april mei juni juli agustus september oktober november desember',
  'januari februari mac april mei jun julai|jul ogos september oktober november disember',
  'januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba',
  'enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre',
];

/** Shorter words are cut from too many others. */
const SHORTEST_ABBREVIATION = 3;

let months: ReadonlyMap<string, number> | undefined;

/** The month that a word names or begins to name, 1 to 12. */
export function monthOf(word: string): number | undefined {
  months ??= readNames();
  const name = withoutAccents(word).replace(/^[.']+|[.']+$/g, '');
  // Hebrew writes "in" onto the month.
  return months.get(name) ?? months.get(name.replace(/^ב/, ''));
}

function readNames(): ReadonlyMap<string, number> {
  const read = new Map<string, number>();
  for (const line of NAMES) {
    for (const [at, names] of line.split(' ').entries()) {
      for (const name of names.split('|').map(withoutAccents)) addWithAbbreviations(read, name, at + 1);
    }
  }
  return read;
}

/** A word that begins the names of two months means the one that came first: which it is hardly matters here. */
function addWithAbbreviations(read: Map<string, number>, name: string, month: number): void {
  read.set(name, read.get(name) ?? month);
  for (let length = SHORTEST_ABBREVIATION; length < name.length; length += 1) {
    const short = name.slice(0, length);
    if (!read.has(short)) read.set(short, month);
  }
}

function withoutAccents(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f\u0610-\u061a\u064b-\u065f]/g, '')
    .replaceAll('ı', 'i')
    .replaceAll('ł', 'l');
}
