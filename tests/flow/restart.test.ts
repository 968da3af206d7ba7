import { expect, test } from 'vitest';
import type { AlertEvent } from '../../src/alert/alert.ts';
import { type Kill, runFlood } from '../support/flood-run.ts';

const at = (text: string) => Date.parse(`2020-01-${text}:00Z`);
const FROM = at('22T05:00');
const TO = at('22T12:00');

/** Spread over the hours in which Limoux and Lagrasse go from nothing to danger. */
const kills: readonly Kill[] = [
  { at: at('22T06:10'), moment: 'while-assessing' },
  { at: at('22T07:30'), moment: 'while-readings-come' },
  { at: at('22T08:20'), moment: 'while-assessing' },
  { at: at('22T09:00'), moment: 'after' },
  { at: at('22T09:10'), moment: 'while-assessing' },
  { at: at('22T10:00'), moment: 'while-readings-come' },
];

test('killed with -9 six times amid a flood, the service tells the same story once', async () => {
  const straight = await runFlood(FROM, TO, []);
  const killed = await runFlood(FROM, TO, kills);
  const story = (events: readonly AlertEvent[]) =>
    events.map(({ id, at, kind, level, station }) => `${id} ${new Date(at).toISOString()} ${kind} ${level} ${station}`);
  expect(straight.events.filter(({ kind }) => kind === 'raised' || kind === 'escalated').length).toBeGreaterThan(4);
  expect(story(killed.events)).toEqual(story(straight.events));
  expect(killed.readings).toBe(straight.readings);

  const messages = (mails: typeof killed.mails) => new Set(mails.map(({ to, subject }) => `${to} ${subject}`));
  expect(messages(killed.mails)).toEqual(messages(straight.mails));
  // At least once, and a message sent twice has the same Message-ID, so that a mail program shows it once.
  const ids = new Set(killed.mails.map(({ headers }) => headers['message-id']));
  expect(ids.size).toBe(straight.mails.length);
}, 240_000);
