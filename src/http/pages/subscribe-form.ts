import { html } from 'hono/html';
import type { Speech } from '../speech.ts';
import type { Html } from './layout.ts';
import { hoursAsTyped, quietFields, type TypedHours } from './quiet-fields.ts';

/** What was typed and could not be taken. */
export interface WrongSubscription {
  email: string;
  hours: TypedHours;
  field: 'email' | 'quietHours';
}

/** No token: it acts for nobody who is logged in, and nothing but a confirmation is sent. */
export function subscribeForm(speech: Speech, commune: string, wrong: WrongSubscription | null): Html {
  const { language, page } = speech;
  const words = page.subscribe;
  const wrongEmail = wrong?.field === 'email';
  return html`<section id="subscribe"><h2>${words.title}</h2><p>${words.intro}</p>
<form method="post" action="/${language}/communes/${commune}/subscriptions#subscribe">
${wrongEmail && html`<p class="warning" role="alert" id="email-wrong">${words.badEmail}</p>`}
<label for="email">${words.email}</label>
<input id="email" name="email" type="email" required maxlength="254" autocomplete="email" value="${wrong?.email ?? ''}"${wrongEmail && html` aria-invalid="true" aria-describedby="email-wrong"`}>
${quietFields(speech, wrong?.hours ?? hoursAsTyped(null), wrong?.field === 'quietHours')}
<button class="main">${words.send}</button>
<p class="hint">${words.privacy}</p>
</form></section>`;
}
