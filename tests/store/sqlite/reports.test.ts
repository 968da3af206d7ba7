import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lib/units.ts';
import { attemptsId } from '../../../src/notification/attempts-id.ts';
import type { OutboxRow } from '../../../src/notification/outbox.ts';
import { type DeliveryReport, markOf } from '../../../src/notification/reported/read-reports.ts';
import { memoryStores } from '../../support/memory-database.ts';
import { textToMayor } from '../../support/text-to-mayor.ts';

const AT = Date.parse('2026-01-22T03:00:00Z');

/** A text message to the mayor that waits, and what is said of it. */
function town(text = 't') {
  const stores = memoryStores();
  const { journal, reportStore } = stores;
  const write = (event: string): OutboxRow => {
    const row = { ...textToMayor(event, AT), text };
    journal.enqueue(row);
    return row;
  };
  const row = write('limoux:1');
  const stands = ({ event } = row) => stores.told.toContacts(event)[0]!.delivery;
  const sent = (each = row, gatewayId?: string, sentAt = AT) =>
    journal.settle(each.id, {
      status: 'sent',
      attempts: 1,
      sentAt,
      providerId: null,
      ...(gatewayId !== undefined && { gatewayId: markOf(gatewayId) }),
    });
  const report = (state: DeliveryReport['state'], at = AT, id: string = attemptsId(row), said: string = state) =>
    reportStore.take({ mark: markOf(id), state, said }, at).kind;
  return { ...stores, write, row, stands, sent, report };
}

const lost = { status: 'dropped', reason: 'it did not reach the phone: failed' };

describe('a report on a text message that the gateway took', () => {
  it('is of all that went out in it, and of nothing else by the same number', () => {
    const { write, sent, report, stands } = town();
    const rows = ['limoux:2', 'limoux:3', 'limoux:4'].map(write);
    const [earlier] = rows.splice(0, 1);
    sent(earlier, 'm1', AT - 5);
    for (const each of rows) sent(each, 'm1');
    expect(report('underway', AT, 'm1')).toBe('noted');
    expect(rows.map(stands)).toMatchObject([{ underwayAs: 'underway' }, { underwayAs: 'underway' }]);
    expect(report('failed', AT, 'm1')).toBe('failed');
    expect(rows.map(stands)).toMatchObject([lost, lost]);
    expect(stands(earlier)).toEqual({ status: 'sent', attempts: 1, sentAt: AT - 5, providerId: null });
    // Together they are longer than one text message: what one part of it arrives says nothing of the part that was lost.
    expect(report('delivered', AT + 1, 'm1')).toBe('noted');
    expect(rows.map(stands)).toMatchObject([lost, lost]);
  });

  it('that came before its yes is counted once that is there, of each', () => {
    const { write, sent, report, stands } = town();
    const rows = ['limoux:2', 'limoux:3'].map(write);
    expect(report('delivered', AT - 1, 'm1')).toBe('unknown');
    for (const each of rows) sent(each, 'm1');
    expect(rows.map(stands)).toMatchObject([{ deliveredAt: AT - 1 }, { deliveredAt: AT - 1 }]);
  });

  it('is kept with its time; the first one counts, however often it comes', () => {
    const { sent, report, stands } = town();
    sent();
    expect(report('underway')).toBe('noted');
    expect(stands()).toMatchObject({ status: 'sent', underwayAs: 'underway' });
    expect([report('delivered', AT + 1), report('delivered', AT + 2)]).toEqual(['delivered', 'noted']);
    const onPhone = { status: 'sent', attempts: 1, sentAt: AT, providerId: null, deliveredAt: AT + 1 };
    expect(stands()).toEqual(onPhone);
    expect([report('underway', AT + 3), stands()]).toEqual(['noted', onPhone]);
  });

  it('that it failed stands until the phone has it after all, and not after that', () => {
    const { sent, report, stands, journal } = town();
    sent();
    expect([report('failed'), report('failed'), report('underway')]).toEqual(['failed', 'noted', 'noted']);
    expect(stands()).toMatchObject(lost);
    expect([journal.undeliverable(AT), journal.outboxCounts()]).toMatchObject([
      { contacts: 1 },
      { dropped: 1, sent: 0 },
    ]);
    expect([report('delivered', AT + 5), report('failed')]).toEqual(['delivered', 'noted']);
    expect(stands()).toMatchObject({ status: 'sent', sentAt: AT, deliveredAt: AT + 5 });
    expect([journal.undeliverable(AT), journal.outboxCounts()]).toMatchObject([
      { contacts: 0 },
      { dropped: 0, sent: 1 },
    ]);
  });

  it('of a part of it does not make the whole arrive: it is lost with the first part that is, whichever is told first', () => {
    for (const parts of [
      ['delivered', 'failed'],
      ['failed', 'delivered'],
      ['delivered', 'failed', 'delivered'],
    ] as const) {
      const { sent, report, stands } = town('Alerte '.repeat(30));
      sent();
      expect(parts.map((each) => report(each)).filter((kind) => kind === 'failed')).toHaveLength(1);
      expect(stands()).toEqual({ ...lost, attempts: 1 });
    }
    const whole = town('Alerte '.repeat(30));
    whole.sent();
    expect([whole.report('delivered'), whole.report('delivered', AT + 1)]).toEqual(['delivered', 'noted']);
    expect(whole.stands()).toMatchObject({ status: 'sent', deliveredAt: AT });
    // Told before the gateway's yes as after it.
    const early = town('Alerte '.repeat(30));
    expect([early.report('delivered'), early.report('failed')]).toEqual(['delivered', 'failed']);
    expect(early.stands()).toMatchObject(lost);
    const partLost = town('Alerte '.repeat(30));
    expect([partLost.report('failed'), partLost.report('delivered', AT + 1)]).toEqual(['early', 'failed']);
    partLost.sent();
    expect(partLost.stands()).toEqual({ ...lost, attempts: 1 });
  });

  it('that comes before its yes is on record counts then, and ends the sending where the phone has it', () => {
    const early = town();
    expect(early.report('failed')).toBe('early');
    expect(early.stands()).toMatchObject({ status: 'pending' });
    early.sent();
    expect(early.stands()).toMatchObject(lost);

    const had = town();
    expect(had.report('delivered', AT + 1)).toBe('delivered');
    expect(had.journal.due('texts', AT + 9, AT + 9, 9)).toEqual([]);
    had.sent();
    expect(had.stands()).toMatchObject({ status: 'sent', sentAt: AT + 1, deliveredAt: AT + 1 });
  });

  it('of an attempt that got no answer says nothing of the next', () => {
    const { sent, report, row, stands } = town();
    report('failed');
    sent(row, undefined, AT + 2 * MINUTE_MS);
    expect(stands()).toMatchObject({ status: 'sent' });
  });

  it('that says of the next attempt what was said of the one before, in the same words, is of that one', () => {
    const { sent, report, row, stands } = town();
    for (const at of [AT, AT + 2 * MINUTE_MS]) expect(report('failed', at)).toBe('early');
    sent(row, undefined, AT + 2 * MINUTE_MS);
    expect(stands()).toMatchObject(lost);
  });

  it('before its yes counts in the order in which it came: what was said last stands', () => {
    const { sent, report, stands } = town();
    for (const [index, said] of ['queued', 'accepted', 'on its way'].entries())
      expect(report('underway', AT + index, undefined, said)).toBe('early');
    sent();
    expect(stands()).toMatchObject({ status: 'sent', underwayAs: 'on its way' });
    const again = town();
    for (const [index, said] of ['on its way', 'accepted'].entries())
      again.report('underway', AT + index, undefined, said);
    again.sent();
    expect(again.stands()).toMatchObject({ underwayAs: 'accepted' });
  });

  it("bears the gateway's own id, also before its yes, and is of the newest where that was given before", () => {
    const { sent, report, write, row, stands } = town();
    report('failed', AT, '297');
    sent(row, '297');
    expect(stands()).toMatchObject(lost);
    const later = AT + 60 * MINUTE_MS;
    const next = write('limoux:2');
    sent(next, '297', later);
    expect(stands(next)).toMatchObject({ status: 'sent' });
    expect(report('failed', later, '297')).toBe('failed');
    expect(stands(next)).toMatchObject(lost);
  });

  it('of a message whose place a newer one took, and which the phone has, is the truth', () => {
    const { journal, row, report, stands } = town();
    journal.settle(row.id, { status: 'dropped', attempts: 0, reason: 'replaced by limoux:2/contact/mayor/sms' });
    expect(report('failed')).toBe('noted');
    expect(report('delivered')).toBe('delivered');
    expect(stands()).toMatchObject({ status: 'sent', deliveredAt: AT });
  });

  it('of no message of ours is kept, and forgotten with the others; what came of them stays', () => {
    const { sent, report, reportStore, stands, db } = town();
    sent();
    expect([report('failed', AT, 'theirs'), report('failed', AT, 'theirs'), report('failed', AT + 1)]).toEqual([
      'unknown',
      'unknown',
      'failed',
    ]);
    expect(db.prepare('SELECT count(*) FROM delivery_report').pluck().get()).toBe(2);
    expect([reportStore.forget(AT + 1), reportStore.forget(AT + 2)]).toEqual([1, 1]);
    expect(stands()).toMatchObject(lost);
  });

  it('is kept with what comes of it or not at all', () => {
    const { sent, report, stands, db } = town();
    sent();
    db.exec(`CREATE TRIGGER full_disk BEFORE UPDATE ON outbox BEGIN SELECT RAISE(ABORT, 'full'); END`);
    expect(() => report('failed')).toThrow('full');
    expect(db.prepare('SELECT count(*) FROM delivery_report').pluck().get()).toBe(0);
    db.exec('DROP TRIGGER full_disk');
    expect(report('failed')).toBe('failed');
    expect(stands()).toMatchObject(lost);
  });

  it('is looked up without reading all that was ever sent', () => {
    const { db } = town();
    for (const column of ['known_as', 'gateway_id']) {
      const plan = db.prepare(`EXPLAIN QUERY PLAN SELECT max(number) FROM outbox WHERE ${column} = 'a'`).all();
      expect(JSON.stringify(plan)).toContain(`outbox_${column}`);
    }
  });
});
