/** The records of the past that were imported at a gauge, and the taking back of one: a page of staff. */
export interface ImportWords {
  imports: {
    title(station: string): string;
    link: string;
    intro: string;
    none: string;
    /** Above one of them. */
    name(id: number): string;
    file: string;
    readAs: string;
    importedBy: string;
    period: string;
    rows: string;
    counts(fresh: number, revised: number, known: number, refused: number): string;
    cutShort: string;
    /** Who used the command line without naming an account. */
    machineUser(name: string): string;
    takeBack: string;
    consequence: string;
    reason: string;
    confirm(id: number): string;
    sign: string;
    takenBack: string;
    goingOn: string;
    became(removed: number, restored: number): string;
    done: string;
    notConfirmed: string;
    alreadyTaken: string;
    noSuch: string;
    unreachable: { begun: string; notBegun: string };
  };
}
