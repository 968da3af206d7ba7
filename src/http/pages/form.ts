import { html } from 'hono/html';
import type { Language } from '../../territory/commune.ts';
import type { Html } from './html.ts';

/** The session's token, which every form of a person who is logged in carries. */
export function token(csrf: string): Html {
  return html`<input type="hidden" name="_csrf" value="${csrf}">`;
}

/** What the reader has just done; nothing where that is nothing. */
export function doneNotice(text: string | null): Html | null {
  return text === null ? null : html`<p class="done" role="status">✓ ${text}</p>`;
}

/** What is wrong with what was typed; a field that it is about is `describedBy` it. */
export function problemNotice(text: string | null): Html | null {
  return text === null ? null : html`<p class="warning" role="alert" id="problem">${text}</p>`;
}

export function describedBy(problem: string | null): Html | null {
  return problem === null ? null : html` aria-describedby="problem"`;
}

interface ReasonField {
  label: string;
  /** Where several stand on one page. */
  id?: string;
  rows?: number;
  most?: number;
  value?: string;
  problem?: string | null;
}

/** Why, for the record. */
export function reasonField(field: ReasonField): Html {
  const { label, id = 'reason', rows = 3, most = 1000, value = '', problem = null } = field;
  return html`<label for="${id}">${label}</label>
<textarea id="${id}" name="reason" required rows="${rows}" maxlength="${most}"${describedBy(problem)}>${value}</textarea>`;
}

/** One of several answers. */
export function radio(
  name: string,
  value: string,
  label: Html | string,
  { checked = false, required = false }: { checked?: boolean; required?: boolean } = {},
): Html {
  const id = `${name}-${value}`;
  return html`<span class="choice"><input type="radio" id="${id}" name="${name}" value="${value}"${checked && html` checked`}${required && html` required`}><label for="${id}">${label}</label></span>`;
}

/** The one form of every act: its own POST with the session's token. */
export function actForm(
  action: string,
  csrf: string,
  fields: Readonly<Record<string, string>>,
  button: { text: string; className: string; hint?: string },
): Html {
  return html`<form method="post" action="${action}">
${token(csrf)}
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button class="${button.className}">${button.text}</button>
${button.hint !== undefined && html`<p class="hint">${button.hint}</p>`}
</form>`;
}

/** On a phone. */
const LETTERS_A_LINE = 30;

/** A text to select and copy, as it stands. */
export function toCopy(id: string, label: string, text: string, language: Language | null = null): Html {
  const rows = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LETTERS_A_LINE)), 0);
  return html`<label for="${id}">${label}</label>
<textarea id="${id}" readonly rows="${rows}"${language && html` lang="${language}"`}>${text}</textarea>`;
}
