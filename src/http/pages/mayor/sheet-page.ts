import { html } from 'hono/html';
import { releaseOf } from '../../../alert/release.ts';
import type { Instance } from '../../../config/config.ts';
import type { Instant } from '../../../lib/clock.ts';
import { rungsOf } from '../../../notification/asked/escalation.ts';
import { everyWayTo, tellsContacts, type Ways } from '../../../notification/ways.ts';
import { voices } from '../../../notification/words/letterhead.ts';
import { findRule, type Policy, type Release, type Rule } from '../../../policy/policy.ts';
import { type RaisedLevel, raisedLevels } from '../../../territory/alert-level.ts';
import type { Commune, Contact } from '../../../territory/commune.ts';
import { floodsBefore, type KnownFloods } from '../../../territory/known-flood.ts';
import type { Station } from '../../../territory/station.ts';
import type { StationPhones } from '../../../territory/station-phone.ts';
import { datedTime } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import { floodList } from '../chart/flood-lines.ts';
import type { Html } from '../html.ts';
import { levelTag } from '../level-tags.ts';
import { list, machinesNamed } from '../pieces.ts';
import { percent } from '../policy/policy-table.ts';
import { stackTable } from '../table.ts';
import { whomToRing } from './whom-to-ring.ts';

export interface Sheet {
  commune: Commune;
  now: Instant;
  /** `null` while none is in force. */
  policy: Policy | null;
  /** Those that the commune watches, then those above, the nearest first. */
  stations: readonly Station[];
  knownFloods: KnownFloods;
  phones: StationPhones;
  ways: Ways;
  /** What is told with residents: sirens and panels. */
  machines: readonly string[];
  /** Whether an answer by text message is taken in. */
  takesReplies: boolean;
  baseUrl: Instance['baseUrl'];
}

/** What holds at any time, for the binder of the safeguard plan: nothing of it says how the river stands. */
export function sheetPage(speech: Speech, sheet: Sheet): Html {
  const { page, language } = speech;
  const { commune, now, policy } = sheet;
  const at = (instant: Instant) => datedTime(instant, commune.timeZone, language);
  return html`<article class="sheet"><h1>${page.sheet.title(commune.name)}</h1>
<p class="asof">${page.sheet.made(at(now))}${policy && html` · ${page.sheet.withPolicy(policy.version, at(policy.createdAt))}`}.</p>
<p>${page.sheet.intro}</p>
<section><h2>${page.sheet.levels}</h2>
${policy === null && html`<p class="bad">! ${page.staff.noPolicy}</p>`}
${raisedLevels.map((level) => levelSection(speech, sheet, level))}
${watched(sheet).map((station) => floodsAt(speech, sheet, station))}</section>
${askedSection(speech, sheet)}
${answerSection(speech, sheet)}
${senseSection(speech)}
${downSection(speech, sheet)}</article>`;
}

function levelSection(speech: Speech, sheet: Sheet, level: RaisedLevel): Html {
  const { page, words, language } = speech;
  const { commune, policy } = sheet;
  const { staff, residents } = commune.actionCards[level][language];
  const rows = commune.watches.map(({ station, marks }) => {
    const rule = policy && findRule(policy, { commune: commune.id, station, level });
    return { name: nameOf(sheet, station), markM: marks[level], rule };
  });
  return html`<section class="sheet-level"><h3>${levelTag(speech, level)} ${words.level(level).meaning}</h3>
${stackTable(rows, [
  [page.gauge.station, ({ name }) => name],
  [page.gauge.mark, ({ markM }) => words.metres(markM)],
  [page.sheet.raised, ({ rule }) => (rule ? raisedBy(speech, rule) : page.sheet.neverRaised)],
])}
${policy && html`<p>${voices[language].around.labelled(page.sheet.residents, releasedBy(speech, releaseOf(policy, commune.id, level)))}</p>`}
<div class="side-by-side">${steps(page.sheet.steps, staff)}${steps(page.sheet.stepsOfResidents, residents)}</div></section>`;
}

function nameOf({ stations }: Sheet, id: string): string {
  return stations.find((each) => each.id === id)?.name ?? id;
}

function raisedBy(speech: Speech, { raiseAt, leadTimeH, k, n }: Rule): string {
  const { page, words } = speech;
  return page.sheet.raisedWhen(percent(speech, raiseAt), words.hours(leadTimeH), k, n);
}

function releasedBy({ page }: Speech, release: Release): string {
  return release.by === 'person' ? page.staff.byPerson : page.staff.byTimeout(release.afterMin);
}

function steps(title: string, lines: readonly string[]): Html | null {
  return lines.length === 0 ? null : html`<div><h4>${title}</h4>${list(lines)}</div>`;
}

function floodsAt(speech: Speech, { knownFloods, now }: Sheet, { id, name }: Station): Html | null {
  const floods = floodList(speech, floodsBefore(knownFloods, id, now));
  return floods === '' ? null : html`<p>${name}. ${floods}</p>`;
}

/** The ladder, and how long it waits at each level. */
function askedSection(speech: Speech, { commune: { contacts, escalation }, ways }: Sheet): Html {
  const { page, words, language } = speech;
  const after = (minutes: number) => words.hours(minutes / 60);
  const rungs = rungsOf(contacts);
  const ladder = rungs.map((rung) => {
    const told = rung.map((contact) => toldBy(speech, contact, ways)).join(' ; ');
    return html`<li>${voices[language].around.labelled(page.answer.roles[rung[0]!.role], told)}</li>`;
  });
  const level = [page.gauge.level, (each: RaisedLevel) => levelTag(speech, each)] as const;
  const next = [page.sheet.nextAfter, (each: RaisedLevel) => after(escalation[each].nextAfterMin)] as const;
  const again = [page.sheet.againAfter, (each: RaisedLevel) => after(escalation[each].againAfterMin)] as const;
  const pace = stackTable(raisedLevels, rungs.length > 1 ? [level, next, again] : [level, again]);
  const hasOneBesideFirst = rungs.slice(1).some(([first]) => first!.role === 'duty-officer');
  return html`<section><h2>${page.sheet.asked}</h2><ol>${ladder}</ol>
${tellsContacts(ways) ? pace : html`<p>${page.sheet.nobodyTold}</p>`}
${tellsContacts(ways) && hasOneBesideFirst && html`<p>${page.sheet.atOnce(words.level('danger').name)}</p>`}</section>`;
}

/**
 * By the ways that are set up: a mail that is written where there is no mail server reaches nobody.
 * @example toldBy(speeches.en, mayor, new Set(['log', 'email', 'sms'])) // 'Anne Martin (e-mail, text message)'
 */
function toldBy({ page }: Speech, contact: Contact, ways: Ways): string {
  if (!tellsContacts(ways)) return contact.name;
  const by = everyWayTo(contact, ways).filter((way) => ways.has(way));
  return `${contact.name} (${by.map((way) => page.mayor.ways[way]).join(', ') || page.sheet.byNoWay})`;
}

function answerSection({ page, language }: Speech, { commune, ways, takesReplies, machines, baseUrl }: Sheet): Html {
  const here = `${baseUrl}/${language}/mayor/${commune.id}`;
  const isTexted = takesReplies && commune.contacts.some(({ phone }) => phone !== null);
  const answers = [page.sheet.byLink, ...(isTexted ? [page.sheet.byText] : []), page.sheet.answerMeans];
  return html`<section><h2>${page.sheet.answer}</h2>
<ul>${tellsContacts(ways) && answers.map((line) => html`<li>${line}</li>`)}<li>${page.sheet.decideOn} <b>${here}</b></li><li>${page.sheet.reaches}${machines.length > 0 && html` ${page.mayor.machinesToo(machinesNamed(page, machines))}`}</li></ul></section>`;
}

function senseSection({ page: { sheet }, words }: Speech): Html {
  const unknown = [sheet.unknown(words.level('unknown').name), ...words.whileUnseen].join(' ');
  return html`<section><h2>${sheet.sense}</h2>${list([sheet.chance, sheet.blind, unknown, sheet.ends])}</section>`;
}

/** When the service is silent: what can be read and whom to ring without it. */
function downSection(speech: Speech, { commune, stations, phones, machines }: Sheet): Html {
  const { page, words } = speech;
  const { broadcaster, officialWarnings } = commune;
  const services = [...new Set(officialWarnings.map(({ service }) => service))].map(
    (each) => words.official.services[each],
  );
  return html`<section><h2>${page.sheet.down}</h2>
${list([
  page.sheet.readIt,
  ...(machines.length > 0 ? [page.sheet.byHand(machinesNamed(page, machines))] : []),
  ...services.map(({ name, address }) => `${page.sheet.officialOn(name)} ${address}`),
  ...(broadcaster ? [page.sheet.allPhones([broadcaster.name, broadcaster.phone].filter(Boolean).join(', '))] : []),
  page.broadcast.emergency,
])}
${whomToRing(speech, stations, phones)}</section>`;
}

function watched({ commune, stations }: Sheet): readonly Station[] {
  return stations.filter(({ id }) => commune.watches.some(({ station }) => station === id));
}
