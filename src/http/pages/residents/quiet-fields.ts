import { html } from 'hono/html';
import { formatClock, type QuietHours } from '../../../people/quiet-hours.ts';
import type { Speech } from '../../speech.ts';
import type { Html } from '../html.ts';

/** Two clock times as somebody typed them, whatever they are. */
export interface TypedHours {
  from: string;
  to: string;
}

export function typedHours(body: Readonly<Record<string, unknown>> | undefined): TypedHours {
  const typed = (value: unknown) => (typeof value === 'string' ? value.trim().slice(0, 5) : '');
  return { from: typed(body?.['quietFrom']), to: typed(body?.['quietTo']) };
}

export function hoursAsTyped(hours: QuietHours | null): TypedHours {
  return hours === null ? { from: '', to: '' } : { from: formatClock(hours.fromMin), to: formatClock(hours.toMin) };
}

/** Two clock times; both empty: told at every hour. `wrong` where what was typed is no pair of times. */
export function quietFields({ page }: Speech, { from, to }: TypedHours, wrong: boolean): Html {
  const words = page.subscribe;
  return html`<fieldset><legend>${words.quietHours}</legend>
<p class="hint" id="quiet-hint">${words.quietHint}</p>
${wrong && html`<p class="warning" role="alert" id="wrong">${words.badQuietHours}</p>`}
${field('quietFrom', words.quietFrom, from, wrong)}
${field('quietTo', words.quietTo, to, wrong)}
</fieldset>`;
}

function field(id: string, label: string, value: string, wrong: boolean): Html {
  return html`<label for="${id}">${label}</label>
<input id="${id}" name="${id}" type="time" value="${value}" aria-describedby="quiet-hint${wrong && ' wrong'}"${wrong && html` aria-invalid="true"`}>`;
}
