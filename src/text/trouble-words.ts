/** What of the database may be lost, as people know it. */
export const losable = [
  'alerts',
  'messages',
  'rules',
  'residents',
  'accounts',
  'exclusions',
  'readings',
  'record',
] as const;
export type Losable = (typeof losable)[number];

interface Said {
  /** What happened and what that means, a sentence each. */
  what: readonly string[];
  /** What to do, a sentence each, first what cannot wait. */
  steps: readonly string[];
}

/** What those who decide are told of the service itself, where it can warn nobody or has forgotten something. */
export interface TroubleWords {
  /** `lost`: written anew, and what warns is among what is lost. */
  subjects: Readonly<
    Record<'stores-nothing' | 'stores-again' | 'mended' | 'lost' | 'not-mended', (service: string) => string>
  >;
  /** It can store nothing, and so judges nothing. */
  storesNothing(since: string): Said;
  storesAgain(at: string): Said;
  /** It has written its database anew. */
  mended(at: string, lost: readonly Losable[]): Said;
  /** It could not. */
  notMended(at: string): Said;
}
