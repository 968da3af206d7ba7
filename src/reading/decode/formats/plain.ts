import { ok } from '../../../lib/result.ts';
import { lookUp } from '../look-up.ts';
import { parseJson } from '../parse-payload.ts';
import { bareFrame, type ReadFormat } from './frame.ts';

/** A number and nothing else, with its unit or without: `3.114`, `2799 mm`. */
export const readPlainNumber: ReadFormat = (text) => ok([{ ...bareFrame, values: { value: text } }]);

/** Any other JSON, where the mapping's paths say all. */
export const readPlainJson: ReadFormat = (text) => {
  const json = parseJson(text);
  if (!json.ok) return json;
  return ok([{ ...bareFrame, values: json.value, simulated: lookUp(json.value, 'simulated') === true }]);
};
