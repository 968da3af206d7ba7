import { html } from 'hono/html';
import type { Rule } from '../../../policy/policy.ts';
import type { Language } from '../../../territory/commune.ts';
import type { Speech } from '../../speech.ts';
import { formLimits, type RuleField, ruleFields } from '../../typed/rule-change.ts';
import { token } from '../form.ts';
import type { Html } from '../html.ts';
import { type Live, liveLink } from '../live-link.ts';
import { backToStaff, machinesNamed } from '../pieces.ts';

export interface PolicyForm {
  title: string;
  rule: Rule;
  /** The version that whoever types is looking at. */
  base: number;
  /** Machines that are told with residents of the commune. */
  machines: readonly string[];
  csrf: string;
  /** As typed, or as it stands. */
  values: Readonly<Record<RuleField | 'reason', string>>;
  /** The earlier version that the values are of; `null` where they are of the one in force, or typed. */
  valuesOf: number | null;
  /** Where the form stands as it was filled in, while it shows what somebody else has saved since. */
  filledAt: string | null;
  problems: readonly { field: RuleField | 'reason'; text: string }[];
  /** Whether the mark is meant as it is typed; empty where nobody need ask. */
  doubts: readonly string[];
  /** What the values would have done on the past of the river; `null` where nobody asked. */
  trial: Html | null;
}

/** While the numbers are replayed: nobody types, so the page reloads, until somebody stops it. */
export function replayingPage(
  speech: Speech,
  { title, live, trial }: Pick<PolicyForm, 'title' | 'trial'> & { live: Live },
): Html {
  return html`<h1>${title}</h1>${trial}<p class="asof">${liveLink(speech, live)}</p>${backToStaff(speech)}`;
}

/** Never reloads by itself: somebody is typing. */
export function policyForm(speech: Speech, form: PolicyForm): Html {
  const { page, language } = speech;
  const { policy } = page;
  const { rule, problems } = form;
  // What somebody else has saved since is to be read from the top.
  const typed = form.filledAt === null ? problems : [];
  const wrongIn = (field: RuleField | 'reason') => typed.filter((each) => each.field === field);
  const first = [...ruleFields, 'reason' as const].find((each) => wrongIn(each).length > 0);
  const described = (field: RuleField | 'reason') => {
    const isWrong = problems.some((each) => each.field === field);
    const why = wrongIn(field).length > 0 ? `${field}-wrong ` : isWrong && 'problems ';
    return html`${isWrong && html` aria-invalid="true"`} aria-describedby="${why}${field}-hint"${field === first && html` autofocus`}`;
  };
  // Said above in one list, and again where it is put right: of a form so long a phone shows either.
  const wrong = (field: RuleField | 'reason') => {
    const texts = wrongIn(field).map(({ text }, index) => html`${index > 0 && html`<br>`}${text}`);
    return texts.length > 0 && html`<p class="warning" id="${field}-wrong">${texts}</p>`;
  };
  return html`<h1>${form.title}</h1>
<p>${policy.changeIntro}</p>
${form.trial && html`${form.trial}<h2>${page.trial.saveTitle}</h2>`}
${form.valuesOf !== null && html`<p class="preview" role="status">${policy.valuesOf(form.valuesOf)}</p>`}
${
  problems.length > 0 &&
  html`<div class="warning" role="alert" id="problems"><p>${policy.fixFirst}</p><ul>${problems.map(({ text }) => html`<li>${text}</li>`)}</ul>${form.filledAt !== null && html`<p><a class="row" href="${form.filledAt}">${policy.asFilled}</a></p>`}</div>`
}
<form method="post" action="/${language}/staff/policy/${rule.commune}/${rule.station}/${rule.level}">
${token(form.csrf)}<input type="hidden" name="version" value="${form.base}">
${form.doubts.length > 0 && doubted(speech, form)}
${ruleFields.map(
  (
    field,
  ) => html`${wrong(field)}<label for="${field}">${policy.field[field]} ${policy.unit[field] && `(${policy.unit[field]})`}</label>
<input class="short" id="${field}" name="${field}"${!formLimits[field].optional && html` required`} inputmode="decimal" maxlength="12" value="${inDecimals(language, form.values[field])}"${described(field)}>
<p class="hint" id="${field}-hint">${policy.hint[field]}${field === 'releaseAfterMin' && form.machines.length > 0 && ` ${policy.machinesByItself(machinesNamed(page, form.machines))}`}</p>`,
)}
<button name="try" value="1" formnovalidate>${page.trial.tryIt}</button>
<p class="hint">${page.trial.tryHint} <a href="/${language}/staff/tuning">${policy.tryAll}</a></p>
${wrong('reason')}<label for="reason">${policy.why}</label>
<textarea id="reason" name="reason" required rows="3" maxlength="1000"${described('reason')}>${form.values.reason}</textarea>
<p class="hint" id="reason-hint">${policy.whyHint}</p>
<button class="main">${policy.save}</button>
</form>
${backToStaff(speech)}`;
}

/** Bound to the mark as it was typed: another is asked about anew. No button: Enter in a field would press it. */
function doubted({ page: { policy } }: Speech, { doubts, values }: PolicyForm): Html {
  return html`<div class="warning" role="alert" id="doubts"><p>${policy.notSavedYet}</p><ul>${doubts.map((each) => html`<li>${each}</li>`)}</ul>
<p class="choice"><input type="checkbox" id="meant" name="meant" value="${values.markM}"> <label for="meant">${policy.meant}</label></p></div>`;
}

/** Both signs are read, whatever the language. @example inDecimals('fr', '4.6') // '4,6' */
function inDecimals(language: Language, typed: string): string {
  return language === 'fr' ? typed.replace('.', ',') : typed;
}
