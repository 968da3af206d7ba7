import { afterAll, afterEach } from 'vitest';
import { takeBrokenAnswers, watchAnswers } from './broken-answers.ts';

watchAnswers();

function failOnBroken(): void {
  const broken = takeBrokenAnswers();
  if (broken.length > 0) throw new Error(`answers that are not as their schema says:\n${broken.join('\n')}`);
}
afterEach(failOnBroken);
afterAll(failOnBroken);
