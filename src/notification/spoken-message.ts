import type { AlertEvent } from '../alert/alert.ts';
import { raisedLevels } from '../territory/alert-level.ts';
import { happened } from './text-message.ts';
import { stepsFor, subjectOf, type Writing } from './writing.ts';

/** Levels at which whoever is asked to answer is called too: at the lower one there is time until somebody reads. */
const WAKING: ReadonlySet<string> = new Set(raisedLevels.filter((level) => level !== 'prepare'));

/** Whether what an event asks is worth waking somebody by a call: a level raised, asked again, or given back by who had answered. */
export function isCalled({ kind, level }: AlertEvent): boolean {
  const asks = kind === 'raised' || kind === 'escalated' || kind === 'passed-on' || kind === 'handed-back';
  return asks && WAKING.has(level);
}

/**
 * The same event for the ear: what it is, what happened, what to do first and how to answer, said twice, for whoever is woken misses the beginning.
 */
export function spokenMessageOf(writing: Writing): string {
  const { around } = writing;
  const [step] = stepsFor(writing);
  const said = [
    subjectOf(writing),
    ...happened(writing),
    ...(step === undefined ? [] : [around.labelled(around.labels.todo, step)]),
    around.answerByMessage,
  ];
  return twice(said.map(toSpeech), around.again);
}

/** What tries whether a call arrives. */
export function spokenTestOf(lines: readonly string[], again: string): string {
  return twice(lines.map(toSpeech), again);
}

function twice(sentences: readonly string[], again: string): string {
  return [...sentences, again, ...sentences].join(' ');
}

/**
 * A line as one sentence to be read aloud: no word in capitals, which some voices spell, and no sign that is not spoken or that means something where
 * a gateway puts the text into its own markup.
 *
 * @example toSpeech('DÉMONSTRATION – ALERTE Limoux : Agir, mesuré') // 'Démonstration, alerte Limoux : Agir, mesuré.'
 */
export function toSpeech(line: string): string {
  const spoken = line
    .normalize('NFC')
    .replaceAll(/\p{Lu}{3,}/gu, (word) => word.toLowerCase())
    .replaceAll(/\s[–—-]\s/gu, ', ')
    .replaceAll(/[^\p{L}\p{M}\p{N}\s.,:;!?'’()%+-]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  const sentence = `${spoken.slice(0, 1).toUpperCase()}${spoken.slice(1)}`;
  return /[.!?]$/u.test(sentence) ? sentence : `${sentence}.`;
}
