/** 3GPP TS 23.038, 6.2.1: the alphabet of text messages. Those of the second line take two places. */
const ALPHABET = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENDED = new Set('^{}\\[~]|€');

const TYPED: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '´': "'",
  '`': "'",
  '‐': '-',
  '–': '-',
  '—': '-',
  '−': '-',
  '•': '-',
  '°': 'o',
  '→': '->',
  '×': 'x',
  '≤': '<=',
  '≥': '>=',
  '⁄': '/',
  œ: 'oe',
  Œ: 'OE',
};

/**
 * The same in the alphabet of text messages, where it can be said so: one letter outside it makes a message cost more than twice
 * the room. What has no place in it, such as another script, stays as it is; a sign that nobody would read aloud is left out.
 *
 * @example toGsm('Fenêtre : « là »') // 'Fenetre : "là"'
 */
export function toGsm(text: string): string {
  const plain = text
    .normalize('NFC')
    .replaceAll(/«\s|\s»/gu, '"')
    .replaceAll(/[^\S\n]/gu, ' ');
  return Array.from(plain, (letter) => (isGsm(letter) ? letter : asTyped(letter))).join('');
}

/**
 * How many messages it takes: 160 places in one, 153 in each of several; 70 and 67 where a letter lies outside the alphabet.
 *
 * @example messagesFor('a'.repeat(160)) // 1  @example messagesFor('a'.repeat(161)) // 2  @example messagesFor('ê') // 1
 */
export function messagesFor(text: string): number {
  const letters = Array.from(text);
  const [one, each] = letters.every(isGsm) ? [160, 153] : [70, 67];
  const places = one === 160 ? letters.reduce((sum, letter) => sum + (EXTENDED.has(letter) ? 2 : 1), 0) : text.length;
  return places <= one ? 1 : Math.ceil(places / each);
}

function isGsm(letter: string): boolean {
  return ALPHABET.has(letter) || EXTENDED.has(letter);
}

function asTyped(letter: string): string {
  const bare = Array.from(
    TYPED[letter] ?? letter.normalize('NFKD').replaceAll(/\p{Mn}/gu, ''),
    (each) => TYPED[each] ?? each,
  );
  if (bare.every((each) => Array.from(each).every(isGsm))) return bare.join('');
  return /[\p{So}\p{Cf}]/u.test(letter) ? '' : letter;
}
