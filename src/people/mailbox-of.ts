/** The mailbox behind an address: letter case and what is sorted by after a `+` lead to the same one. @example mailboxOf('Ines+1@example.org') // 'ines@example.org' */
export function mailboxOf(email: string): string {
  return email.toLowerCase().replace(/\+[^@]*(?=@)/, '');
}
