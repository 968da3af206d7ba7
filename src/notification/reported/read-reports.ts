import { hashToken } from '../../people/signed-link.ts';

/** How a town's gateway reports what became of its text messages. */
export interface ReportForm {
  /** The keys that lead to the id of the message, parted by dots; a list on the way stands for each thing in it. */
  id: string;
  /** The same of its state. */
  state: string;
  /** What the state is where the phone has it. */
  delivered: readonly string[];
  /** What it is where the phone will not get it. All else: it is on its way. */
  failed: readonly string[];
}

/** What a gateway says of one message. */
export interface DeliveryReport {
  /** The mark of the id that it bears. */
  mark: string;
  state: 'delivered' | 'failed' | 'underway';
  /** Its own word for the state. */
  said: string;
}

/**
 * Ids are kept and compared by it: that of a gateway may hold a phone number. 32 hexadecimal digits.
 *
 * @example markOf('7') // '7902699be42c8a8e46fbbb4501726517'
 */
export function markOf(id: string): string {
  return hashToken(id).slice(0, 32);
}

/** Each is written by itself, in which time nothing else is done; providers gather a hundred. */
export const MOST_AT_ONCE = 1_000;
/** Lists in lists: no gateway's go so deep, and what is followed without end ends the stack. */
const MOST_NESTED = 8;

/**
 * What a gateway hands in, each report of it; `null` in place of one that cannot be read. What stands in the address counts before the body: that
 * address may be ours, with our own id in it.
 *
 * @example readReports({ id: 'id', state: 'state', delivered: ['1'], failed: ['2', '16'] }, { query: { id: 'a', state: '2' }, body: undefined }) // [{ mark: markOf('a'), state: 'failed', said: '2' }]
 */
export function readReports(form: ReportForm, sent: { query: unknown; body: unknown }): (DeliveryReport | null)[] {
  const found = (path: string): (string | null)[] => {
    const keys = path.split('.');
    const inAddress = wordsAt(sent.query, keys);
    return inAddress.some((each) => each !== null) ? inAddress : wordsAt(sent.body, keys);
  };
  const [ids, states] = [found(form.id), found(form.state)];
  // Which state is whose nobody knows.
  if (ids.length !== states.length || ids.length > MOST_AT_ONCE) return [null];
  return ids.map((id, index) => {
    const state = states[index] ?? null;
    return id === null || state === null ? null : { mark: markOf(id), state: stateOf(form, state), said: kept(state) };
  });
}

/**
 * The id that a gateway gives a message in its answer: the word that follows what stands before it there.
 *
 * @example idIn('{"sid": "SM12", "status": "queued"}', '"sid"') // 'SM12'  @example idIn('OK; ID=297', 'ID=') // '297'
 */
export function idIn(answer: string, before: string): string | null {
  const [, rest] = answer.split(before, 2);
  return /^[\s"':=[]*([^\s"',;<>[\]{}]{1,200})/.exec(rest ?? '')?.[1] ?? null;
}

function stateOf({ delivered, failed }: ReportForm, said: string): DeliveryReport['state'] {
  const isIn = (words: readonly string[]) => words.some((each) => each.toLowerCase() === said.toLowerCase());
  if (isIn(delivered)) return 'delivered';
  return isIn(failed) ? 'failed' : 'underway';
}

const LONGEST_KEPT = 60;

/** In a line, and without what may be a number of a person. */
function kept(said: string): string {
  return said
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\d(?:[ .-]?\d){6,}/g, '…')
    .slice(0, LONGEST_KEPT);
}

function wordsAt(source: unknown, keys: readonly string[], nested = 0): (string | null)[] {
  if (Array.isArray(source)) {
    return nested === MOST_NESTED ? [null] : source.flatMap((each) => wordsAt(each, keys, nested + 1));
  }
  const [key, ...rest] = keys;
  if (key === undefined) return [wordOf(source)];
  return wordsAt(isPart(source) && Object.hasOwn(source, key) ? source[key] : undefined, rest, nested);
}

function isPart(source: unknown): source is Readonly<Record<string, unknown>> {
  return typeof source === 'object' && source !== null;
}

function wordOf(value: unknown): string | null {
  const word = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return word === '' ? null : word;
}
