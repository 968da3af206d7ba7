import { html } from 'hono/html';
import type { Instant } from '../../../lib/clock.ts';
import { officialPlace, officialWho } from '../../../text/official-text.ts';
import { dayAndTime } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import type { OfficialCourse } from '../../views/afterwards/official-then.ts';
import type { ReplayView } from '../../views/afterwards/replay-view.ts';
import type { ReportView } from '../../views/afterwards/report-view.ts';
import type { Html } from '../html.ts';
import { officialOwners, officialTag } from '../official-section.ts';
import { caution, list } from '../pieces.ts';

/** One line of what the State was seen to say. */
export interface OfficialLine {
  at: Instant;
  /** Whose word it is, of which place. */
  who: string;
  what: string;
}

/** What services of the State said of the commune's places, and when they were not seen; nothing where none is set. */
export function officialReport(speech: Speech, view: ReportView): Html | null {
  const { report } = speech.page;
  if (view.official.length === 0) return null;
  return html`<section><h2>${report.official}</h2>
${view.official.map((course) => {
  const lines = officialLines(speech, course, view).map(({ what }) => what);
  return html`<p>${whoOf(speech, course)}</p>${course.isUnread ? caution(report.officialUnread) : list(lines)}`;
})}
<p class="hint">${officialOwners(speech, view.official)}</p></section>`;
}

/** What services of the State were known to say at a past moment; nothing where no place was set. */
export function officialReplay(speech: Speech, { official, commune, at }: ReplayView): Html | null {
  const { report, replay } = speech.page;
  if (official === null) return html`<section><h2>${report.official}</h2>${caution(replay.officialUnread)}</section>`;
  if (official.length === 0) return null;
  return html`<section><h2>${report.official}</h2>
${official.map((each) => html`<p>${officialTag(speech, each, { commune, now: at })}<br>${officialPlace(speech.words, each)}</p>`)}
<p class="hint">${officialOwners(speech, official)}</p></section>`;
}

/** Oldest first; a place that was never seen has one line that says so. */
export function officialLines(
  speech: Speech,
  course: OfficialCourse,
  { commune, from }: Pick<ReportView, 'commune' | 'from'>,
): OfficialLine[] {
  const { page, words, language } = speech;
  const { report } = page;
  const time = (at: Instant) => dayAndTime(at, commune.timeZone, language);
  const who = whoOf(speech, course);
  const seen = course.spells.map(({ level, firstSeenAt, lastSeenAt }) => ({
    at: Math.max(firstSeenAt, from),
    who,
    what: report.officialSeen(words.official.levels[level].name, time(firstSeenAt), time(lastSeenAt)),
  }));
  const unseen = course.gaps.map((gap) => ({
    at: gap.from,
    who,
    what: report.officialNotSeen(time(gap.from), time(gap.to)),
  }));
  return [...seen, ...unseen].toSorted((a, b) => a.at - b.at);
}

function whoOf({ words }: Speech, { service, place, spells }: OfficialCourse): string {
  return officialWho(words, { service, place, spell: spells.at(-1) ?? null });
}
