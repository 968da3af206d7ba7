import { html } from 'hono/html';
import type { Instance } from '../../../config/config.ts';
import type { Instant } from '../../../lib/clock.ts';
import { voices } from '../../../notification/words/letterhead.ts';
import type { AccountRole } from '../../../people/account.ts';
import type { RaisedLevel } from '../../../territory/alert-level.ts';
import { boundsOf, type Place } from '../../../territory/area.ts';
import { type Speech, speeches } from '../../speech.ts';
import { ellipsis } from '../../text/ellipsis.ts';
import type { CommuneView } from '../../views/commune-view.ts';
import { headlineOf } from '../../views/headline.ts';
import type { Reached } from '../../views/reached.ts';
import { toCopy } from '../form.ts';
import type { Html } from '../html.ts';
import { phoneText } from './phone-text.ts';
import { reachedText } from './reached-text.ts';

type Asked = Pick<
  CommuneView,
  'commune' | 'now' | 'level' | 'publicLevel' | 'cameDown' | 'toldSince' | 'corrected' | 'gauges'
>;

/** Who asks: their office, never a name. */
interface Asking {
  role: AccountRole;
  kind: Instance['kind'];
  /** How many residents have what they were told; `null` where no level holds for them. */
  reached: Reached | null;
}

const MOST_OF_NAME = 60;

/** Only at the two levels at which people must act, and not while the water goes down: all phones of a place ring for no less. */
function levelToAskAt({ level, cameDown }: Asked): RaisedLevel | null {
  return (level === 'act' || level === 'danger') && !cameDown.staff ? level : null;
}

/** The ready text, and whom to call; nothing where there is nothing to ask for. */
export function broadcastSection(speech: Speech, view: Asked, asking: Asking): Html | null {
  const level = levelToAskAt(view);
  if (level === null) return null;
  const { broadcast } = speech.page;
  const { broadcaster, languages } = view.commune;
  const [first = speech.language] = languages;
  const phone = broadcaster?.phone;
  return html`<details class="card no-print"><summary>${broadcast.title}</summary>
<p>${broadcast.intro(broadcaster?.name ?? broadcast.anyAuthority)}</p>
${phone && html`<p>${broadcast.call} <a href="tel:${phone.replace(/[^+0-9]/g, '')}">${phone}</a></p>`}
${toCopy('broadcast-request', broadcast.copy, broadcastRequest(view, level, asking), first)}</details>`;
}

/**
 * What is asked for, in the commune's first language: who, what, where, since when, until when, whether residents were told; and the text for the
 * phones in each of its languages. Within a screen: names are cut, and numbers of gauges are those that matter most.
 */
export function broadcastRequest(view: Asked, level: RaisedLevel, { role, kind, reached }: Asking): string {
  const { commune, now } = view;
  const [first = 'fr'] = commune.languages;
  const speech = speeches[first];
  const { page, words } = speech;
  const { broadcast } = page;
  const notReal = (each: Speech) => (kind === 'operational' ? null : each.page.broadcast.notReal[kind]);
  const line = voices[first].around.labelled;
  const name = ellipsis(commune.name, MOST_OF_NAME);
  const { broadcaster } = commune;
  const to = broadcaster && [ellipsis(broadcaster.name, MOST_OF_NAME), broadcaster.phone].filter(Boolean).join(', ');
  const head = [
    notReal(speech),
    broadcast.request,
    to && line(broadcast.to, to),
    broadcast.from[role](name),
    line(broadcast.at, words.instant(now, commune.timeZone)),
    broadcast.what(words.level(level).name),
    line(broadcast.where, where(speech, view.commune)),
    ...river(speech, view),
    residents(speech, view, reached),
  ];
  const phones = commune.languages.flatMap((language) => {
    const text = phoneText(speeches[language], commune, { level, notReal: notReal(speeches[language]) });
    return ['', broadcast.proposed(speeches[language].page.languageName, text.length), text];
  });
  return [...head.filter((each) => each !== null), ...phones].join('\n');
}

/** What residents were to be told, and whether they have it. */
function residents(
  speech: Speech,
  { commune, toldSince, publicLevel, corrected }: Asked,
  reached: Reached | null,
): string {
  const { page, words } = speech;
  const { broadcast } = page;
  const at = (moment: Instant) => words.instant(moment, commune.timeZone);
  if (toldSince !== null) {
    const told = broadcast.told(words.level(publicLevel).name, at(toldSince), reached?.isLowered === true);
    return reached ? voices[speech.language].around.labelled(told, reachedText(speech, reached)) : told;
  }
  return corrected ? broadcast.corrected(words.level(corrected.released).name, at(corrected.at)) : broadcast.untold;
}

/** The name with official codes, and where that lies. */
function where({ page: { broadcast } }: Speech, { name, codes, area }: CommuneView['commune']): string {
  const known = codes.slice(0, 2).map(({ scheme, value }) => `${scheme} ${value}`);
  const called = `${ellipsis(name, MOST_OF_NAME)}${known.length > 0 ? ` (${ellipsis(known.join(', '), MOST_OF_NAME)})` : ''}`;
  if (area === null) return `${called}, ${broadcast.noOutline}`;
  if ('circle' in area) return `${called}, ${broadcast.circle(String(area.circle.radiusKm), point(area.circle))}`;
  const [southWest, northEast] = boundsOf(area);
  return `${called}, ${broadcast.within(point(southWest), point(northEast))}`;
}

/** As maps and other systems read it, in any language; to some ten metres. */
function point({ lat, lon }: Place): string {
  return `${lat.toFixed(4)}, ${lon.toFixed(4)}`;
}

/** Where the water stands and what is expected, at the gauge that the mayor reads first. */
function river({ page, words, language }: Speech, { commune, now, level, gauges }: Asked): string[] {
  const { broadcast, mayor } = page;
  const { labelled } = voices[language].around;
  const { passed, coming } = headlineOf({ gauges, level });
  const gauge = passed?.gauge ?? coming?.gauge ?? gauges[0];
  const reading = gauge?.accepted;
  const station = ellipsis(gauge?.station.name ?? '', MOST_OF_NAME);
  const measured = reading
    ? broadcast.reading(words.stage(reading.value), station, words.instant(reading.observedAt, commune.timeZone))
    : broadcast.noReading;
  const remark = gauge?.read ? page.read.observed : page.gauge.stale;
  const isRemarkable = reading && (gauge.read !== null || gauge.freshness !== 'fresh');
  const lines = [labelled(broadcast.measured, isRemarkable ? `${measured} (${remark})` : measured)];
  if (passed) lines.push(broadcast.reached(words.level(passed.chance.level).name, words.metres(passed.chance.markM)));
  const chance = coming?.chance;
  if (chance?.passage && chance.isLikely && chance.probability !== null) {
    const { level: next, markM, probability, passage } = chance;
    lines.push(
      labelled(
        broadcast.expected,
        `${words.chance(probability)} ${mayor.chanceOf(words.level(next).name, words.metres(markM))}`,
      ),
    );
    lines.push(labelled(broadcast.when, broadcast.ifReached(words.window(passage, commune.timeZone, now))));
  }
  return lines;
}
