import type { PageWords } from './page-words.ts';
import { answerEn } from './pages/answer-en.ts';
import { exclusionEn } from './pages/exclusion-en.ts';
import { exerciseEn } from './pages/exercise-en.ts';
import { frameEn } from './pages/frame-en.ts';
import { logEn } from './pages/log-en.ts';
import { mayorEn } from './pages/mayor-en.ts';
import { pastEn } from './pages/past-en.ts';
import { policyEn } from './pages/policy-en.ts';
import { reportEn } from './pages/report-en.ts';
import { riverEn } from './pages/river-en.ts';
import { staffEn } from './pages/staff-en.ts';
import { subscribeEn } from './pages/subscribe-en.ts';
import { suppressionEn } from './pages/suppression-en.ts';
import { tuningEn } from './pages/tuning-en.ts';
import { verificationEn } from './pages/verification-en.ts';

export const pagesEn: PageWords = {
  ...frameEn,
  ...riverEn,
  ...subscribeEn,
  ...mayorEn,
  ...answerEn,
  ...staffEn,
  ...policyEn,
  ...suppressionEn,
  ...exclusionEn,
  ...exerciseEn,
  ...logEn,
  ...tuningEn,
  ...pastEn,
  ...reportEn,
  ...verificationEn,
};
