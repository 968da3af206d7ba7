import type { LogKind } from '../../record/log-entry.ts';

/** The event log (main courante). */
export interface LogWords {
  log: {
    title(commune: string): string;
    /** The link to it from other pages. */
    link: string;
    intro: string;
    kind: Record<LogKind, string>;
    kindLabel: string;
    text: string;
    textHint: string;
    write: string;
    saved(id: number): string;
    number(id: number): string;
    followUp: string;
    followUpOf(id: number): string;
    following(id: number, person: string): string;
    notFollowing: string;
    inAlert: string;
    noAlert: string;
    receivedAt(at: string): string;
    empty: string;
    older: string;
    newest: string;
    onlyAlert: string;
    all: string;
    badText(longest: string): string;
    badFollows: string;
    back: string;
  };
}
