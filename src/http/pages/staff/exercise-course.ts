import { html } from 'hono/html';
import type { AlertEvent } from '../../../alert/alert.ts';
import type { Commune } from '../../../territory/commune.ts';
import type { Names } from '../../../text/words.ts';
import type { Speech } from '../../speech.ts';
import type { PlayedAnswer } from '../../views/exercise-answers.ts';
import type { ExerciseCourse } from '../../views/exercise-view.ts';
import { eventList } from '../afterwards/event-list.ts';
import { toldTable } from '../afterwards/report-tables.ts';
import type { Html } from '../html.ts';
import { levelTag } from '../level-tags.ts';
import { lasted } from '../pieces.ts';
import { stackTable } from '../table.ts';
import { shortTime } from '../time-tags.ts';

export interface CoursePage extends ExerciseCourse {
  commune: Commune;
  names: Names;
  isReplay: boolean;
}

/** Who leads or led it, and why; of no event nothing. */
export function ledBy({ page: { exercise } }: Speech, first: AlertEvent | undefined, { person }: Names): Html | false {
  if (first?.reason.because !== 'exercise') return false;
  return html`<p>${exercise.lastBy(person(first.reason.person), first.reason.purpose)}</p>`;
}

export function playedList(speech: Speech, events: readonly AlertEvent[], { commune, names }: CoursePage): Html {
  return eventList(speech, events, { commune: commune.name, names, none: speech.page.exercise.nothingPlayed });
}

/** How long until somebody would have taken care of it. */
export function answersPart(speech: Speech, { answers, names }: CoursePage): Html | false {
  if (answers.length === 0) return false;
  const { words } = speech;
  const text = speech.page.exercise.answers;
  const answered = ({ event, answeredAt }: PlayedAnswer) =>
    answeredAt === null
      ? text.notYet
      : text.after(words.clockTime(answeredAt, names.timeZone), lasted(words, answeredAt - event.at));
  return html`<section><h2>${text.title}</h2>${stackTable(answers, [
    [text.contact, ({ contact }) => names.person(contact)],
    [text.level, ({ event }) => levelTag(speech, event.level)],
    [text.asked, ({ event }) => shortTime(speech, event.at, names.timeZone)],
    [text.answered, answered],
  ])}</section>`;
}

export function toldPart(speech: Speech, { told, names, isReplay }: CoursePage): Html {
  return html`<section><h2>${speech.page.report.told}</h2>${toldTable(speech, { told }, names, isReplay)}</section>`;
}
