/** A message as others may read it: a link in it answers, or leaves, in the name of whoever got it. */
export function withoutLinks(text: string): string {
  return text.replace(/https?:\/\/\S+/g, '…');
}
