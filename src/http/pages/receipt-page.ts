import { html } from 'hono/html';
import type { Receipt } from '../../notification/tried/receipts.ts';
import type { Speech } from '../speech.ts';
import type { Html } from './html.ts';
import { linkForm } from './message-page.ts';

/** Who sent the test, to whom, and one button. Shows only; its form acts. */
export function receiptPage({ page, words }: Speech, receipt: Receipt, action: string): Html {
  const { commune, contact, way, sentAt, by } = receipt;
  const text = page.receipt;
  return html`<h1>${text.title(commune.name)}</h1>
<p class="lead">${text.notReal}</p>
<p>${text.sent(by, words.instant(sentAt, commune.timeZone), commune.name)}</p>
<p><strong>${text.to}</strong> ${contact.name} (${page.answer.roles[contact.role]}), ${text.by[way]}</p>
${linkForm(action, text.button, 'big main')}
<p class="hint">${text.notYou(contact.name)}</p>`;
}
