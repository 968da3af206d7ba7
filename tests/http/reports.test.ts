import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { attemptsId } from '../../src/notification/attempts-id.ts';
import { createReports } from '../../src/notification/reported/reports.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { textToMayor } from '../support/text-to-mayor.ts';
import { logIn } from '../support/visitor.ts';

const SECRET = 'what & the gateway: shows';
const form = { id: 'id', state: 'state', delivered: ['1'], failed: ['2', '16'] };

/** The flood, told to the mayor of Coursan by a text message that the gateway took. */
async function town() {
  const world = createWorld({}, { 'coursan-mayor': '+33612345678' });
  await flood(world);
  const { journal } = world.doors;
  const event = journal.events('coursan', { limit: 9 }).findLast(({ kind }) => kind === 'raised')!.id;
  const recipient = { kind: 'contact', id: 'coursan-mayor' } as const;
  const row = { ...textToMayor(event, NOW), id: `${event}/contact/coursan-mayor/sms`, commune: 'coursan', recipient };
  journal.enqueue(row);
  journal.settle(row.id, { status: 'sent', attempts: 1, sentAt: NOW, providerId: 'OK' });
  const heard: string[] = [];
  const reports = createReports(
    { ...form, secret: SECRET },
    { store: world.reportStore, wallClock: world.clock, heard: ({ kind }) => void heard.push(kind) },
  );
  const app = createServer({ ...world.doors, reports });
  const asked = (query: Record<string, string> | string[][]) =>
    `/api/v1/reports?${new URLSearchParams(query).toString()}`;
  const get = (query: Parameters<typeof asked>[0], headers = {}) => app.inject({ url: asked(query), headers });
  const post = (payload: object, headers = {}, query = {}) =>
    app.inject({
      method: 'POST',
      url: asked(query),
      payload,
      headers: { authorization: `Bearer ${SECRET}`, ...headers },
    });
  return { ...world, app, get, post, heard, id: attemptsId(row), row, asked };
}

describe('the door for reports', () => {
  it.each([
    ['in the address', { secret: SECRET }, {}],
    ['as Bearer', {}, { authorization: `Bearer ${SECRET}` }],
    ['as password of anybody', {}, { authorization: `Basic ${Buffer.from(`x:${SECRET}`).toString('base64')}` }],
  ])('opens to the secret %s', async (_, query, headers) => {
    const { get, id } = await town();
    const response = await get({ ...query, id, state: '1' }, headers);
    expect([response.statusCode, response.json()]).toEqual([200, { outcomes: ['delivered'] }]);
    expect(response.headers['cache-control']).toBe('no-store');
  });

  it.each([
    ['nothing', [], {}],
    ['another secret in the address', ['x'], {}],
    ['several', [SECRET, 'x'], {}],
    ['another password', [], { authorization: `Basic ${Buffer.from('x:y').toString('base64')}` }],
    ['the secret as it is', [], { authorization: SECRET }],
    ['another Bearer', [], { authorization: 'Bearer x' }],
  ])('stays shut to %s', async (_, secrets, headers) => {
    const { get, id, heard, doors, row } = await town();
    const response = await get([['id', id], ['state', '2'], ...secrets.map((each) => ['secret', each])], headers);
    expect([response.statusCode, heard]).toEqual([401, ['refused']]);
    const told = doors.told.toContacts(row.event).find((each) => each.id === row.id);
    expect(told?.delivery).toMatchObject({ status: 'sent' });
  });

  it('takes a form, JSON, a list of them, and our id from the address that it was given', async () => {
    const { post, id } = await town();
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const asForm = await post(Buffer.from(`id=${id}&state=4`), type);
    expect(asForm.json()).toEqual({ outcomes: ['noted'] });
    const listed = await post([{ id: 'theirs', state: 1 }, { id, state: 2 }, { id }]);
    expect(listed.json()).toEqual({ outcomes: ['unknown', 'failed', 'unreadable'] });
    expect((await post({ id: 'theirs', state: '1' }, {}, { id })).json()).toEqual({ outcomes: ['delivered'] });
  });

  it('says so of what it cannot read, and reads nothing by HEAD', async () => {
    const { app, post, asked, id, heard } = await town();
    const nothing = await post({ message: id });
    expect([nothing.statusCode, nothing.json().detail]).toEqual([400, expect.stringContaining('sms.reports')]);
    expect((await app.inject({ method: 'HEAD', url: asked({ secret: SECRET, id, state: '1' }) })).statusCode).toBe(404);
    expect(heard).toEqual(['unreadable']);
  });

  it('refuses what is nested without end, and more at once than it has time for, and says so', async () => {
    const { post, heard } = await town();
    const nested = await post(Buffer.from(`${'['.repeat(131_000)}${']'.repeat(131_000)}`), {
      'content-type': 'application/json',
    });
    const many = Array.from({ length: 1_001 }, (_, index) => ({ id: `${index}`, state: 1 }));
    for (const refused of [nested, await post(many)])
      expect([refused.statusCode, refused.json().detail]).toEqual([
        400,
        expect.stringContaining('1,000 reports at once'),
      ]);
    expect(heard).toEqual(['unreadable', 'unreadable']);
  });

  it('is not there where none are asked for', async () => {
    const { doors, asked, id } = await town();
    const response = await createServer(doors).inject({ url: asked({ secret: SECRET, id, state: '1' }) });
    expect(response.statusCode).toBe(404);
  });

  it('lets nobody guess more than 120 times a minute, and hears the gateway meanwhile', async () => {
    const { get, id } = await town();
    for (let turn = 0; turn < 120; turn += 1) expect((await get({ secret: `x${turn}` })).statusCode).toBe(401);
    expect((await get({ secret: 'x' })).statusCode).toBe(429);
    // Nor does a flood from behind the proxy of both use up what the gateway may.
    expect((await get({ secret: SECRET, id, state: '4' })).headers['x-ratelimit-remaining']).toBe('2999');
    for (let turn = 0; turn < 130; turn += 1)
      expect((await get({ secret: SECRET, id, state: '4' })).statusCode).toBe(200);
  });

  it('takes no more than ten thousand reports a minute, in however few requests', async () => {
    const { post, get, heard, clock, id } = await town();
    const thousand = Array.from({ length: 1_000 }, (_, index) => ({ id: `${index}`, state: 4 }));
    for (let turn = 0; turn < 10; turn += 1) expect((await post(thousand)).statusCode).toBe(200);
    const refused = await post(thousand);
    expect([refused.statusCode, refused.headers['retry-after'], heard.length]).toEqual([429, '60', 10_001]);
    expect(heard.at(-1)).toBe('refused');
    clock.advanceTo(clock.now() + 60_000);
    expect((await get({ secret: SECRET, id, state: '1' })).json()).toEqual({ outcomes: ['delivered'] });
  });
});

describe('who was told', () => {
  it.each([
    ['4', 'SMS&nbsp;: … pas encore sur le téléphone (4)', 'text message: … not on the phone yet (4)', 'sent', null],
    ['1', 'SMS&nbsp;: ✓ sur le téléphone', 'text message: ✓ on the phone', 'sent', '2020'],
    [
      '2',
      'SMS&nbsp;: ✗ pas arrivé sur le téléphone – 2',
      'text message: ✗ did not reach the phone – 2',
      'dropped',
      null,
    ],
  ])('reads as reported: %s', async (state, fr, en, status, delivered) => {
    const { get, id, app } = await town();
    await get({ secret: SECRET, id, state });
    const visitor = await logIn(app, 'mayor-coursan');
    expect((await visitor.get('/fr/mayor/coursan')).body).toContain(fr);
    expect((await visitor.get('/en/mayor/coursan')).body).toContain(en);
    const [mayor] = (await visitor.get('/api/v1/communes/coursan/told')).json().contacts;
    if (status === 'sent') expect(mayor.message).toMatchObject({ status });
    expect(delivered === null || JSON.stringify(mayor).includes(delivered)).toBe(true);
  });
});
