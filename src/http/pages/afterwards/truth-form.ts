import { html } from 'hono/html';
import type { Nth } from '../../../reading/local-instant.ts';
import { type RaisedLevel, raisedLevels } from '../../../territory/alert-level.ts';
import type { Commune } from '../../../territory/commune.ts';
import { floodedAnswers, type TruthAnswer } from '../../../verification/truth-answer.ts';
import { LONGEST_NOTE, LONGEST_PLACE } from '../../acts/answer-truth.ts';
import type { Speech } from '../../speech.ts';
import type { AskedEvent } from '../../views/afterwards/past-view.ts';
import { describedBy, problemNotice, radio, token } from '../form.ts';
import type { Html } from '../html.ts';
import { whichOfTwo } from '../which-of-two.ts';
import { answerHistory, eventName } from './past-page.ts';

export interface TruthForm {
  commune: Commune;
  event: AskedEvent;
  csrf: string;
  signer: string;
  person: (id: string) => string;
  values: {
    flooded: TruthAnswer['flooded'] | null;
    reached: RaisedLevel | null;
    passedAt: string;
    passedAtWhich?: Nth | undefined;
    place: string;
    note: string;
  };
  /** In words. */
  problem: string | null;
}

/** "Did it flood, where, when": one question, signed. Never reloads: somebody is typing. */
export function truthForm(speech: Speech, form: TruthForm): Html {
  const { page, words, language } = speech;
  const { past } = page;
  const { commune, event, values, problem } = form;
  const answers = [...event.earlier, ...(event.answer ? [event.answer] : [])];
  return html`<h1>${past.askTitle(commune.name)}</h1>
<p class="lead">${eventName(speech, commune, event)}</p>
${event.alert !== null && html`<p><a class="row" href="/${language}/staff/alerts/${event.alert}/report">${past.report}</a></p>`}
${problemNotice(problem)}
${answers.length > 0 && html`<section class="preview">${answerHistory(speech, answers, { person: form.person, timeZone: commune.timeZone })}</section>`}
<p>${past.askIntro}</p>
<form method="post" action="/${language}/staff/truth/${commune.id}/${event.id}">
${token(form.csrf)}<input type="hidden" name="seen" value="${event.answer?.id ?? 0}">
<fieldset><legend>${past.flooded}</legend>${floodedAnswers.map((each) => radio('flooded', each, past.answer[each], { checked: values.flooded === each, required: true }))}</fieldset>
<fieldset><legend>${past.reached}</legend><p class="hint">${past.reachedHint}</p>${raisedLevels.map((level) => {
    const { symbol, name } = words.level(level);
    return radio('reached', level, `${symbol} ${name}`, { checked: values.reached === level });
  })}${radio('reached', 'none', past.notReached, { checked: values.reached === null })}</fieldset>
<label for="place">${past.place}</label><input id="place" name="place" maxlength="${LONGEST_PLACE}" value="${values.place}"${describedBy(null, 'place-hint')}>
<p class="hint" id="place-hint">${past.placeHint}</p>
<label for="passedAt">${past.passedAt(commune.timeZone)}</label><input id="passedAt" name="passedAt" type="datetime-local" value="${values.passedAt}"${describedBy(null, 'passedAt-hint')}>
${whichOfTwo(speech, { name: 'passedAt', text: values.passedAt, which: values.passedAtWhich, timeZone: commune.timeZone })}
<p class="hint" id="passedAt-hint">${past.passedAtHint}</p>
<label for="note">${past.note}</label><textarea id="note" name="note" rows="3" maxlength="${LONGEST_NOTE}">${values.note}</textarea>
<button class="main">${past.sign(form.signer)}</button>
</form>
<p class="links"><a href="/${language}/staff/alerts">${past.back}</a></p>`;
}
