/**
 * What a mail server said, without the addresses that it quotes: what is kept of a message outlives the subscription.
 *
 * @example withoutAddresses('550 <ines@example.org> unknown') // '550 <…@…> unknown'
 */
export function withoutAddresses(said: string): string {
  return said.replaceAll(/[^\s<>"']+/g, (word) => (/.@./.test(word) ? '…@…' : word));
}
