import type { Instant } from '../lib/clock.ts';
import type { OfficialLevel, OfficialSource } from '../territory/official-warning.ts';

/** The State's own warnings in one language: its words, and ours about them. */
export interface OfficialWords {
  services: Readonly<
    Record<
      OfficialSource['service'],
      {
        name: string;
        /** Owner and licence, as its terms ask for it to be shown. */
        owner: string;
        /** What a place is there, with its name. */
        place: (name: string) => string;
        /** Where people read the service itself. */
        address: string;
      }
    >
  >;
  /** `meaning`: in the service's own words where it has any in this language. */
  levels: Readonly<Record<OfficialLevel, { name: string; meaning: string }>>;
  /** With its day: « depuis 2 h 00 » could be a span. @example moment(…) // 'jeudi 2 h 00' */
  moment: (at: Instant, timeZone: string) => string;
  since: (level: string, at: string) => string;
  notYetSeen: string;
  /** `warned`: what it warned of when it was last seen. */
  notSeen: (at: string, warned: string | null) => string;
  /** @example said('Vigicrues', 'orange depuis jeudi 14 h 10') // 'Vigicrues : orange depuis jeudi 14 h 10' */
  said: (service: string, text: string) => string;
}
