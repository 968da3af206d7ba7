import type { PageWords } from './page-words.ts';
import { frameEn } from './pages/frame-en.ts';
import { logEn } from './pages/log-en.ts';
import { mayorEn } from './pages/mayor-en.ts';
import { policyEn } from './pages/policy-en.ts';
import { riverEn } from './pages/river-en.ts';
import { staffEn } from './pages/staff-en.ts';
import { subscribeEn } from './pages/subscribe-en.ts';
import { suppressionEn } from './pages/suppression-en.ts';
import { tuningEn } from './pages/tuning-en.ts';

export const pagesEn: PageWords = {
  ...frameEn,
  ...riverEn,
  ...subscribeEn,
  ...mayorEn,
  ...staffEn,
  ...policyEn,
  ...suppressionEn,
  ...logEn,
  ...tuningEn,
};
