import { describe, expect, it } from 'vitest';
import { createSqliteLogBook } from '../../../src/store/sqlite/log-book.ts';
import { logEntryOf } from '../../support/log-entries.ts';
import { testDatabases } from '../../support/open-test-database.ts';

const open = testDatabases();

describe('the event log', () => {
  it('gives entries newest first, of one alert, from before an entry, and by the event clock', async () => {
    const log = createSqliteLogBook(await open());
    for (const [text, alert, at] of [
      ['a', null, 10],
      ['b', 'A', 20],
      ['c', 'A', 15],
      ['d', 'B', 30],
    ] as const)
      log.append(logEntryOf(text, { alert, at }));
    log.append(logEntryOf('elsewhere', { commune: 'trebes', at: 20 }));
    const texts = (entries: { text: string }[]) => entries.map(({ text }) => text).join('');
    expect(texts(log.recent('coursan', { limit: 9 }))).toBe('dcba');
    expect(texts(log.recent('coursan', { limit: 2, before: 4 }))).toBe('cb');
    expect(texts(log.recent('coursan', { limit: 9, alert: 'A' }))).toBe('cb');
    expect(texts(log.recent('coursan', { limit: 9, alert: 'A', before: 3 }))).toBe('b');
    expect(texts(log.between('coursan', 10, 20))).toBe('acb');
  });

  it('can be followed up, within the commune only', async () => {
    const log = createSqliteLogBook(await open());
    const first = log.append(logEntryOf('Le quai est fermé.'));
    const next = log.append(logEntryOf('Il est rouvert.', { follows: first.id }));
    expect(log.find('coursan', next.id)).toEqual({ ...next, follows: first.id });
    expect(log.find('trebes', first.id)).toBeNull();
    expect(() => log.append(logEntryOf('Chez nous aussi', { commune: 'trebes', follows: first.id }))).toThrow(
      /FOREIGN KEY/,
    );
    expect(() => log.append(logEntryOf('Demain', { follows: 99 }))).toThrow(/CHECK|FOREIGN KEY/);
  });

  it('refuses what is too long even where a door let it through', async () => {
    const log = createSqliteLogBook(await open());
    expect(() => log.append(logEntryOf('x'.repeat(2001)))).toThrow(/CHECK/);
    expect(() => log.append(logEntryOf(''))).toThrow(/CHECK/);
  });

  it('a thumb that presses twice writes once', async () => {
    const log = createSqliteLogBook(await open());
    const first = log.append(logEntryOf('Pont fermé'));
    expect(log.append(logEntryOf('Pont fermé'))).toEqual(first);
    expect(log.append(logEntryOf('Pont ouvert')).id).toBe(first.id + 1);
    expect(log.recent('coursan', { limit: 9 })).toHaveLength(2);
    const others = { ...logEntryOf('Gymnase ouvert'), person: 'deputy-coursan' };
    expect(log.append(others).id).toBe(first.id + 2);
    expect(log.append(logEntryOf('Pont ouvert')).id).toBe(first.id + 1);
    expect(log.append(logEntryOf('Pont fermé')).id).toBe(first.id + 3);
  });
});
