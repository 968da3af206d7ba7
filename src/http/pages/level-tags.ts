import { html } from 'hono/html';
import type { AlertLevel } from '../../territory/alert-level.ts';
import type { SinceLowered } from '../../text/words.ts';
import type { Speech } from '../speech.ts';
import { type Corrected, isUntold, type ToldLine } from '../views/commune-view.ts';
import type { Html } from './html.ts';

/** A level as word, symbol and colour together: never by colour alone (WCAG 2.2, 1.4.1). */
export function levelTag({ words }: Speech, level: AlertLevel): Html {
  const { name, symbol } = words.level(level);
  return html`<strong class="tag level-${level}"><span aria-hidden="true">${symbol}</span> ${name}</strong>`;
}

/** The level that those who decide see, large. `lowered`: it came down last, and how it stands since. */
export function levelBanner(
  { words }: Speech,
  level: AlertLevel,
  label: string,
  lowered: SinceLowered | null = null,
): Html {
  const { name, meaning, symbol } = words.level(level, lowered);
  return html`<section class="banner level-${level}" aria-label="${label}">
<p class="level-name"><span class="symbol" aria-hidden="true">${symbol}</span> ${name}</p><p>${meaning}</p></section>`;
}

/** The level that residents were told, or that none holds while an alert is in force. */
export function toldTag(speech: Speech, told: Pick<ToldLine, 'publicLevel' | 'townHall' | 'corrected'>): Html {
  return isUntold(told) ? untoldTag(speech, told.corrected) : levelTag(speech, told.publicLevel);
}

export function untoldTag(speech: Speech, corrected: Corrected | null): Html {
  return html`<strong class="tag level-waiting"><span aria-hidden="true">…</span> ${noInstruction(speech, corrected)}</strong>`;
}

/** Whoever was told by mistake had one already. */
export function noInstruction({ page: { commune } }: Pick<Speech, 'page'>, corrected: Corrected | null): string {
  return corrected ? commune.noInstructionNow : commune.noInstructionYet;
}
