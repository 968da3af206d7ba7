/** What a person may decide on the alert in force, and the right that it takes. */
export const deeds = [
  { kind: 'acknowledge', right: 'acknowledge' },
  { kind: 'release', right: 'release' },
  { kind: 'hold-back', right: 'release' },
  { kind: 'correct', right: 'release' },
] as const;
