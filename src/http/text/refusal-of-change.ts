import type { RuleRefusal } from '../../policy/change-rule.ts';
import type { Speech } from '../speech.ts';
import { doubtText, faultText } from './problem-text.ts';

/** Why a change of the policy was refused: the status of the answer and a sentence for the person. */
export function refusalOfChange(
  speech: Speech,
  refusal: RuleRefusal,
  person: (id: string) => string,
): { code: 404 | 409 | 422; text: string } {
  const { policy, errors } = speech.page;
  if (refusal.kind === 'changed-meanwhile')
    return { code: 409, text: policy.changedMeanwhile(person(refusal.now.author)) };
  if (refusal.kind === 'faulty') {
    return { code: 422, text: refusal.faults.map((each) => faultText(speech, each)).join(' ') };
  }
  if (refusal.kind === 'doubtful')
    return { code: 422, text: refusal.doubts.map((each) => doubtText(speech, each)).join(' ') };
  return refusal.kind === 'unchanged'
    ? { code: 422, text: policy.unchanged }
    : { code: 404, text: errors.notFoundText };
}
