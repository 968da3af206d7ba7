import { type AlertEvent, isRaise } from '../../alert/alert.ts';
import type { AlertLevel } from '../../territory/alert-level.ts';
import { stepsFor, subjectOf, type Writing } from '../words/writing.ts';
import { background, happened, undecided } from './text-message.ts';

/**
 * Whether what an event asks is worth waking somebody by a call: a level raised, asked again, or given back by who had answered; and where lives are in
 * danger, of which residents know nothing as nobody has decided.
 */
export function isCalled({ kind, level }: AlertEvent): boolean {
  if (kind === 'undecided') return level === 'danger';
  const asks = isRaise(kind) || kind === 'passed-on' || kind === 'handed-back';
  return asks && wakes(level);
}

/** At the lowest level there is time until somebody reads. */
export function wakes(level: AlertLevel): boolean {
  return level === 'act' || level === 'danger';
}

/**
 * The same event for the ear: what it is and who calls, what happened, how sure, what to do first and how to answer or decide, said twice, for whoever is woken
 * misses the beginning.
 */
export function spokenMessageOf(writing: Writing): string {
  const { around } = writing;
  const [step] = stepsFor(writing);
  const said = [
    inSmallLetters(subjectOf(writing)),
    around.caller,
    ...undecided(writing),
    ...happened(writing),
    ...background(writing),
    ...(step === undefined ? [] : [around.labelled(around.labels.todo, step)]),
    writing.event.kind === 'undecided' ? around.decideOnPage : around.answerByMessage,
  ];
  return twice(said.map(around.aloud).map(toSpeech), around.again);
}

/** What tries whether a call arrives. */
export function spokenTestOf(subject: string, lines: readonly string[], again: string): string {
  return twice([inSmallLetters(subject), ...lines].map(toSpeech), again);
}

function twice(sentences: readonly string[], again: string): string {
  return [...sentences, again, ...sentences].join(' ');
}

/** What is written in capitals, some voices spell. @example inSmallLetters('NO LONGER IN HAND Coursan') // 'no longer in hand Coursan' */
function inSmallLetters(heading: string): string {
  return heading.replaceAll(/\p{Lu}{2,}(?!\p{L})(\s\p{Lu}+(?!\p{L}))*/gu, (words) => words.toLowerCase());
}

/**
 * A line as one sentence to be read aloud, without a sign that is not spoken or that means something where a gateway puts the text into its own markup.
 *
 * @example toSpeech('EXERCICE – <b>3,62 m</b> ⚠') // 'EXERCICE, b 3,62 m b.'
 */
export function toSpeech(line: string): string {
  const spoken = line
    .normalize('NFC')
    .replaceAll(/\s[–—-]\s/gu, ', ')
    .replaceAll(/[^\p{L}\p{M}\p{N}\s.,:;!?'’()%+-]/gu, ' ')
    .replaceAll(/\s+(?=[\s.,])/gu, '')
    .replaceAll(/\s/gu, ' ')
    .trim();
  const sentence = `${spoken.slice(0, 1).toUpperCase()}${spoken.slice(1)}`;
  return /[.!?]$/u.test(sentence) ? sentence : `${sentence}.`;
}
