import { html } from 'hono/html';
import type { PlayedTime } from '../../../alert/played-times.ts';
import { raisedLevels } from '../../../territory/alert-level.ts';
import type { Names } from '../../../text/words.ts';
import { datedTime } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import type { ExerciseReport } from '../../views/exercise-view.ts';
import { entryList } from '../afterwards/log-page.ts';
import type { Html } from '../html.ts';
import { levelTag } from '../level-tags.ts';
import { datedInstantOf } from '../time-tags.ts';
import { answersPart, ledBy, playedList, toldPart } from './exercise-course.ts';

/** All that is on record of one exercise, to be read and printed: those who hold it must show it, and what they learned. */
export function exerciseReportPage(
  speech: Speech,
  view: ExerciseReport,
  { names, played, isReplay }: { names: Names; played: readonly PlayedTime[]; isReplay: boolean },
): Html {
  const { page, language } = speech;
  const { exercise, report } = page;
  const { commune, endedAt, residentsBy } = view;
  const { timeZone } = commune;
  const events = view.told.map(({ event }) => event);
  const [first] = events;
  const course = { ...view, names, isReplay };
  const [highest = 'normal'] = raisedLevels.toReversed().filter((each) => events.some(({ level }) => level === each));
  const wereTold = events.some(({ audience }) => audience === 'public');
  const toldResidents = wereTold ? exercise.report.residentsToo : exercise.report.residentsTooLate;
  const here = `/${language}/mayor/${commune.id}`;
  return html`<article class="report"><h1>${exercise.report.title(commune.name)}</h1>
<p class="asof">${report.asOf(datedTime(view.now, timeZone, language))}</p>
<p class="warning">${exercise.report.notReal}</p>
<section><h2>${report.summary}</h2><dl class="five"><div><dt>${report.raised}</dt><dd>${first && datedInstantOf(speech, first.at, timeZone)}</dd></div><div><dt>${report.closed}</dt><dd>${endedAt === null ? exercise.report.runs : datedInstantOf(speech, endedAt, timeZone)}</dd></div><div><dt>${report.highest}</dt><dd>${levelTag(speech, highest)}</dd></div></dl>
${ledBy(speech, first, names)}
<p>${residentsBy === null ? exercise.report.staffOnly : toldResidents(names.person(residentsBy))}</p></section>
<section><h2>${exercise.report.course}</h2>${playedList(speech, events, course)}</section>
${answersPart(speech, course)}
${toldPart(speech, course)}
<section><h2>${report.log}</h2>${entryList(speech, view.log, { person: names.person, timeZone, played })}
<p class="no-print"><a class="row" href="${here}/log?exercise=${view.id}">${exercise.report.learned}</a></p></section>
<p class="links"><a href="/api/v1/communes/${commune.id}/exercises/${view.id}">${report.json}</a> <a href="${here}/exercise">${exercise.report.back}</a></p></article>`;
}
