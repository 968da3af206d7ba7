import type { AboutWords } from './about-words.ts';
import type { AnswerWords } from './answer-words.ts';
import type { BroadcastWords } from './broadcast-words.ts';
import type { EmbedWords } from './embed-words.ts';
import type { ExclusionWords } from './exclusion-words.ts';
import type { ExerciseWords } from './exercise-words.ts';
import type { ExplainWords } from './explain-words.ts';
import type { FrameWords } from './frame-words.ts';
import type { ImportWords } from './import-words.ts';
import type { LogWords } from './log-words.ts';
import type { MapWords } from './map-words.ts';
import type { MayorWords } from './mayor-words.ts';
import type { PastWords } from './past-words.ts';
import type { PolicyWords } from './policy-words.ts';
import type { ReadWords } from './read-words.ts';
import type { ReceiptWords } from './receipt-words.ts';
import type { RecordWords } from './record-words.ts';
import type { ReportWords } from './report-words.ts';
import type { RiverWords } from './river-words.ts';
import type { StaffWords } from './staff-words.ts';
import type { SubscribeWords } from './subscribe-words.ts';
import type { SuppressionWords } from './suppression-words.ts';
import type { TestWords } from './test-words.ts';
import type { TrialWords } from './trial-words.ts';
import type { TuningWords } from './tuning-words.ts';
import type { VerificationWords } from './verification-words.ts';

/** Every string of the pages in one language, one file a page. Levels, reasons and numbers are in `words.ts`. */
export interface PageWords
  extends FrameWords,
    AboutWords,
    EmbedWords,
    BroadcastWords,
    RiverWords,
    ExplainWords,
    SubscribeWords,
    MapWords,
    MayorWords,
    AnswerWords,
    StaffWords,
    PolicyWords,
    LogWords,
    PastWords,
    RecordWords,
    ReportWords,
    VerificationWords,
    ExerciseWords,
    ExclusionWords,
    ImportWords,
    TestWords,
    ReadWords,
    ReceiptWords,
    SuppressionWords,
    TuningWords,
    TrialWords {}
