const SHOWN = 10;

/** A host has hundreds of communes: who else has the same is counted. @example someOf(['a', 'b']) // 'a, b' */
export function someOf(names: readonly string[]): string {
  const more = names.length - SHOWN;
  // Where one more would be left out it stands there as shortly itself.
  return more <= 1 ? names.join(', ') : `${names.slice(0, SHOWN).join(', ')} and ${more} more`;
}
