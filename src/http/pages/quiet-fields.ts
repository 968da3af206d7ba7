import { html } from 'hono/html';
import { formatClock, type QuietHours } from '../../people/quiet-hours.ts';
import type { Speech } from '../speech.ts';
import type { Html } from './layout.ts';

/** Two clock times; both empty: told at every hour. `wrong` where what was typed is no pair of times. */
export function quietFields({ page }: Speech, hours: QuietHours | null, wrong: boolean): Html {
  const words = page.subscribe;
  const value = (minutes: number | undefined) => (minutes === undefined ? '' : formatClock(minutes));
  return html`<fieldset><legend>${words.quietHours}</legend>
<p class="hint" id="quiet-hint">${words.quietHint}</p>
${wrong && html`<p class="warning" role="alert" id="quiet-wrong">${words.badQuietHours}</p>`}
${field('quietFrom', words.quietFrom, value(hours?.fromMin), wrong)}
${field('quietTo', words.quietTo, value(hours?.toMin), wrong)}
</fieldset>`;
}

function field(id: string, label: string, value: string, wrong: boolean): Html {
  return html`<label for="${id}">${label}</label>
<input id="${id}" name="${id}" type="time" value="${value}" aria-describedby="quiet-hint${wrong && ' quiet-wrong'}"${wrong && html` aria-invalid="true"`}>`;
}
