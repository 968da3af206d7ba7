import type { Language } from '../../territory/commune.ts';
import { en } from '../../text/en.ts';
import { enMessage } from '../../text/en-message.ts';
import { fr } from '../../text/fr.ts';
import { frMessage } from '../../text/fr-message.ts';
import type { MessageWords } from '../../text/message-words.ts';
import type { Words } from '../../text/words.ts';

/** The service that signs a message. */
export interface Issuer {
  name: string;
  /** Anything but `operational` says so in the first word of every message. */
  kind: 'operational' | 'exercise' | 'demonstration';
  baseUrl: string;
}

export interface Message {
  subject: string;
  text: string;
}

export const voices: Readonly<Record<Language, { words: Words; around: MessageWords }>> = {
  fr: { words: fr, around: frMessage },
  en: { words: en, around: enMessage },
};

/** What is not real says so in its first word. @example markedAs('exercise', 'fr', 'ALERTE') // 'EXERCICE – ALERTE' */
export function markedAs(kind: Issuer['kind'], language: Language, text: string): string {
  return kind === 'operational' ? text : `${voices[language].around.notReal[kind].word} – ${text}`;
}

/** And in the first line of what it says. */
export function notRealLine(kind: Issuer['kind'], language: Language): string[] {
  if (kind === 'operational') return [];
  const { word, sentence } = voices[language].around.notReal[kind];
  return [`${word}. ${sentence}`];
}

/** Blocks of lines with an empty line between; an empty block is left out. */
export function paragraphs(blocks: readonly (readonly string[])[]): string {
  const full = blocks.filter((lines) => lines.length > 0);
  return `${full.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
