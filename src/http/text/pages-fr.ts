import { aboutFr } from './about-fr.ts';
import { answerFr } from './answer-fr.ts';
import { broadcastFr } from './broadcast-fr.ts';
import { embedFr } from './embed-fr.ts';
import { exclusionFr } from './exclusion-fr.ts';
import { exerciseFr } from './exercise-fr.ts';
import { explainFr } from './explain-fr.ts';
import { frameFr } from './frame-fr.ts';
import { handedOverFr } from './handed-over-fr.ts';
import { importFr } from './import-fr.ts';
import { logFr } from './log-fr.ts';
import { mapFr } from './map-fr.ts';
import { mayorFr } from './mayor-fr.ts';
import { pastFr } from './past-fr.ts';
import { policyFr } from './policy-fr.ts';
import { readFr } from './read-fr.ts';
import { receiptFr } from './receipt-fr.ts';
import { recordFr } from './record-fr.ts';
import { reportFr } from './report-fr.ts';
import { riverFr } from './river-fr.ts';
import { roundFr } from './round-fr.ts';
import { sheetFr } from './sheet-fr.ts';
import { staffFr } from './staff-fr.ts';
import { subscribeFr } from './subscribe-fr.ts';
import { suppressionFr } from './suppression-fr.ts';
import { testFr } from './test-fr.ts';
import { trialFr } from './trial-fr.ts';
import { tuningFr } from './tuning-fr.ts';
import { verificationFr } from './verification-fr.ts';

/** Every string of the pages, one file a page. Levels, reasons and numbers are in `words.ts`. */
export const pagesFr = {
  ...frameFr,
  ...aboutFr,
  ...embedFr,
  ...broadcastFr,
  ...handedOverFr,
  ...riverFr,
  ...explainFr,
  ...subscribeFr,
  ...mapFr,
  ...mayorFr,
  ...answerFr,
  ...sheetFr,
  ...staffFr,
  ...policyFr,
  ...suppressionFr,
  ...exclusionFr,
  ...importFr,
  ...testFr,
  ...roundFr,
  ...readFr,
  ...receiptFr,
  ...exerciseFr,
  ...logFr,
  ...tuningFr,
  ...trialFr,
  ...pastFr,
  ...recordFr,
  ...reportFr,
  ...verificationFr,
};

/** What every language has to say: French is written first. */
export type PageWords = typeof pagesFr;
