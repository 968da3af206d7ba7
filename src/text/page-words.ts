import type { AnswerWords } from './pages/answer-words.ts';
import type { ExclusionWords } from './pages/exclusion-words.ts';
import type { ExerciseWords } from './pages/exercise-words.ts';
import type { FrameWords } from './pages/frame-words.ts';
import type { LogWords } from './pages/log-words.ts';
import type { MayorWords } from './pages/mayor-words.ts';
import type { PastWords } from './pages/past-words.ts';
import type { PolicyWords } from './pages/policy-words.ts';
import type { ReportWords } from './pages/report-words.ts';
import type { RiverWords } from './pages/river-words.ts';
import type { StaffWords } from './pages/staff-words.ts';
import type { SubscribeWords } from './pages/subscribe-words.ts';
import type { SuppressionWords } from './pages/suppression-words.ts';
import type { TuningWords } from './pages/tuning-words.ts';
import type { VerificationWords } from './pages/verification-words.ts';

/** Every string of the pages in one language, one file a page in `pages/`. Levels, reasons and numbers are in `words.ts`. */
export interface PageWords
  extends FrameWords,
    RiverWords,
    SubscribeWords,
    MayorWords,
    AnswerWords,
    StaffWords,
    PolicyWords,
    LogWords,
    PastWords,
    ReportWords,
    VerificationWords,
    ExerciseWords,
    ExclusionWords,
    SuppressionWords,
    TuningWords {}
