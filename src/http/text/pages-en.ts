import { aboutEn } from './about-en.ts';
import { answerEn } from './answer-en.ts';
import { broadcastEn } from './broadcast-en.ts';
import { embedEn } from './embed-en.ts';
import { exclusionEn } from './exclusion-en.ts';
import { exerciseEn } from './exercise-en.ts';
import { explainEn } from './explain-en.ts';
import { frameEn } from './frame-en.ts';
import { handedOverEn } from './handed-over-en.ts';
import { importEn } from './import-en.ts';
import { logEn } from './log-en.ts';
import { mapEn } from './map-en.ts';
import { mayorEn } from './mayor-en.ts';
import type { PageWords } from './pages-fr.ts';
import { pastEn } from './past-en.ts';
import { policyEn } from './policy-en.ts';
import { readEn } from './read-en.ts';
import { receiptEn } from './receipt-en.ts';
import { recordEn } from './record-en.ts';
import { reportEn } from './report-en.ts';
import { riverEn } from './river-en.ts';
import { roundEn } from './round-en.ts';
import { sheetEn } from './sheet-en.ts';
import { staffEn } from './staff-en.ts';
import { subscribeEn } from './subscribe-en.ts';
import { suppressionEn } from './suppression-en.ts';
import { testEn } from './test-en.ts';
import { trialEn } from './trial-en.ts';
import { tuningEn } from './tuning-en.ts';
import { verificationEn } from './verification-en.ts';

export const pagesEn: PageWords = {
  ...frameEn,
  ...aboutEn,
  ...embedEn,
  ...broadcastEn,
  ...handedOverEn,
  ...riverEn,
  ...explainEn,
  ...subscribeEn,
  ...mapEn,
  ...mayorEn,
  ...answerEn,
  ...sheetEn,
  ...staffEn,
  ...policyEn,
  ...suppressionEn,
  ...exclusionEn,
  ...importEn,
  ...testEn,
  ...roundEn,
  ...readEn,
  ...receiptEn,
  ...exerciseEn,
  ...logEn,
  ...tuningEn,
  ...trialEn,
  ...pastEn,
  ...recordEn,
  ...reportEn,
  ...verificationEn,
};
