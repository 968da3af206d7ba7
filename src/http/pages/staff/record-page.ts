import { html } from 'hono/html';
import { ALL_COMMUNES } from '../../../people/account.ts';
import type { NumberedEntry, RecordEntry } from '../../../record/record.ts';
import { raisedLevels } from '../../../territory/alert-level.ts';
import type { Commune } from '../../../territory/commune.ts';
import { nameOrder } from '../../../text/names.ts';
import type { Speech } from '../../speech.ts';
import type { RecordAsked } from '../../views/seen-record.ts';
import type { Html } from '../html.ts';
import { olderLinks } from '../older-links.ts';
import { backToStaff, decimal } from '../pieces.ts';
import { percent } from '../policy/policy-table.ts';
import { stackTable } from '../table.ts';
import { datedInstantOf } from '../time-tags.ts';

interface RecordNames {
  person(id: string): string;
  station(id: string): string;
  commune(id: string): string;
  timeZone: string;
}

interface RecordShown extends RecordNames {
  /** So many lines at most. One more is read, where there is one. */
  shown: number;
  isNewest: boolean;
  /** Those of the reader. */
  communes: readonly Commune[];
  asked: Pick<RecordAsked, 'commune' | 'action'>;
}

/** The record of the reader's communes, newest first. */
export function recordPage(
  speech: Speech,
  read: readonly NumberedEntry[],
  { shown, isNewest, communes, asked, ...names }: RecordShown,
): Html {
  const { staff, onRecord } = speech.page;
  const table = stackTable(read.slice(0, shown), [
    [staff.createdAt, ({ at }) => datedInstantOf(speech, at, names.timeZone)],
    [staff.who, ({ actor }) => ('person' in actor ? names.person(actor.person) : staff.service)],
    [staff.commune, ({ commune }) => (commune === null ? '–' : names.commune(commune))],
    [staff.action, ({ action }) => onRecord.actions[action] ?? html`<code>${action}</code>`],
    [staff.detail, (entry) => facts(speech, detailOf(entry), names)],
  ]);
  const before = read.length > shown ? read[shown - 1]!.id : undefined;
  const others = olderLinks(speech, recordAt(asked), { before, isNewest, older: staff.olderLines });
  const isAsked = asked.commune !== undefined || asked.action !== undefined;
  const found = read.length === 0 && isAsked ? html`<p>${staff.noLine}</p>` : table;
  return html`<h1>${staff.record}</h1><p>${staff.recordNote}</p>${askForm(speech, communes, asked)}${found}${others}${backToStaff(speech)}`;
}

function recordAt(asked: RecordShown['asked']): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) query.set(name, value);
  return query.size > 0 ? `/staff/record?${query.toString()}` : '/staff/record';
}

/** A plain GET form, so that an address can be kept and sent. */
function askForm({ page, language }: Speech, communes: readonly Commune[], asked: RecordShown['asked']): Html {
  const { staff, onRecord } = page;
  const named = communes.map(({ id, name }) => [id, name] as const);
  const choice = (name: 'commune' | 'action', label: string, options: readonly (readonly [string, string])[]) => {
    const sorted = options.toSorted(([, a], [, b]) => nameOrder(language)(a, b));
    return html`<label for="${name}">${label}</label>
<select id="${name}" name="${name}"><option value="">${staff.allLines}</option>${sorted.map(([value, text]) => html`<option value="${value}"${value === asked[name] && html` selected`}>${text}</option>`)}</select>
`;
  };
  return html`<form method="get" action="/${language}/staff/record" class="no-print">
${named.length > 1 && choice('commune', staff.commune, named)}${choice('action', staff.action, Object.entries(onRecord.actions))}<button>${staff.showLines}</button>
</form>`;
}

type Detail = RecordEntry['detail'];

/** Each fact on a line of its own. */
function facts(speech: Speech, detail: Detail, names: RecordNames): Html {
  const known = Object.entries(detail).filter(([, value]) => value !== undefined);
  const labels = speech.page.onRecord.facts;
  const label = (name: string) => labels[name] ?? html`<code lang="en">${name}</code>`;
  return known.length === 0
    ? html`–`
    : html`<ul class="facts">${known.map(([name, value]) => html`<li><b>${label(name)}</b> ${told(speech, name, value, names)}</li>`)}</ul>`;
}

const named = ['by', 'kind', 'why', 'role', 'flooded', 'way', 'ended'];

/** As people tell it. */
function told(speech: Speech, name: string, value: unknown, names: RecordNames): Html | string {
  const { onRecord } = speech.page;
  if (value === null) return onRecord.none;
  if (typeof value === 'boolean') return value ? onRecord.yes : onRecord.no;
  if (isInstant(value)) return datedInstantOf(speech, value, names.timeZone);
  if (name === 'stageM' && typeof value === 'number') return speech.words.metres(value);
  if (typeof value === 'number') return figure(speech, name, value);
  if (Array.isArray(value))
    return html`${value.map((each, index) => html`${index > 0 && !isDetail(each) && ', '}${told(speech, name, each, names)}`)}`;
  if (isDetail(value)) return facts(speech, value, names);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const level = [...raisedLevels, 'normal' as const].find((each) => each === text);
  if (level) return speech.words.level(level).name;
  if (name === 'station') return names.station(text);
  if (name === 'communes' && text === ALL_COMMUNES) return onRecord.allCommunes;
  if (name === 'commune' || name === 'communes' || name === 'leftOut') return names.commune(text);
  if (named.includes(name)) return onRecord.values[text] ?? text;
  return name === 'person' || name === 'signedBy' || name === 'contact' ? names.person(text) : text;
}

/** What a rule was changed from and to is told to its last digit: 60 → 55 % is not 0.6 → 0.6, nor 4.31 → 4.34 m 4.3 → 4.3. */
function figure(speech: Speech, name: string, value: number): string {
  if (name === 'raiseAt' || name === 'lowerAt') return percent(speech, value);
  return decimal(speech, value, name === 'markM' || name === 'leadTimeH' ? 3 : 1);
}

/**
 * Of a rule that was changed only what is another now; of a deed not once more what it was; of where a test went, by which ways: the record
 * holds a mark that only the service reads.
 */
function detailOf({ action, detail: { kind, ...rest } }: RecordEntry): Detail {
  const detail = action === `alert.${String(kind)}` || kind === undefined ? rest : { kind, ...rest };
  const { before, after, to, ...others } = detail;
  if (isDetail(to)) return { ...others, way: Object.keys(to) };
  if (!isDetail(before) || !isDetail(after)) return detail;
  const differing = (one: Detail, other: Detail) =>
    Object.fromEntries(
      Object.entries(one).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(other[name])),
    );
  return { ...detail, before: differing(before, after), after: differing(after, before) };
}

function isDetail(value: unknown): value is Detail {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Epoch milliseconds since 2001: no other number on record is that large. */
function isInstant(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 1e12;
}
