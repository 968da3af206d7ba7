/** A form that a mail server may know; whether it does is what the confirmation finds out. @example readEmail('a@b') // null */
export function readEmail(typed: string): string | null {
  const email = typed.trim();
  return email.length <= 254 && /^[^\s@<>",;:()[\]\\]+@[^\s@<>",;:()[\]\\]+\.[^\s@<>",;:()[\]\\.]{2,}$/.test(email)
    ? email
    : null;
}
