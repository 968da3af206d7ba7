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

/** Blocks of lines with an empty line between; an empty block is left out. */
export function paragraphs(blocks: readonly (readonly string[])[]): string {
  const full = blocks.filter((lines) => lines.length > 0);
  return `${full.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
