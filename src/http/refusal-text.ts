import type { ActRefusal } from '../alert/act.ts';
import type { Names } from '../text/words.ts';
import type { Speech } from './speech.ts';

/** Why an act was refused, in kind words: the second of two people sees what the first decided. */
export function refusalText({ page, words }: Speech, refusal: ActRefusal, names: Names): string {
  const said = page.mayor.refused;
  switch (refusal.kind) {
    case 'no-alert':
      return said.noAlert;
    case 'level-changed':
      return said.levelChanged(words.level(refusal.level).name);
    case 'already-acknowledged':
      return said.alreadyAcknowledged(names.person(refusal.person), words.clockTime(refusal.at, names.timeZone));
    case 'already-decided':
      return said.alreadyDecided;
    case 'still-on':
      return said.stillOn;
  }
}
