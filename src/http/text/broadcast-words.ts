import type { AccountRole } from '../../people/account.ts';

/** The request to whoever can have all phones of a place warned: in France the prefect, by FR-Alert. */
export interface BroadcastWords {
  broadcast: {
    title: string;
    /** That the town can only ask. */
    intro(authority: string): string;
    anyAuthority: string;
    call: string;
    copy: string;
    /** In the text itself. */
    request: string;
    notReal: Record<'exercise' | 'demonstration', string>;
    to: string;
    from: Record<AccountRole, (commune: string) => string>;
    at: string;
    what: (level: string) => string;
    where: string;
    circle(km: string, at: string): string;
    within(southWest: string, northEast: string): string;
    noOutline: string;
    measured: string;
    reading(stage: string, station: string, at: string): string;
    noReading: string;
    reached(level: string, mark: string): string;
    expected: string;
    when: string;
    ifReached(window: string): string;
    untold: string;
    told(level: string, at: string): string;
    /** What they were told was a mistake, and they know. */
    corrected(level: string, at: string): string;
    /** Before the text for the phones. */
    proposed(language: string, letters: number): string;
    warning: string;
    emergency: string;
    source(commune: string): string;
  };
}
