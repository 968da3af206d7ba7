import type { PageWords } from './page-words.ts';
import { answerFr } from './pages/answer-fr.ts';
import { exclusionFr } from './pages/exclusion-fr.ts';
import { exerciseFr } from './pages/exercise-fr.ts';
import { frameFr } from './pages/frame-fr.ts';
import { logFr } from './pages/log-fr.ts';
import { mayorFr } from './pages/mayor-fr.ts';
import { pastFr } from './pages/past-fr.ts';
import { policyFr } from './pages/policy-fr.ts';
import { reportFr } from './pages/report-fr.ts';
import { riverFr } from './pages/river-fr.ts';
import { staffFr } from './pages/staff-fr.ts';
import { subscribeFr } from './pages/subscribe-fr.ts';
import { suppressionFr } from './pages/suppression-fr.ts';
import { tuningFr } from './pages/tuning-fr.ts';
import { verificationFr } from './pages/verification-fr.ts';

export const pagesFr: PageWords = {
  ...frameFr,
  ...riverFr,
  ...subscribeFr,
  ...mayorFr,
  ...answerFr,
  ...staffFr,
  ...policyFr,
  ...suppressionFr,
  ...exclusionFr,
  ...exerciseFr,
  ...logFr,
  ...tuningFr,
  ...pastFr,
  ...reportFr,
  ...verificationFr,
};
