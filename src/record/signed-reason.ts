/** A reason that a person signs: some words, and no book. */
export function isReason(text: string): boolean {
  const { length } = text.trim();
  return length >= 5 && length <= 1000;
}
