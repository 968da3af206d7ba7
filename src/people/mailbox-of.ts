/**
 * The mailbox behind an address, as far as it is to be spared: letter case, what is sorted by after a `+`, and at some providers dots
 * before the `@` all lead to the same one. So do the many ways to write a domain, wide letters or another full stop, which a mail program makes
 * one of before it sends (UTS 46), as for an address of the web. A full stop at the end of a domain is the root of all of them.
 * @example mailboxOf('In.es+1@ｅxample。org') // 'ines@example.org'
 */
export function mailboxOf(email: string): string {
  const plain = email.normalize('NFKC');
  const at = plain.lastIndexOf('@');
  const [name, domain] = [plain.slice(0, at), plain.slice(at + 1)];
  const spared = name.replace(/\+.*/, '').replaceAll('.', '');
  const host = URL.parse(`http://${domain}`)?.hostname ?? domain;
  return `${spared}@${host.replace(/\.+$/, '')}`.toLowerCase();
}
