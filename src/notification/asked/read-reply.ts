/** Words that say the contrary of yes, or half of it, wherever they stand: who did not mean it is asked again, and the next of the ladder too. */
const no = /\b(non|no|not|cannot|\w+n['’]t|cant|wont|dont|pas|stop|jamais|never|impossible|mais|but)\b/;

/** None of them. */
const courtesy = /\b(pas de (souci|probleme)s?|no (problem|worries))\b/g;

/**
 * The four digits of a yes, however it is typed: accents, capitals, spaces and signs do not count, words in between neither.
 * `null` for a no, for anything without one code, and for a longer number.
 *
 * @example codeIn(' Oui : 4721 !') // '4721'  @example codeIn('YES4721') // '4721'  @example codeIn('non 4721') // null
 */
export function codeIn(text: string): string | null {
  const plain = plainOf(text);
  const found = /^(\D*)(\d[\d .-]*)/.exec(plain);
  if (!found) return null;
  const [all, before = '', number = ''] = found;
  const digits = number.replaceAll(/\D/g, '');
  // Nobody who says no, or says nothing that begins like a yes, has said yes.
  const saysYes = /^[^a-z]*(oui|ok|ye[sp]|yeah|y\b|d'?accord|d’accord|vu|recu|$)/.test(before.trimEnd());
  const [behind = ''] = plain.slice(all.length).split('\n');
  const saysNo = no.test(`${before} ${behind}`.replaceAll(courtesy, ''));
  return digits.length === 4 && saysYes && !saysNo ? digits : null;
}

/**
 * What a resident says without a code: that they want the messages, or no more of them.
 *
 * @example wishIn('Oui !') // 'yes'  @example wishIn('ARRÊT') // 'stop'  @example wishIn('oui mais non') // null
 */
export function wishIn(text: string): 'yes' | 'stop' | null {
  const plain = plainOf(text);
  if (/^[^a-z]*(stop|arret|arreter|unsubscribe)\b/.test(plain)) return 'stop';
  return /^[^a-z]*(oui|ok|yes|yep|d.?accord)\b/.test(plain) && !no.test(plain) ? 'yes' : null;
}

/**
 * A sender as gateways write it, in the form of E.164; `null` where the country is missing.
 * @example phoneIn('0033 6 12 34 56 78') // '+33612345678'  @example phoneIn('33612345678') // '+33612345678'
 */
export function phoneIn(from: string): string | null {
  const digits = from.replaceAll(/[\s().-]/g, '').replace(/^00/, '+');
  const number = /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : digits;
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : null;
}

function plainOf(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
