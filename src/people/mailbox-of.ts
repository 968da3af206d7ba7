/**
 * The mailbox behind an address, as far as it is to be spared: letter case, what is sorted by after a `+`, and at some providers dots
 * before the `@` all lead to the same one.
 * @example mailboxOf('In.es+1@example.org') // 'ines@example.org'
 */
export function mailboxOf(email: string): string {
  const at = email.lastIndexOf('@');
  const name = email.slice(0, at).replace(/\+.*/, '').replaceAll('.', '');
  return (name + email.slice(at)).toLowerCase();
}
