import type { AlertEvent } from '../../alert/alert.ts';
import { MINUTE_MS } from '../../lib/units.ts';
import type { Commune, Language } from '../../territory/commune.ts';
import type { MessageWords } from '../../text/message-words.ts';
import { type NameSources, nameOrder, namesOf, stationsOf } from '../../text/names.ts';
import type { Names } from '../../text/words.ts';
import type { Journal } from '../journal.ts';
import type { OutboxRow } from '../outbox.ts';
import { withinRoom } from '../phone/text-message.ts';
import { type Issuer, markedAs, notRealLine, paragraphs, voices } from './letterhead.ts';
import { todo } from './message.ts';

export interface AsOneParts extends NameSources {
  issuer: Issuer;
  journal: Pick<Journal, 'event' | 'state'>;
}

/** What several rows to one address say in one message: oldest first, of the same channel and language, each of whether a gauge is seen. */
export type AsOne = (rows: readonly OutboxRow[]) => OutboxRow;

interface Sight {
  event: AlertEvent;
  communes: Commune[];
}

interface PlacedSight extends Sight {
  where: string;
}

interface Line {
  happened: string;
  why: string;
}

/** To more of them leads the page of staff. One mailbox has two or three communes that share a town clerk, whose account sees theirs alone. */
const MOST_PAGES = 3;
/** Of a gauge that more communes watch they are counted. */
const MOST_NAMED = 5;
/** Above it a mail server may find it too long, and nobody reads on. */
const MOST_LINES = 100;

export function createAsOne(parts: AsOneParts): AsOne {
  const { issuer, journal, communes } = parts;

  /** In the alert of its commune as it is by now, which may be over, or have begun, since. `null` where the disk does not give it back: the others are told all the same. */
  function eventOf(row: OutboxRow): AlertEvent | null {
    try {
      const event = journal.event(row.event);
      const alert = journal.state(row.commune)?.alert ?? null;
      return event && { ...event, alert: alert?.id ?? null, level: alert?.level ?? 'normal' };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return null;
    }
  }

  /** Of a gauge that several communes watch, all that is told alike is told once. Of what cannot be read the line that was written of it. */
  function sightsOf(rows: readonly OutboxRow[]): { sights: Sight[]; unread: Line[] } {
    const sights = new Map<string, Sight>();
    const unread: Line[] = [];
    for (const row of rows) {
      const [event, commune] = [eventOf(row), communes.get(row.commune)];
      if (!event || !commune) {
        unread.push({ happened: row.subject, why: '' });
        continue;
      }
      const { kind, station, reason, level } = event;
      // Where an alert is in force its line says so, and at which level.
      const alike = JSON.stringify([kind, station, reason, level]);
      const known = sights.get(alike);
      if (known) known.communes.push(commune);
      else sights.set(alike, { event, communes: [commune] });
    }
    return { sights: [...sights.values()], unread };
  }

  function lineOf({ event, communes: of, where }: PlacedSight, language: Language): Line {
    const { words } = voices[language];
    const names = namesOf(parts, of[0]!);
    return { happened: words.event(event, where, names), why: words.reason(event.reason, names, 'staff') };
  }

  return (rows) => {
    const last = rows.at(-1)!;
    const { language } = last;
    const { words, around } = voices[language];
    const { sights, unread } = sightsOf(rows);
    const standing = standingOf(sights);
    const inOrder = nameOrder(language);
    const lines = [
      ...unread.toReversed(),
      ...mostUrgentFirst(sights, language, inOrder).map((sight) => lineOf(sight, language)),
    ];
    const nameOf = (id: string) => communes.get(id)?.name ?? id;
    const told = [...new Set(rows.map(({ commune }) => commune))].sort((a, b) => inOrder(nameOf(a), nameOf(b)));
    const isOne = told.length === 1;
    const where = isOne ? nameOf(last.commune) : around.several.communes(told.length);
    const title = sights.length > 0 ? around.labelled(counted(standing, around, stationsOf(parts)), where) : where;
    const subject = markedAs(issuer.kind, language, title);
    const pages = told.length > MOST_PAGES ? ['staff'] : told.map((commune) => `mayor/${commune}`);
    const urls = pages.map((page) => `${issuer.baseUrl}/${language}/${page}`);
    const at = words.instant(last.createdAt, communes.get(last.commune)?.timeZone ?? 'UTC');
    const text =
      last.channel === 'sms'
        ? withinRoom(
            subject,
            lines.map(({ happened }) => happened),
            urls,
          )
        : paragraphs([
            notRealLine(issuer.kind, language),
            [title],
            todo(around, stepsOf(standing, around)),
            urls.map((url) => around.labelled(around.labels.page, url)),
            listed(lines, around),
            [around.written(at, issuer.name)],
          ]);
    // In one order: rows of one moment come in another once they were tried.
    const ids = rows.map(({ id }) => id).toSorted();
    return { ...last, id: ids.join('\n'), subject, text };
  };
}

/** What stands now first, above all where an alert is in force; what was seen within one minute by commune, as people look them up. */
function mostUrgentFirst(
  sights: readonly Sight[],
  language: Language,
  inOrder: (a: string, b: string) => number,
): PlacedSight[] {
  const { several } = voices[language].around;
  const minuteOf = ({ event: { at } }: Sight) => Math.floor(at / MINUTE_MS);
  const isUrgent = ({ event: { alert } }: Sight) => Number(alert !== null);
  return sights
    .map((sight) => {
      const names = [...new Set(sight.communes)].map(({ name }) => name);
      const isNamed = names.length <= MOST_NAMED;
      return { ...sight, where: isNamed ? names.sort(inOrder).join(', ') : several.communes(names.length) };
    })
    .toReversed()
    .sort((a, b) => isUrgent(b) - isUrgent(a) || minuteOf(b) - minuteOf(a) || inOrder(a.where, b.where));
}

/** What stands now of each gauge in each of its communes, what is lost first. */
function standingOf(sights: readonly Sight[]): AlertEvent[] {
  const newest = sights.flatMap(({ event, communes }) =>
    communes.map(({ id }) => [JSON.stringify([event.station, id]), event] as const),
  );
  return [...new Map(newest).values()].toSorted((a, b) => Number(isLoss(b)) - Number(isLoss(a)));
}

/** @example 'SANS MESURE (12 stations), MESURE REVENUE (Coursan pont)' */
function counted(standing: readonly AlertEvent[], { heading, several }: MessageWords, nameOf: Names['station']) {
  return [...Map.groupBy(standing, (event) => heading(event, 'staff'))]
    .map(([each, events]) => {
      const [one, ...more] = gaugesOf(events);
      return `${each} (${one && more.length === 0 ? nameOf(one) : several.gauges(more.length + 1)})`;
    })
    .join(', ');
}

function listed(lines: readonly Line[], { several }: MessageWords): string[] {
  const more = lines.length - MOST_LINES;
  return [
    ...lines.slice(0, MOST_LINES).map(({ happened, why }) => `– ${happened} ${why}`.trimEnd()),
    ...(more > 0 ? [several.more(more)] : []),
  ];
}

/** Nothing is to be done at a river that is measured again; and what the service cannot read is no fault of the network. */
function stepsOf(standing: readonly AlertEvent[], { steps, several }: MessageWords): string[] {
  const lost = standing.filter(isLoss);
  const silent = lost.filter(({ reason }) => reason.because === 'not-seen');
  const shared = gaugesOf(silent).length > 1 ? [several.commonCause] : [];
  return [...new Set([...shared, ...lost.flatMap((event) => steps(event, 'staff'))])];
}

function gaugesOf(events: readonly AlertEvent[]): (string | null)[] {
  return [...new Set(events.map(({ station }) => station))];
}

function isLoss({ kind }: AlertEvent): boolean {
  return kind === 'sight-lost' || kind === 'still-not-seen';
}
