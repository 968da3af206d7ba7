import type { AlertEvent } from '../../alert/alert.ts';
import type { Commune, Language } from '../../territory/commune.ts';
import type { MessageWords } from '../../text/message-words.ts';
import { type NameSources, namesOf } from '../../text/names.ts';
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

/** Above it a mail server may find it too long, and nobody reads on. */
const MOST_LINES = 100;

export function createAsOne(parts: AsOneParts): AsOne {
  const { issuer, journal, communes } = parts;

  /** Of a gauge that several communes watch, all that is told alike is told once. */
  function sightsOf(rows: readonly OutboxRow[]): Sight[] {
    const sights = new Map<string, Sight>();
    for (const row of rows) {
      const [event, commune] = [journal.event(row.event), communes.get(row.commune)];
      if (!event || !commune) continue;
      const { kind, station, reason } = event;
      const alike = JSON.stringify([kind, station, reason]);
      const known = sights.get(alike);
      if (known) known.communes.push(commune);
      else sights.set(alike, { event, communes: [commune] });
    }
    return [...sights.values()];
  }

  function lineOf({ event, communes: of }: Sight, language: Language): Line {
    const { words } = voices[language];
    const names = namesOf(parts, of[0]!);
    const where = [...new Set(of.map(({ name }) => name))].join(', ');
    return { happened: words.event(event, where, names), why: words.reason(event.reason, names, 'staff') };
  }

  return (rows) => {
    const last = rows.at(-1)!;
    const { language } = last;
    const { words, around } = voices[language];
    const sights = sightsOf(rows);
    const lines = sights.map((sight) => lineOf(sight, language));
    const told = [...new Set(rows.map(({ commune }) => commune))];
    const isOne = told.length === 1;
    const where = isOne ? (communes.get(last.commune)?.name ?? last.commune) : around.several.communes(told.length);
    const title = around.labelled(counted(sights, around), where);
    const notReal = issuer.kind === 'operational' ? null : around.notReal[issuer.kind];
    const subject = notReal ? `${notReal.word} – ${title}` : title;
    const page = `${issuer.baseUrl}/${language}/${isOne ? `mayor/${last.commune}` : 'staff'}`;
    const at = words.instant(last.createdAt, communes.get(last.commune)?.timeZone ?? 'UTC');
    const text =
      last.channel === 'sms'
        ? withinRoom(
            subject,
            lines.map(({ happened }) => happened),
            [page],
          )
        : paragraphs([
            notReal ? [`${notReal.word}. ${notReal.sentence}`] : [],
            [title],
            todo(around, stepsOf(sights, around)),
            [around.labelled(around.labels.page, page)],
            listed(lines, around),
            [around.written(at, issuer.name)],
          ]);
    return { ...last, id: rows.map(({ id }) => id).join('\n'), subject, text };
  };
}

/** @example 'SANS MESURE (12 stations), MESURE REVENUE (1 station)' */
function counted(sights: readonly Sight[], { heading, several }: MessageWords): string {
  const of = Map.groupBy(sights, ({ event }) => heading(event, 'staff'));
  return [...of].map(([each, alike]) => `${each} (${several.gauges(gaugesOf(alike))})`).join(', ');
}

function listed(lines: readonly Line[], { several }: MessageWords): string[] {
  const more = lines.length - MOST_LINES;
  return [
    ...lines.slice(0, MOST_LINES).map(({ happened, why }) => `– ${happened} ${why}`),
    ...(more > 0 ? [several.more(more)] : []),
  ];
}

function stepsOf(sights: readonly Sight[], { steps, several }: MessageWords): string[] {
  const lost = sights.filter(({ event: { kind } }) => kind === 'sight-lost' || kind === 'still-not-seen');
  const shared = gaugesOf(lost) > 1 ? [several.commonCause] : [];
  return [...new Set([...shared, ...lost.flatMap(({ event }) => steps(event, 'staff'))])];
}

function gaugesOf(sights: readonly Sight[]): number {
  return new Set(sights.map(({ event }) => event.station)).size;
}
