/** A form that a mail server may know; whether it does is what the confirmation finds out. No control characters, seen or not (`\p{C}`). @example readEmail('a@b') // null */
export function readEmail(typed: string): string | null {
  const email = typed.trim();
  return email.length <= 254 &&
    /^[^\s\p{C}@<>",;:()[\]\\]+@[^\s\p{C}@<>",;:()[\]\\]+\.[^\s\p{C}@<>",;:()[\]\\.]{2,}$/u.test(email)
    ? email
    : null;
}
