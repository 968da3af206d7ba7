/**
 * What a mail server or a gateway said, without the addresses and phone numbers that it quotes: what is kept of a message outlives the
 * subscription.
 *
 * @example withoutAddresses('550 <ines@example.org> unknown') // '550 <…@…> unknown'  @example withoutAddresses('no route to +33612345678') // 'no route to +…'
 */
export function withoutAddresses(said: string): string {
  return said
    .replaceAll(/[^\s<>"']+/g, (word) => (/.(@|%40)./.test(word) ? '…@…' : word))
    .replaceAll(/\+\d{7,15}/g, '+…');
}
