import type { ActRefusal } from '../alert/act.ts';
import type { Names } from '../text/words.ts';
import type { Speech } from './speech.ts';

/** Why an act was refused, in kind words: the second of two people sees what the first decided. */
export function refusalText({ page, words }: Speech, refusal: ActRefusal, names: Names): string {
  const said = page.mayor.refused;
  if (refusal.kind === 'no-alert') return said.noAlert;
  if (refusal.kind === 'level-changed') return said.levelChanged(words.level(refusal.level).name);
  if (refusal.kind === 'already-decided') return said.alreadyDecided;
  if (refusal.kind === 'still-on') return said.stillOn;
  return said.alreadyAcknowledged(names.person(refusal.person), words.clockTime(refusal.at, names.timeZone));
}
