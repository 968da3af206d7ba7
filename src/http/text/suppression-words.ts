import type { SuppressionKind } from '../../alert/suppress.ts';

/** Gauges under maintenance and known silences: what everybody reads of them, and the page of staff. */
export interface SuppressionWords {
  suppression: {
    /** In a table, in place of the gauge's state. */
    short: Record<SuppressionKind, string>;
    /** On the commune's pages. */
    maintained(station: string, until: string): string;
    title(station: string): string;
    link: string;
    intro: string;
    kind: string;
    kindName: Record<SuppressionKind, string>;
    kindHint: Record<SuppressionKind, string>;
    hours: string;
    hoursHint: string;
    reason: string;
    begin: string;
    end: string;
    endReason: string;
    inForce(kind: string, until: string, person: string): string;
    none: string;
    past: string;
    from: string;
    until: string;
    endedBy(person: string, at: string): string;
    begun: string;
    ended: string;
    invalid: string;
    alreadyOver: string;
  };
}
