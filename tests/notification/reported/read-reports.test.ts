import { describe, expect, it, test } from 'vitest';
import { idIn, markOf, readReports } from '../../../src/notification/reported/read-reports.ts';

const reportsOf = (form: object, sent: { query?: unknown; body?: unknown }) =>
  readReports(
    { id: 'id', state: 'status', delivered: ['delivered'], failed: ['failed'], ...form },
    { query: {}, body: undefined, ...sent },
  );

const kannel = { state: 'state', delivered: ['1'], failed: ['2', '16'] };
const infobip = {
  id: 'results.messageId',
  state: 'results.status.groupName',
  delivered: ['DELIVERED'],
  failed: ['UNDELIVERABLE', 'EXPIRED', 'REJECTED'],
};
const of = (id: string, groupName: string) => ({ messageId: id, to: '33612345678', status: { groupId: 3, groupName } });

describe('a report', () => {
  it.each([
    ['by GET', kannel, { query: { secret: 's', id: 'a', state: '1' } }, 'delivered', '1'],
    ['that it did not arrive', kannel, { query: { id: 'a', state: '16' } }, 'failed', '16'],
    ['that it waits', kannel, { query: { id: 'a', state: '4' } }, 'underway', '4'],
    [
      'as a form',
      { id: 'MessageSid', state: 'MessageStatus' },
      { body: { MessageSid: 'a', MessageStatus: 'Delivered' } },
      'delivered',
      'Delivered',
    ],
    [
      'as JSON, in parts',
      { id: 'payload.messageId', state: 'event', delivered: ['sms:delivered'] },
      { body: { event: 'sms:delivered', payload: { messageId: 'a' } } },
      'delivered',
      'sms:delivered',
    ],
    ['with a number', { delivered: ['22'] }, { body: { id: 'a', status: 22 } }, 'delivered', '22'],
    [
      'with our id in the address and its own in the body',
      {},
      { query: { id: 'a' }, body: { id: 'theirs', status: 'failed' } },
      'failed',
      'failed',
    ],
  ] as const)('%s is read', (_, form, sent, state, said) => {
    expect(reportsOf(form, sent)).toEqual([{ mark: markOf('a'), state, said }]);
  });

  it('is one of each thing in a list', () => {
    const results = [of('a', 'DELIVERED'), of('b', 'EXPIRED'), of('c', 'PENDING')];
    expect(reportsOf(infobip, { body: { results } })).toEqual([
      { mark: markOf('a'), state: 'delivered', said: 'DELIVERED' },
      { mark: markOf('b'), state: 'failed', said: 'EXPIRED' },
      { mark: markOf('c'), state: 'underway', said: 'PENDING' },
    ]);
    expect(reportsOf({}, { body: [{ id: 'a', status: 'delivered' }] })).toHaveLength(1);
  });

  it('stands in the address alone where one of its ids does', () => {
    const query = { id: ['a', ' '], status: ['delivered', 'failed'] };
    const reports = reportsOf({}, { query, body: { id: 'theirs', status: 'failed' } });
    expect(reports).toEqual([{ mark: markOf('a'), state: 'delivered', said: 'delivered' }, null]);
  });

  it('that cannot be read takes none of the others along', () => {
    const results = [of('a', 'DELIVERED'), { messageId: 'b' }, { status: { groupName: 'EXPIRED' } }, null];
    expect(reportsOf(infobip, { body: { results } }).map((each) => each?.said ?? null)).toEqual([
      'DELIVERED',
      null,
      null,
      null,
    ]);
  });

  it('is one of a thousand at most: more would hold up all else', () => {
    const many = Array.from({ length: 1_001 }, (_, index) => ({ id: `${index}`, status: 'delivered' }));
    expect(reportsOf({}, { body: many.slice(1) })).toHaveLength(1_000);
    expect(reportsOf({}, { body: many })).toEqual([null]);
  });

  it.each([
    [undefined],
    [null],
    ['delivered'],
    [{ id: 'a' }],
    [{ id: {}, status: 'delivered' }],
    [{ id: ' ', status: 'delivered' }],
    [{ id: ['a', 'b'], status: 'delivered' }],
    [JSON.parse('{"__proto__": {"id": "a", "status": "delivered"}}')],
  ])('of %j is none', (body) => {
    expect(reportsOf({}, { body })).toEqual([null]);
  });

  it('in as many lists in lists as the longest body can hold is none', () => {
    const report = '{"id": "a", "status": "delivered"}';
    const within = (lists: number): unknown => JSON.parse(`${'['.repeat(lists)}${report}${']'.repeat(lists)}`);
    expect(reportsOf({}, { body: within(2) })).toMatchObject([{ state: 'delivered' }]);
    expect(reportsOf({}, { body: within(131_000) })).toEqual([null]);
  });

  it('keeps of its word a line, and no number of a person', () => {
    const [report] = reportsOf({}, { body: { id: 'a', status: `no\nroute to +33612345678 ${'x'.repeat(200)}` } });
    expect(report?.said).toMatch(/^no route to \+… x{45}$/);
    const [written] = reportsOf({}, { body: { id: 'a', status: '404: not 06 12 34 56 78, 06.12.34.56.78' } });
    expect(written?.said).toBe('404: not …, …');
  });
});

test('the mark of an id is ever the same: those kept before an update are found after it', () => {
  expect(markOf('7')).toBe('7902699be42c8a8e46fbbb4501726517');
});

test.each([
  ['{"sid": "SM12", "status": "queued"}', '"sid"', 'SM12'],
  ['{"ids":[1234,5],"credits":1}', '"ids":', '1234'],
  ['OK; ID=297', 'ID=', '297'],
  ['<id>ab-1</id>', '<id>', 'ab-1'],
  ['ERROR', 'ID=', null],
  ['ID=', 'ID=', null],
])('in %j after %j stands %j', (answer, before, id) => {
  expect(idIn(answer, before)).toBe(id);
});
