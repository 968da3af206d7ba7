import { html } from 'hono/html';
import type { Speech } from '../../speech.ts';
import type { Html } from '../html.ts';

type Fact = readonly [name: string, value: Html | string | null];

/** What is so, each under its name; `null` is told as not filled in. */
export function facts({ page }: Speech, all: readonly Fact[]): Html {
  return html`<dl class="about">${all.map(
    ([name, value]) => html`<dt>${name}</dt><dd>${value ?? html`<em>${page.about.notFilledIn}</em>`}</dd>`,
  )}</dl>`;
}
