import { levelTold } from '../../../alert/last-told.ts';
import type { Instant } from '../../../lib/clock.ts';
import type { OutboxRow } from '../../../notification/outbox.ts';
import type { AlertLevel } from '../../../territory/alert-level.ts';
import type { Names } from '../../../text/words.ts';
import { toCsv } from '../../csv.ts';
import { localColumn } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import { deliveryText } from '../../text/delivery-text.ts';
import { withoutLinks } from '../../text/without-links.ts';
import type { ReportGauge, ReportView } from '../../views/afterwards/report-view.ts';
import { logKindText } from './log-page.ts';
import { officialLines } from './official-report.ts';
import { recipientName, residentsText } from './report-tables.ts';

interface Line {
  at: Instant;
  kind: string;
  level?: AlertLevel;
  who?: string;
  what: string;
  why?: string;
  stageM?: number | null;
  chance?: number | null;
  delivered?: string;
}

/** What happened, was judged, told, decided and seen, a line each, oldest first: to be sorted and cut in a spreadsheet. */
export function reportCsv(speech: Speech, view: ReportView, names: Names): string {
  const { report } = speech.page;
  const { language, words } = speech;
  const number = (value: number | null | undefined, digits: number) =>
    value == null ? '' : value.toLocaleString(language, { maximumFractionDigits: digits, useGrouping: false });
  const head = [
    `${report.time} (${names.timeZone})`,
    report.kind,
    report.level,
    report.who,
    report.event,
    report.whyOrText,
    `${report.stage} (m)`,
    report.chance,
    report.delivered,
  ];
  const rows = linesOf(speech, view, names)
    .toSorted((a, b) => a.at - b.at)
    .map((line) => [
      localColumn(line.at, names.timeZone),
      line.kind,
      line.level ? words.level(line.level).name : '',
      line.who ?? '',
      line.what,
      line.why ?? '',
      number(line.stageM, 3),
      number(line.chance == null ? null : line.chance * 100, 0),
      line.delivered ?? '',
    ]);
  return toCsv([head, ...rows], language);
}

function linesOf(speech: Speech, view: ReportView, names: Names): Line[] {
  const { page, words } = speech;
  const { kinds } = page.report;
  const { alert, commune } = view;
  return [
    ...alert.events.map((each) => ({
      at: each.at,
      kind: kinds.alert,
      level: each.level,
      who: each.station === null ? '' : names.station(each.station),
      what: words.event(each, commune.name, names),
      why: words.reason(each.reason, names),
      stageM: each.stageM,
      chance: each.probability,
    })),
    ...view.gauges.flatMap((gauge) => [...passagesOf(speech, gauge), ...judgementsOf(speech, gauge, names)]),
    ...view.told.flatMap((each) => messagesOf(speech, view, each, names)),
    ...view.official.flatMap((course) =>
      officialLines(speech, course, view).map((line) => ({ ...line, kind: kinds.official })),
    ),
    ...view.log.map((each) => ({
      at: each.at,
      kind: logKindText(speech, each, view.played),
      who: names.person(each.person),
      what: each.text,
    })),
  ];
}

function passagesOf({ page: { report }, words }: Speech, { station, marks }: ReportGauge): Line[] {
  return marks.flatMap(({ level, markM, passedAt, passageSeen }) =>
    passedAt === null || !passageSeen
      ? []
      : [
          {
            at: passedAt,
            kind: report.kinds.river,
            level,
            who: station.name,
            what: `${report.passedAt} : ${words.metres(markM)}`,
          },
        ],
  );
}

function judgementsOf({ page: { report }, words }: Speech, { station, turns }: ReportGauge, names: Names): Line[] {
  return turns.map(({ at, level, verdict }) => ({
    at,
    kind: report.kinds.judgement,
    level,
    who: station.name,
    // Without the sign that leads it: `=` begins a formula.
    what: report.verdict[verdict.kind].replace(/^\S+ /, ''),
    why: words.reason(verdict.reason, names),
  }));
}

function messagesOf(
  speech: Speech,
  { machinesOfResidents }: ReportView,
  { event, told }: ReportView['told'][number],
  names: Names,
): Line[] {
  const { report, mayor } = speech.page;
  const ofEvent = { kind: report.kinds.message, level: event.level };
  const isWithResidents = ({ recipient: { kind, id } }: OutboxRow) =>
    kind === 'webhook' && machinesOfResidents.includes(id);
  return [
    ...(told.isPartlyUnread ? [{ ...ofEvent, at: event.at, what: report.toldUnread }] : []),
    ...[...told.contacts, ...told.machines].map((each) => ({
      ...ofEvent,
      level: isWithResidents(each) ? levelTold(event) : event.level,
      at: each.createdAt,
      who: recipientName(speech, each, names),
      what: each.subject,
      why: each.channel === 'webhook' ? '' : withoutLinks(each.text),
      delivered: mayor.byWay(mayor.ways[each.channel], deliveryText(speech, each.delivery, names.timeZone)),
    })),
    ...told.toResidents.map((each) => ({
      ...ofEvent,
      level: levelTold(event),
      at: event.at,
      who: report.residentsIn[each.language],
      what: each.subject,
      why: withoutLinks(each.text),
      delivered: told.residents
        .filter(({ channel }) => channel === each.channel)
        .map((some) => residentsText(speech, some, names.timeZone))
        .join(' ; '),
    })),
  ];
}
