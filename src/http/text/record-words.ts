export interface RecordWords {
  /** What stands on record in short names; one that is not here is shown as it is. */
  onRecord: {
    actions: Readonly<Record<string, string>>;
    facts: Readonly<Record<string, string>>;
    /** Of how it was done, of a kind, a cause or a role. */
    values: Readonly<Record<string, string>>;
    yes: string;
    no: string;
    none: string;
    /** Of an account, in place of its communes. */
    allCommunes: string;
  };
}
