import type { AlertEvent } from '../../alert/alert.ts';
import type { Commune, Language } from '../../territory/commune.ts';
import type { MessageWords } from '../../text/message-words.ts';
import { type NameSources, namesOf, stationsOf } from '../../text/names.ts';
import type { Names } from '../../text/words.ts';
import type { Journal } from '../journal.ts';
import type { OutboxRow } from '../outbox.ts';
import { withinRoom } from '../phone/text-message.ts';
import { type Issuer, paragraphs, voices } from './letterhead.ts';
import { todo } from './message.ts';

export interface AsOneParts extends NameSources {
  issuer: Issuer;
  journal: Pick<Journal, 'event'>;
}

/** What several rows to one address say in one message: oldest first, of the same channel and language, each of whether a gauge is seen. */
export type AsOne = (rows: readonly OutboxRow[]) => OutboxRow;

interface Sight {
  event: AlertEvent;
  communes: Commune[];
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

  /** `null` where the disk does not give it back: the others are told all the same. */
  function eventOf(row: OutboxRow): AlertEvent | null {
    try {
      return journal.event(row.event);
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
      const { kind, station, reason } = event;
      const alike = JSON.stringify([kind, station, reason]);
      const known = sights.get(alike);
      if (known) known.communes.push(commune);
      else sights.set(alike, { event, communes: [commune] });
    }
    return { sights: [...sights.values()], unread };
  }

  function lineOf({ event, communes: of }: Sight, language: Language): Line {
    const { words, around } = voices[language];
    const names = namesOf(parts, of[0]!);
    const watching = new Set(of);
    const where =
      watching.size > MOST_NAMED
        ? around.several.communes(watching.size)
        : [...watching].map(({ name }) => name).join(', ');
    return { happened: words.event(event, where, names), why: words.reason(event.reason, names, 'staff') };
  }

  return (rows) => {
    const last = rows.at(-1)!;
    const { language } = last;
    const { words, around } = voices[language];
    const { sights, unread } = sightsOf(rows);
    // What stands now first.
    const lines = [...sights.map((sight) => lineOf(sight, language)), ...unread].toReversed();
    const told = [...new Set(rows.map(({ commune }) => commune))];
    const isOne = told.length === 1;
    const where = isOne ? (communes.get(last.commune)?.name ?? last.commune) : around.several.communes(told.length);
    const title = sights.length > 0 ? around.labelled(counted(sights, around, stationsOf(parts)), where) : where;
    const notReal = issuer.kind === 'operational' ? null : around.notReal[issuer.kind];
    const subject = notReal ? `${notReal.word} – ${title}` : title;
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
            notReal ? [`${notReal.word}. ${notReal.sentence}`] : [],
            [title],
            todo(around, stepsOf(sights, around)),
            urls.map((url) => around.labelled(around.labels.page, url)),
            listed(lines, around),
            [around.written(at, issuer.name)],
          ]);
    // In one order: rows of one moment come in another once they were tried.
    const ids = rows.map(({ id }) => id).toSorted();
    return { ...last, id: ids.join('\n'), subject, text };
  };
}

/** What stands now. @example 'SANS MESURE (12 stations), MESURE REVENUE (Coursan pont)' */
function counted(sights: readonly Sight[], { heading, several }: MessageWords, nameOf: Names['station']): string {
  const standing = newestOf(sights);
  const lostFirst = [...standing.filter(isLoss), ...standing.filter((each) => !isLoss(each))];
  const of = Map.groupBy(lostFirst, ({ event }) => heading(event, 'staff'));
  return [...of]
    .map(([each, alike]) => {
      const [one, ...more] = new Set(alike.map(({ event }) => event.station));
      return `${each} (${one && more.length === 0 ? nameOf(one) : several.gauges(more.length + 1)})`;
    })
    .join(', ');
}

/** Of each gauge in each commune the newest alone: one that is lost and seen again is seen. */
function newestOf(sights: readonly Sight[]): Sight[] {
  const newest = new Map<string, Sight>();
  for (const sight of sights)
    for (const { id } of sight.communes) newest.set(JSON.stringify([sight.event.station, id]), sight);
  const standing = new Set(newest.values());
  return sights.filter((each) => standing.has(each));
}

function listed(lines: readonly Line[], { several }: MessageWords): string[] {
  const more = lines.length - MOST_LINES;
  return [
    ...lines.slice(0, MOST_LINES).map(({ happened, why }) => `– ${happened} ${why}`.trimEnd()),
    ...(more > 0 ? [several.more(more)] : []),
  ];
}

function stepsOf(sights: readonly Sight[], { steps, several }: MessageWords): string[] {
  const lost = sights.filter(isLoss);
  const left = sights.filter((sight, index) => isLoss(sight) && !isOver(sight, sights.slice(index + 1)));
  // Nothing more is to be done at a river that is measured again; and what the service cannot read is no fault of the network.
  const silent = lost.filter(({ event: { reason } }) => reason.because === 'not-seen');
  const shared = left.length > 0 && gaugesOf(silent) > 1 ? [several.commonCause] : [];
  return [...new Set([...shared, ...left.flatMap(({ event }) => steps(event, 'staff'))])];
}

function isLoss({ event: { kind } }: Sight): boolean {
  return kind === 'sight-lost' || kind === 'still-not-seen';
}

/** Whether it is seen again, or known not to be, in each of its communes. */
function isOver({ event: { station }, communes }: Sight, later: readonly Sight[]): boolean {
  const ended = later.filter((each) => !isLoss(each) && each.event.station === station);
  return communes.every((commune) => ended.some((each) => each.communes.includes(commune)));
}

function gaugesOf(sights: readonly Sight[]): number {
  return new Set(sights.map(({ event }) => event.station)).size;
}
