import { html } from 'hono/html';
import { MINUTE_MS } from '../../lib/units.ts';
import type { Language } from '../../territory/commune.ts';
import { withMinus } from '../../text/metres.ts';
import type { Speech } from '../speech.ts';
import type { Html } from './html.ts';

/** That something is wrong with the service, or with what it shows. */
export function caution(text: string): Html {
  return html`<p class="warning" role="note">⚠ ${text}</p>`;
}

/** Sirens and panels, by what the town calls them. */
export function machinesNamed({ staff }: Speech['page'], machines: readonly string[]): string {
  return machines.map(staff.machine).join(', ');
}

/** What to do now; nothing where nothing is to be done. */
export function whatToDoNow({ page }: Speech, steps: readonly string[]): Html | null {
  return steps.length === 0 ? null : html`<section class="card"><h2>${page.mayor.now}</h2>${list(steps)}</section>`;
}

/** @example decimal(speech, 2.55) // '2,6'; of none '–' */
export function decimal({ language }: Pick<Speech, 'language'>, value: number | null, digits = 1): string {
  return value === null ? '–' : withMinus(value.toLocaleString(language, { maximumFractionDigits: digits }));
}

/** How long something took, in whole minutes that have begun. @example lasted(words, 61_000) // '2 min' */
export function lasted(words: Speech['words'], ms: number): string {
  return words.hours(Math.max(1, Math.ceil(ms / MINUTE_MS)) / 60);
}

/** A lead time to the minute. @example leadOf(words, 1.502) // '1 h 30'; of none '–' */
export function leadOf(words: Speech['words'], hours: number | null): string {
  return hours === null ? '–' : words.hours(Math.round(hours * 60) / 60);
}

/** A table wider than a phone: moved sideways by finger or, as its label is focused, by keyboard (WCAG 2.2, 2.1.1). */
export function sideways(label: string, table: Html): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">${table}</div>`;
}

export function list(items: readonly string[]): Html {
  return html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

/** What is written in a language of its own, on a page that may be in another: it is spoken as that (WCAG 2.2, 3.1.2). */
export function inLanguage({ language }: Pick<Speech, 'language'>, own: Language, text: string): Html {
  return language === own ? html`${text}` : html`<span lang="${own}">${text}</span>`;
}

/** For the foot of what staff reach from their page. */
export function backToStaff({ page, language }: Speech): Html {
  return html`<p><a class="row" href="/${language}/staff">${page.staff.back}</a></p>`;
}
