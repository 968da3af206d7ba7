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

/** What is wrong with what was typed; a field that it is about is `describedBy` it, and the first of them may be `typedNext`. */
export function problemNotice(text: string | null): Html | null {
  return text === null ? null : html`<p class="warning" role="alert" id="problem">${text}</p>`;
}

/** What is heard in a field beside its label: what is wrong with it, and what it says below, by its id. */
export function describedBy(problem: string | null, hint: string | null = null): Html | null {
  const ids = [problem === null ? null : 'problem', hint].filter((each) => each !== null);
  return ids.length === 0 ? null : html` aria-describedby="${ids.join(' ')}"`;
}

/** Of a form that is given back: whoever has no mouse stands in the field that is to be put right, and hears why. One of a page. */
export function typedNext(problem: string | null): Html | null {
  return problem === null ? null : html` autofocus`;
}

interface ReasonField {
  label: string;
  /** Where several stand on one page. */
  id?: string;
  rows?: number;
  most?: number;
  value?: string;
  problem?: string | null;
  /** The id of what stands below it. */
  hint?: string | null;
}

/** Why, for the record. */
export function reasonField(field: ReasonField): Html {
  const { label, id = 'reason', rows = 3, most = 1000, value = '', problem = null, hint = null } = field;
  return html`<label for="${id}">${label}</label>
<textarea id="${id}" name="reason" required rows="${rows}" maxlength="${most}"${describedBy(problem, hint)}>${value}</textarea>`;
}

/** One of several answers. */
export function radio(
  name: string,
  value: string,
  label: Html | string,
  {
    checked = false,
    required = false,
    hint = null,
  }: { checked?: boolean; required?: boolean; hint?: string | null } = {},
): Html {
  const id = `${name}-${value}`;
  return html`<span class="choice"><input type="radio" id="${id}" name="${name}" value="${value}"${checked && html` checked`}${required && html` required`}${describedBy(null, hint)}><label for="${id}">${label}</label></span>`;
}

/** The one form of every act: its own POST with the session's token. Whoever comes to its button by keyboard hears what it does. */
export function actForm(
  action: string,
  csrf: string,
  fields: Readonly<Record<string, string>>,
  /** `of` is heard with its text, where others on the page say the same. */
  button: { text: string; className: string; of?: string; hint?: string },
): Html {
  const hint = button.hint === undefined ? null : `${action.slice(1).replaceAll('/', '-')}-hint`;
  return html`<form method="post" action="${action}">
${token(csrf)}
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button class="${button.className}"${button.of !== undefined && html` aria-label="${button.text} – ${button.of}"`}${describedBy(null, hint)}>${button.text}</button>
${hint !== null && html`<p class="hint" id="${hint}">${button.hint}</p>`}
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
