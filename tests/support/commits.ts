import { type AlertEvent, newCommuneState } from '../../src/alert/alert.ts';
import type { Commit } from '../../src/notification/journal.ts';
import { type OutboxRow, outboxId, type Recipient } from '../../src/notification/outbox.ts';
import type { RecordEntry } from '../../src/record/record.ts';

const T0 = Date.UTC(2020, 0, 22, 12);

export function entryOf(action: string): RecordEntry {
  return { at: T0, actor: { person: 'mayor-demo' }, action, commune: 'coursan', detail: { level: 'act' } };
}

export function eventOf(number: number, change: Partial<AlertEvent> = {}): AlertEvent {
  return {
    id: `coursan:${number}`,
    alert: 'coursan-20200122T120000Z',
    at: T0 + number,
    commune: 'coursan',
    station: 'bridge',
    kind: 'raised',
    level: 'act',
    from: 'normal',
    audience: 'staff',
    reason: { because: 'observed-passage', stageM: 2.1, observedAt: T0, markM: 2 },
    probability: null,
    leadTimeH: null,
    passage: null,
    stageM: 2.1,
    policyVersion: 1,
    modelVersion: 'test',
    ...change,
  };
}

export function rowOf(event: string, recipient: Recipient = { kind: 'contact', id: 'mayor-demo' }): OutboxRow {
  return {
    id: outboxId(event, recipient, 'email'),
    event,
    commune: 'coursan',
    recipient,
    channel: 'email',
    language: 'fr',
    subject: 'Agir maintenant',
    text: 'L’Aude dépasse 2,00 m à Coursan.',
    createdAt: T0,
    about: 'alert',
    notBefore: 0,
  };
}

/** The commit that writes event `number` of Coursan and its two messages. */
export function commitOf(number: number, change: Partial<Commit> = {}): Commit {
  const event = eventOf(number);
  return {
    state: { ...newCommuneState('coursan'), events: number },
    events: [event],
    outbox: [rowOf(event.id), rowOf(event.id, { kind: 'contact', id: 'deputy-demo' })],
    record: [entryOf('alert.raised')],
    ...change,
  };
}
