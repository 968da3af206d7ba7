import { html } from 'hono/html';
import { HOUR_MS } from '../../../lib/units.ts';
import type { RaisedLevel } from '../../../territory/alert-level.ts';
import type { Commune } from '../../../territory/commune.ts';
import { FEW_FLOODS } from '../../../verification/intervals.ts';
import type { LevelJudgement } from '../../../verification/judge-commune.ts';
import { type ChanceJudgement, STATED_DAYS } from '../../../verification/judge-gauge.ts';
import type { Episode } from '../../../verification/match-events.ts';
import { datedTime } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import type { VerificationView } from '../../views/afterwards/verification-view.ts';
import { communeLinks } from '../commune-links.ts';
import type { Html } from '../html.ts';
import { levelTag } from '../level-tags.ts';
import { decimal, list } from '../pieces.ts';
import { stackTable, wideTable } from '../table.ts';
import { leadText } from './report-tables.ts';

type JudgedFlood = LevelJudgement['floods'][number];

const wholePercent = { style: 'percent', maximumFractionDigits: 0 } as const;

export interface VerificationPage {
  views: readonly VerificationView[];
  station: (id: string) => string;
  /** Where they are many: to choose from. */
  choice: readonly Commune[];
}

/** How alerts and stated chances did, with every count, and what cannot be known from so few. */
export function verificationPage(speech: Speech, { views, station, choice }: VerificationPage): Html {
  const { verification } = speech.page;
  return html`<h1>${verification.title}</h1><p>${verification.intro}</p>
${views.map((view) => html`<section><h2>${verification.alerts(view.commune.name)}</h2>${part(speech, view, station)}</section>`)}
${choice.length > 0 && communeLinks(speech, choice, { path: '/staff/verification', isOpen: views.length === 0 })}
<p class="hint">${verification.legend}</p>
<p class="links"><a href="/${speech.language}/staff/tuning">${speech.page.tuning.link}</a> <a href="/${speech.language}/staff/alerts">${speech.page.past.link}</a> <a href="/${speech.language}/staff">${speech.page.staff.back}</a></p>`;
}

function part(speech: Speech, view: VerificationView, station: (id: string) => string): Html {
  const { verification } = speech.page;
  const { commune } = view;
  if (view.since === null) return html`<p>${verification.notYet}</p>`;
  const judged = view.levels.flatMap((each) => each.floods.map((flood) => ({ level: each.level, flood })));
  const time = (at: number) => datedTime(at, commune.timeZone, speech.language);
  const told = (level: RaisedLevel, alarms: readonly Episode[], words: (from: string, to: string) => string) =>
    alarms.map(({ from, to }) => `${speech.words.level(level).name} – ${words(time(from), time(to!))}`);
  const dry = view.levels.flatMap(({ level, falseAlarms, unseenAlarms }) => [
    ...told(level, falseAlarms, verification.falseAlarmOf),
    ...told(level, unseenAlarms, verification.unseenAlarmOf),
  ]);
  const unseen = view.gauges.flatMap(({ station: id, unseen: all }) => {
    const [longest] = all.toSorted((a, b) => b.to - b.from - (a.to - a.from));
    if (longest === undefined) return [];
    const hours = Math.round(all.reduce((sum, { from, to }) => sum + to - from, 0) / HOUR_MS);
    return verification.unseen(station(id), all.length, hours, verification.span(time(longest.from), time(longest.to)));
  });
  return html`<p>${verification.since(time(view.since), view.answers)}</p>
${unseen.length > 0 && list(unseen)}
${contingencyTable(speech, view.levels)}
${list(view.levels.map((each) => `${speech.words.level(each.level).name} – ${knowledge(speech, each)}`))}
${judged.length > 0 && floodTable(speech, judged, { time, peak: (flood) => peakText(speech, flood, view.gauges.length > 1 ? station : null) })}
${dry.length > 0 && list(dry)}
${view.gauges.map((gauge) => html`<h3>${verification.chances(station(gauge.station))}</h3><p>${verification.chancesIntro(STATED_DAYS)}</p>${chanceTables(speech, gauge.chances)}`)}
<p class="links"><a href="/api/v1/communes/${commune.id}/verification">${verification.json}</a></p>`;
}

function floodTable(
  speech: Speech,
  judged: readonly { level: RaisedLevel; flood: JudgedFlood }[],
  { time, peak }: { time: (at: number) => string; peak: (flood: JudgedFlood) => string },
): Html {
  const { verification } = speech.page;
  return stackTable(
    judged,
    [
      [verification.flood, ({ flood }) => time(flood.passageAt)],
      [verification.level, ({ level }) => levelTag(speech, level)],
      [verification.peak, ({ flood }) => peak(flood)],
      [verification.outcome, ({ flood }) => (flood.outcome === 'hit' ? verification.hit : verification.miss)],
      [verification.lead, ({ flood }) => leadText(speech, flood.outcome === 'hit' ? flood.leadTimeH : null)],
      [verification.source, ({ flood }) => verification.by[flood.by]],
    ],
    verification.leads,
  );
}

/** What a person saw and no gauge did was no lower than the mark: how high, nobody measured. */
function peakText({ words }: Speech, { station, peakM }: JudgedFlood, nameOf: ((id: string) => string) | null): string {
  if (station === undefined) return '–';
  return nameOf ? `${words.stage(peakM)} (${nameOf(station)})` : words.stage(peakM);
}

function contingencyTable(speech: Speech, levels: readonly LevelJudgement[]): Html {
  const { verification } = speech.page;
  const within = (value: number | null, interval: LevelJudgement['podInterval']) =>
    html`${share(speech, value)} ${interval && verification.interval(share(speech, interval[0]), share(speech, interval[1]))}`;
  return stackTable(levels, [
    [verification.level, ({ level }) => levelTag(speech, level)],
    [verification.hits, ({ contingency }) => contingency.hits],
    [verification.misses, ({ contingency }) => contingency.misses],
    [verification.falseAlarms, ({ contingency }) => contingency.falseAlarms],
    [verification.pod, ({ scores, podInterval }) => within(scores.pod, podInterval)],
    [verification.far, ({ scores, farInterval }) => within(scores.far, farInterval)],
    [verification.csi, ({ scores, csiInterval }) => within(scores.csi, csiInterval)],
  ]);
}

/** What so many floods can tell and what they cannot. */
function knowledge({ page: { verification }, language }: Speech, level: LevelJudgement): string {
  const count = level.contingency.hits + level.contingency.misses;
  const unjudged = level.unjudged > 0 ? ` ${verification.unjudged(level.unjudged)}` : '';
  if (count === 0) return `${verification.noFlood}${unjudged}`;
  const few = count < FEW_FLOODS ? verification.tooFew(count) : verification.floods(count);
  const mostMissed = level.podInterval ? 1 - level.podInterval[0] : level.missesUpTo;
  const upTo = level.contingency.misses > 0 ? undefined : mostMissed?.toLocaleString(language, wholePercent);
  return `${few}${upTo === undefined ? '' : ` ${verification.noMiss(count, upTo)}`}${unjudged}`;
}

function chanceTables(speech: Speech, chances: readonly ChanceJudgement[]): Html {
  const { verification } = speech.page;
  const counted = chances.filter(({ count }) => count > 0);
  if (counted.length === 0) return html`<p>${verification.noStatement}</p>`;
  const table = stackTable(counted, [
    [verification.level, ({ level }) => levelTag(speech, level)],
    [verification.statements, ({ count }) => count],
    [verification.cameTrue, ({ cameTrue }) => cameTrue],
    [verification.behind, ({ floods }) => floods],
    [verification.brier, ({ skill }) => decimal(speech, skill.brier, 4)],
    [verification.reference, ({ skill }) => decimal(speech, skill.referenceBrier, 4)],
    [
      verification.skill,
      ({ skill, floods }) => (floods < FEW_FLOODS ? verification.tooFew(floods) : decimal(speech, skill.skill, 2)),
    ],
  ]);
  return html`${table}
${counted.map((each) => reliability(speech, each))}`;
}

function reliability(speech: Speech, { level, reliability: rows }: ChanceJudgement): Html {
  const { verification } = speech.page;
  const said = rows.filter(({ count }) => count > 0);
  const sentences = said
    .filter(({ from }) => from >= 0.1)
    .map((row) => verification.sentence(row.count, share(speech, row.from), share(speech, row.to), row.cameTrue));
  const title = verification.reliability(speech.words.level(level).name);
  const table = wideTable(title, said, [
    [verification.said, ({ from, to }) => `${share(speech, from)} – ${share(speech, to)}`],
    [verification.times, ({ count }) => count],
    [verification.came, ({ cameTrue }) => cameTrue],
    [verification.share, (row) => share(speech, row.share)],
  ]);
  return html`${table}
${sentences.length > 0 && list(sentences)}`;
}

function share({ language }: Speech, value: number | null): string {
  return value === null ? '–' : value.toLocaleString(language, wholePercent);
}
