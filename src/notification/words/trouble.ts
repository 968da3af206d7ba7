import type { Instant } from '../../lib/clock.ts';
import type { Language } from '../../territory/commune.ts';
import { enTrouble } from '../../text/trouble-en.ts';
import { frTrouble } from '../../text/trouble-fr.ts';
import { type Losable, losable } from '../../text/trouble-words.ts';
import { type Issuer, type Message, paragraphs, voices } from './letterhead.ts';

/** What is wrong with the service itself, and costs warnings. */
export type Trouble =
  | { kind: 'stores-nothing'; since: Instant }
  | { kind: 'stores-again'; at: Instant }
  | { kind: 'mended'; at: Instant; lost: readonly Losable[] }
  | { kind: 'not-mended'; at: Instant };

export const troubleVoices = { fr: frTrouble, en: enTrouble } as const;

/** Without these there are warnings that nobody gets. */
const warn: readonly Losable[] = ['alerts', 'messages', 'rules'];

/** Whether it costs warnings: the rest can wait for the morning. */
export function isUrgent(trouble: Trouble): boolean {
  return trouble.kind !== 'mended' || trouble.lost.some((each) => warn.includes(each));
}

/** `lines`: for a phone, as far as there is room. */
export function troubleMessage(
  language: Language,
  trouble: Trouble,
  timeZone: string,
  { name }: Pick<Issuer, 'name'>,
): Message & { lines: string[] } {
  const { words } = voices[language];
  const said = saidOf(language, trouble, (at) => words.instant(at, timeZone));
  const { subjects } = troubleVoices[language];
  const subject = subjects[trouble.kind === 'mended' && isUrgent(trouble) ? 'lost' : trouble.kind](name);
  return {
    subject,
    text: paragraphs([said.what, said.steps.map((step) => `- ${step}`), [name]]),
    lines: [...said.what.slice(-1), ...said.steps],
  };
}

function saidOf(language: Language, trouble: Trouble, written: (at: Instant) => string) {
  const voice = troubleVoices[language];
  switch (trouble.kind) {
    case 'stores-nothing':
      return voice.storesNothing(written(trouble.since));
    case 'stores-again':
      return voice.storesAgain(written(trouble.at));
    case 'not-mended':
      return voice.notMended(written(trouble.at));
    default:
      return voice.mended(written(trouble.at), trouble.lost);
  }
}

const known: Readonly<Record<string, Losable>> = {
  commune_state: 'alerts',
  alert_event: 'alerts',
  outbox: 'messages',
  policy: 'rules',
  subscription: 'residents',
  account: 'accounts',
  suppression: 'exclusions',
  exclusion: 'exclusions',
  series: 'readings',
  reading: 'readings',
  record: 'record',
  log_entry: 'record',
  truth_answer: 'record',
};

/** Of lost tables what people know. @example lostOf(['alert_event', 'decision', 'commune_state']) // ['alerts'] */
export function lostOf(tables: readonly string[]): Losable[] {
  const found = new Set(tables.map((table) => known[table]));
  return losable.filter((each) => found.has(each));
}
