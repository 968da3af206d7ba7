/** A message as others may read it: a link or a code in it answers, or leaves, in the name of whoever got it. */
export function withoutLinks(text: string): string {
  return text.replace(/https?:\/\/\S+/g, '…').replace(/\b(OUI|YES) \d{4}\b/g, '$1 …');
}
