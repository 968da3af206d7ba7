import type { PeriodRefusal } from '../../reading/exclusions/exclusion.ts';

/** Readings that a person takes out of what counts, and how the asking of national services goes: pages of staff. */
export interface ExclusionWords {
  exclusion: {
    title(station: string): string;
    link: string;
    intro: string;
    from: string;
    to: string;
    hint: string;
    reason: string;
    begin: string;
    inForce: string;
    none: string;
    period: string;
    signedBy(person: string, at: string): string;
    liftReason: string;
    lift: string;
    /** What was taken back as the machine's clock was set back. */
    clock: { title: string; intro: string; taken(count: number, by: string, at: string): string };
    past: string;
    lifted: string;
    liftedBy(person: string, at: string): string;
    done: Record<'excluded' | 'lifted', string>;
    noTime: string;
    refused: Record<PeriodRefusal, string>;
    alreadyLifted: string;
  };
  feeds: {
    title: string;
    about: string;
    service: string;
    answered: string;
    state: string;
    works: string;
    never: string;
    /** `why` is technical and in English. */
    failing(failures: number): string;
  };
}
