// Words that people write after "password is" or "password:" which are no passwords, in many languages. Beginnings
// stand for their endings.

/** What a password is, does, needs, or was; what a form or a program says of it. */
const BEGINNINGS = `
  about accept access account admin again all alphanum also always and any anymore appear apparently ask attach auto available
  bad been before being below better blank block but by can case chang char check clear code compromised confirm contain correct
  creat current default delet denied detail determin different disabl display does done easy email empty enabl encrypt enter
  error exactly exist expir fail false field fine for forg from generat get given gone good hash has have help here hidden hint
  how http identical ignor important inactiv incorrect input insecure int invalid issue it its just kept known last leaked
  least less link lock log long lost manager mandatory manual mask match maybe min missing mistake more must my need never new
  nil  none not now null number ok old one only optional option or our out over page password pending permanent please
  policy possible problem probably protected provid public random read real recover reject remember remov repeat replac
  request require reset result reus right same save saying secret secure see sensitiv sent set shared short should show sign
  simple single some somehow something still store string strong stuck support sure temporar test text that the their there they
  this through to too true try two type unchang under undefined unique unknown unset until updat upper use user valid value
  varchar verif via visible void waiting was we weak what when where which who why will with won word work wrong yes you
  your zero pass sample foobar
  abgelaufen aktuell alt anders änder auch bekannt bereits das dem den der die erforderlich erneut eingeben falsch
  fehl festgelegt gehackt geheim geändert gelöscht gesendet gesperrt gespeichert gesetzt gültig ich immer inkorrekt ist jetzt
  kein kommt korrekt lang leer leider mein mindestens muss nicht nie noch nur oder ohne pflicht richtig schon schwach sehr sicher
  stark unbekannt ungültig unsicher unverändert verloren vergess verschlüsselt weg wieder wiederhol wird wurde zu zur zurück
  actuel ancien aucun bloqu bon chang confirm correct  erron expir faible faux fonctionn fort identique inchang inconnu
  incorrect introuvable invalid les? mauvais marche mien min ne nouveau non oubli pas perdu périm reconnu refus requis saisi
  sécuris trop toujours valable valide
  bloquead cambiad caducad correct cuent débil equivocad errón  está expirad fals fuerte inválid incorrect la larg mi misma
  muy ningun no nuev obligatori olvid perdid recordad requerid segur siempre vencid vieja
  bloquead errad esqueci esqueceu expirad foi fraca inválid incorret minha mesma nova não obrigatóri perdi redefin segura senha
  bloccat cambiat corrett dimenticat errat la mia nuov obbligatori persa sbagliat scadut sicura stata troppo valida vecchi
  fout geblokkeerd geldig gewijzigd incorrect juist kwijt niet nieuw onbekend onjuist ongeldig onveilig oud te vergeten verkeerd
  verlopen vereist verplicht veranderd werkt
  fel felaktig för glömt gammal inte krävs ogiltig okänd obligatorisk saknas utgått ändrat ändrad
  adgangskode feil forkert glemt gyldig ikke krævet kreves ugyldig utløpt udløbet ændret endret
  ei ole on oikein pakollinen unoht vanhentunut vaihdettu virheelli väärä väärin
  błęd nie nieprawidłow nieważn niepoprawn wymagan wygas zapomn zły złe zmien
  chybn je není neplatn nesprávn povinn zapomn zapomen špatn vyprš změn heslo
  hibás elfelejt érvénytelen helytelen kötelező lejárt nem rossz
  expirat este greșit gresit incorect invalid obligatori nu uitat schimbat pierdut
  çalışmıyor değil değiş geçersiz gerekli hatalı hata süresi unut yanlış zorunlu
  введ верн восстанов должен забы заблок измен истек имеет мой мне не неверн неправильн нет новы обязател он отправ пароль
  поменя потеря просроч слаб старый сменил уже устар утерян
  введ забу змін має невірн неправильн немає обов хибн
  λάθος ξέχασα απαιτείται έληξε μη σωστ δεν
  sai salah lupa tidak wajib harus kedaluwarsa belum bukan sudah
`
  .trim()
  .split(/\s+/);

/** Short ones are words by themselves: too many others begin like them. */
const TALK = new RegExp(`^(?:${BEGINNINGS.filter((one) => one.length > 3).join('|')})`, 'iu');

/** Those that millions of people have had, by every list of leaked passwords. */
const COMMON =
  /^(?:qwert[yz](?:uiop)?|qazwsx|qwaszx|azerty(?:uiop)?|asdf(?:gh(?:jkl)?)?|zxcvbnm?|iloveyou|letmein|sunshine|princess|football|baseball|dragon|monkey|superman|batman|trustno1|starwars|whatever|shadow|master|michael|jordan|hunter|welcome|charlie|donald|liverpool|chelsea|arsenal|pokemon|computer|ginger|pepper|chocolate|butterfly|hallo|schatz|passwort|soleil|doudou|marseille|estrella|tequiero|teamo|hola|mariposa|juventus|andrea|benfica|brasil|polska|abcdefg?h?|abcd)$/i;

export function isTalk(word: string): boolean {
  return word.length < 4 || TALK.test(word);
}

export function isCommonPassword(word: string): boolean {
  return COMMON.test(word);
}
