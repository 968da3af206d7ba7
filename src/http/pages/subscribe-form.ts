import { html } from 'hono/html';
import type { Speech } from '../speech.ts';
import type { Html } from './layout.ts';

/** No token: it acts for nobody who is logged in, and nothing but a confirmation is sent. */
export function subscribeForm({ language, page }: Speech, commune: string, wrong: string | null): Html {
  const words = page.subscribe;
  return html`<section id="subscribe"><h2>${words.title}</h2><p>${words.intro}</p>
<form method="post" action="/${language}/communes/${commune}/subscriptions#subscribe">
${wrong !== null && html`<p class="warning" role="alert" id="email-wrong">${words.badEmail}</p>`}
<label for="email">${words.email}</label>
<input id="email" name="email" type="email" required maxlength="254" autocomplete="email" value="${wrong ?? ''}"${wrong !== null && html` aria-invalid="true" aria-describedby="email-wrong"`}>
<button class="main">${words.send}</button>
<p class="hint">${words.privacy}</p>
</form></section>`;
}
