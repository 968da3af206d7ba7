import { html } from 'hono/html';
import type { Commune } from '../../territory/commune.ts';
import type { Doors } from '../doors.ts';
import type { Speech } from '../speech.ts';
import { describedBy, problemNotice, token, typedNext } from './form.ts';
import type { Html } from './html.ts';
import { sideways } from './pieces.ts';

export interface LoginPage {
  csrf: string;
  next: string;
  account: string;
  /** What to say of the last attempt. */
  refusal: string | null;
  /** Whose alert the link that led here is of; `null` where it is of none. */
  commune: Commune | null;
  demoAccounts: Doors['demoAccounts'];
}

export function loginPage({ language, page }: Speech, view: LoginPage): Html {
  const words = page.login;
  return html`<h1>${words.title}</h1><p>${words.intro}</p>
${problemNotice(view.refusal)}
<form method="post" action="/${language}/login">
${token(view.csrf)}<input type="hidden" name="next" value="${view.next}">
<label for="account">${words.account}</label>
<input id="account" name="account" required maxlength="100" autocomplete="username" autocapitalize="none" spellcheck="false" value="${view.account}">
<label for="password">${words.password}</label>
<input id="password" name="password" type="password" required maxlength="500" autocomplete="current-password"${describedBy(view.refusal)}${typedNext(view.refusal)}>
<p><button class="main">${words.send}</button></p>
</form>
${view.commune && html`<p>${words.without}</p><p class="links"><a href="/${language}/communes/${view.commune.id}">${page.subscribe.backTo(view.commune.name)}</a></p>`}
${view.demoAccounts.length > 0 && demo(page, view.demoAccounts)}`;
}

function demo(page: Speech['page'], accounts: Doors['demoAccounts']): Html {
  const { login } = page;
  return html`<section><h2>${login.demo}</h2><p class="hint">${login.demoHint}</p>
${sideways(
  login.demo,
  html`<table><thead><tr><th scope="col">${login.role}</th><th scope="col">${login.account}</th><th scope="col">${login.password}</th></tr></thead>
<tbody>${accounts.map(
    ({ id, password, role }) =>
      html`<tr><td>${page.roleName[role]}</td><th scope="row"><code>${id}</code></th><td><code>${password}</code></td></tr>`,
  )}</tbody></table>`,
)}</section>`;
}
