import { html } from 'hono/html';
import type { Speech } from '../speech.ts';
import { describedBy, problemNotice, token, typedNext } from './form.ts';
import type { Html } from './html.ts';

export interface CodePage {
  csrf: string;
  next: string;
  /** What to say of the last attempt. */
  refusal: string | null;
}

export function codePage({ language, page }: Speech, view: CodePage): Html {
  const words = page.login.code;
  return html`<h1>${words.title}</h1><p id="code-hint">${words.intro}</p>
${problemNotice(view.refusal)}
<form method="post" action="/${language}/login/code">
${token(view.csrf)}<input type="hidden" name="next" value="${view.next}">
<label for="code">${words.code}</label>
<input id="code" name="code" class="short" required maxlength="100" inputmode="numeric" autocomplete="one-time-code"${describedBy(view.refusal, 'code-hint')}${typedNext(view.refusal)}>
<p><button class="main">${page.login.send}</button></p>
</form>
<p class="hint">${words.hint}</p><p><a href="/${language}/login">${words.other}</a></p>`;
}
