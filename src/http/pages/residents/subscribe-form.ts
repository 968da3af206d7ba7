import { html } from 'hono/html';
import type { ResidentTexts } from '../../../notification/residents/resident-texts.ts';
import type { Way } from '../../../people/way.ts';
import type { Speech } from '../../speech.ts';
import { offerOf } from '../../text/offer.ts';
import type { Typed } from '../../typed/read-addresses.ts';
import type { Html } from '../html.ts';
import { hoursAsTyped, quietFields, type TypedHours } from './quiet-fields.ts';

/** What was typed and could not be taken. */
export interface WrongSubscription {
  typed: Typed;
  hours: TypedHours;
  field: Way | 'quietHours';
}

export interface SubscribeForm {
  commune: string;
  offered: readonly Way[];
  residentTexts: ResidentTexts | null;
  wrong: WrongSubscription | null;
}

/**
 * No token: it acts for nobody who is logged in, and nothing but a confirmation is sent. Its address leads to what was wrong, below all that the
 * page says of the river; where nothing was, to the beginning.
 */
export function subscribeForm(speech: Speech, form: SubscribeForm): Html {
  const { language, page } = speech;
  const { offered, wrong } = form;
  const words = page.subscribe;
  const offer = offerOf(offered);
  return html`<section><h2>${words.title[offer]}</h2><p>${words.intro}</p>
<form method="post" action="/${language}/communes/${form.commune}/subscriptions#wrong">
${offered.map((way) => (way === 'email' ? emailField(speech, form) : phoneField(speech, form)))}
${quietFields(speech, wrong?.hours ?? hoursAsTyped(null), wrong?.field === 'quietHours')}
<button class="main">${words.send}</button>
<p class="hint">${words.privacy[offer]} ${dataLink(speech)}</p>
</form></section>`;
}

/** Where people are asked for data they are told what becomes of it (GDPR, art. 13). */
export function dataLink({ language, page }: Speech): Html {
  return html`<a href="/${language}/about#data">${page.about.dataLink}</a>`;
}

function emailField({ page }: Speech, { offered, wrong }: SubscribeForm): Html {
  const words = page.subscribe;
  const isWrong = wrong?.field === 'email';
  // Where there is another way, nothing typed for either is told here.
  const why = offered.length > 1 && wrong?.typed.email === '' ? words.nothingTyped : words.badEmail;
  return html`${isWrong && html`<p class="warning" role="alert" id="wrong">${why}</p>`}
<label for="email">${words.email}</label>
<input id="email" name="email" type="email"${offered.length === 1 && html` required`} maxlength="254" autocomplete="email" value="${wrong?.typed.email ?? ''}"${isWrong && html` aria-invalid="true" aria-describedby="wrong"`}>`;
}

function phoneField({ page }: Speech, { offered, residentTexts, wrong }: SubscribeForm): Html {
  const words = page.subscribe;
  const isWrong = wrong?.field === 'sms';
  const begins = (residentTexts?.prefixes ?? []).join(', ');
  return html`${isWrong && html`<p class="warning" role="alert" id="wrong">${words.badPhone(begins)}</p>`}
<label for="phone">${offered.length > 1 ? words.orPhone : words.phone}</label>
<p class="hint" id="phone-hint">${words.phoneHint(residentTexts?.country ?? '')}</p>
<input id="phone" name="phone" type="tel"${offered.length === 1 && html` required`} maxlength="40" autocomplete="tel" value="${wrong?.typed.sms ?? ''}" aria-describedby="phone-hint${isWrong && ' wrong'}"${isWrong && html` aria-invalid="true"`}>`;
}
