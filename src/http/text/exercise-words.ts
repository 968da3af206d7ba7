import type { ExerciseRefusal } from '../../notification/exercise/exercises.ts';

/** Exercises: what everybody reads while one runs, and the page that starts and ends it. The first word is always EXERCICE. */
export interface ExerciseWords {
  exercise: {
    /** Before the title of every page that an exercise touches. */
    word: string;
    /** The line above a commune's pages. */
    notice(level: string, until: string): string;
    link: string;
    title(commune: string): string;
    intro: string;
    afterMin(level: string): string;
    afterHint: string;
    lastsMin: string;
    reason: string;
    reasonHint: string;
    residents: string;
    residentsHint: string;
    start: string;
    running(person: string, until: string, reason: string): string;
    staffOnly: string;
    residentsToo(person: string): string;
    widen: string;
    end: string;
    played: string;
    nothingPlayed: string;
    done: Record<'started' | 'widened' | 'ended', string>;
    refused: Record<ExerciseRefusal | 'not-running', string>;
  };
}
