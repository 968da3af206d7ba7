/** In its domain nothing that ends it in an address of the web, nor a letter written as a number: it would be counted as another's (`mailboxOf`). */
const FORM = /^[^\s\p{C}@<>",;:()[\]\\]+@[^\s\p{C}@<>",;:()[\]\\/?#%]+\.[^\s\p{C}@<>",;:()[\]\\/?#%.]{2,}$/u;

/**
 * A form that a mail server may know; whether it does is what the confirmation finds out. No control characters, seen or not (`\p{C}`), and
 * no wide sign that stands for what is refused.
 * @example readEmail('a@b') // null
 */
export function readEmail(typed: string): string | null {
  const email = typed.trim();
  return email.length <= 254 && FORM.test(email) && FORM.test(email.normalize('NFKC')) ? email : null;
}
