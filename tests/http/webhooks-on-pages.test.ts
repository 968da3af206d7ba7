import { describe, expect, it } from 'vitest';
import { type AlertEvent, newCommuneState } from '../../src/alert/alert.ts';
import { createServer } from '../../src/http/server.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import type { Delivery, Recipient } from '../../src/notification/outbox.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { eventOf, rowOf } from '../support/commits.ts';
import { createWorld, flood, NOW, type World } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

const page = '/fr/staff/test-message';

async function town(account: string) {
  const siren = { id: 'siren', url: 'https://siren.example.org/amont', tells: 'residents', secrets: [] } as const;
  const world = createWorld({}, {}, null, [{ ...siren, communes: ['coursan'] }]);
  return { ...world, staff: await logIn(createServer(world.doors), account) };
}

describe('a machine that is told', () => {
  it('is tried from the page of test messages by whoever sees one of its communes', async () => {
    const { doors, staff } = await town('staff-aude');
    const { body } = await staff.get(page);
    expect(body).toContain('<option value="webhook:siren">machine «&nbsp;siren&nbsp;» (webhook)</option>');
    expect(body).toContain('ou, pour une machine, celle qui s’en occupe.');
    const sent = await staff.post(page, { to: 'webhook:siren' }, { token: await staff.token(page) });
    expect(sent.statusCode).toBe(303);
    const after = await staff.get(String(sent.headers.location));
    expect(after.body).toContain('En route vers la machine.');
    expect(after.body).not.toContain('siren.example.org');
    const [row] = doors.journal.deliveries('coursan', 1);
    expect([row?.recipient, row?.test]).toEqual([{ kind: 'webhook', id: 'siren' }, true]);
  });

  it('is nobody else’s to try', async () => {
    const { doors, staff } = await town('staff-lagrasse');
    expect((await staff.get(page)).body).not.toContain('siren');
    const sent = await staff.post(page, { to: 'webhook:siren' }, { token: await staff.token(page) });
    expect(sent.statusCode).toBe(422);
    expect(doors.journal.deliveries('coursan', 1)).toEqual([]);
  });

  it('that fails stands among the messages on the page of staff, by its name', async () => {
    const { doors, staff } = await town('staff-aude');
    doors.tests.sendToWebhook('siren', 'coursan', { machineUser: 'root' });
    const [row] = doors.journal.deliveries('coursan', 1);
    const lastError = 'HTTP 500 from siren.example.org';
    doors.journal.settle(row!.id, { status: 'pending', attempts: 3, nextAttemptAt: NOW, lastError });
    const { body } = await staff.get('/fr/staff');
    expect(body).toContain('machine «&nbsp;siren&nbsp;»');
    expect(body).toContain('HTTP 500');
  });

  it('that has not been told is named on the page of staff, with since when and why, and to no staff of others', async () => {
    const { doors, staff } = await town('staff-aude');
    const siren: Recipient = { kind: 'webhook', id: 'siren' };
    const row = { ...rowOf('coursan:9', siren), createdAt: NOW - 96 * HOUR_MS };
    doors.journal.enqueue(row);
    expect((await staff.get('/fr/staff')).body).not.toContain('n’a pas été prévenue');
    doors.journal.settle(row.id, { status: 'dropped', attempts: 1, reason: 'HTTP 410 from siren.example.org' });
    const { body } = await staff.get('/fr/staff');
    expect(body).toContain(
      'La machine «&nbsp;siren&nbsp;» n’a pas été prévenue depuis le dim. 19 janvier 2020, 3&nbsp;h&nbsp;00 (rien à cette adresse – HTTP 410',
    );
    expect(body).toContain('HTTP 410 from siren.example.org)');
    expect((await staff.get('/en/staff')).body).toContain('The machine “siren” has not been told since');
    const other = await logIn(createServer(doors), 'staff-lagrasse');
    expect((await other.get('/fr/staff')).body).not.toContain('n’a pas été prévenue');
  });

  describe('that residents hear or see', () => {
    const siren = { kind: 'webhook', id: 'siren' } as const;
    const sent = { status: 'sent', attempts: 1, sentAt: NOW, providerId: null } as const;
    const refused = { status: 'dropped', attempts: 1, reason: 'HTTP 410 from siren.example.org' } as const;
    const failing = {
      status: 'pending',
      attempts: 3,
      nextAttemptAt: NOW,
      lastError: 'HTTP 500 from siren.example.org',
    } as const;

    /** What stands of the siren among those who were told. */
    async function seen(change: (doors: World['doors']) => Partial<World['doors']> = () => ({})) {
      const { doors, ...world } = await town('staff-aude');
      const mayor = await logIn(createServer({ ...doors, ...change(doors) }), 'mayor-coursan');
      const told = async (language = 'fr') =>
        /<p[^>]*>[^<]*siren(?!.*<h2>Décider)[^<]*<\/p>/.exec(
          (await mayor.get(`/${language}/mayor/coursan`)).body.replace(/.*<h2>(?:Qui a|Who was)/s, ''),
        )?.[0] ?? null;
      const read = async () => (await mayor.get('/api/v1/communes/coursan/told')).json();
      const wire = async () => (await read()).machines;
      return { ...world, doors, told, read, wire };
    }
    /** Writes that residents were told, and what became of it at the siren. */
    function tell(
      { journal }: Pick<World['doors'], 'journal'>,
      number: number,
      delivery: Delivery | null,
      { at = NOW - HOUR_MS, subject = 'ALERTE Coursan', ...change }: Partial<AlertEvent> & { subject?: string } = {},
    ): void {
      const event = eventOf(number, { audience: 'public', kind: 'released', at: at + number, ...change });
      const row = { ...rowOf(event.id, siren), channel: 'webhook', createdAt: event.at, subject } as const;
      const state = journal.state('coursan') ?? newCommuneState('coursan');
      journal.commit({ state, events: [event], outbox: [row], record: [] });
      if (delivery) journal.settle(row.id, delivery);
    }

    it('is told of to the mayor: what it took, and what it did not, by what that says and why', async () => {
      const { doors, told, wire } = await seen();
      expect([await told(), await wire()]).toEqual([null, []]);
      tell(doors, 1, null, { at: NOW - 1000 });
      expect(await told()).toBe('<p>Machine «&nbsp;siren&nbsp;», «&nbsp;ALERTE Coursan&nbsp;»&nbsp;: … en attente</p>');
      tell(doors, 2, sent, { at: NOW - 900 });
      expect(await told()).toMatch(
        /^<p>Machine «&nbsp;siren&nbsp;», «&nbsp;ALERTE Coursan&nbsp;»&nbsp;: ✓ remis [^<]*<\/p>$/,
      );
      expect(await wire()).toEqual([
        { machine: 'siren', message: expect.objectContaining({ event: 'coursan:2', status: 'sent' }), isMissed: false },
      ]);
      tell(doors, 3, failing, { at: NOW - 800, subject: 'FIN D’ALERTE Coursan' });
      expect(await told()).toBe(
        '<p class="warning" role="alert">Machine «&nbsp;siren&nbsp;», «&nbsp;FIN D’ALERTE Coursan&nbsp;»&nbsp;: ⚠ 3 échecs (service en panne – HTTP 500 from siren.example.org), nouvel essai prévu. N’attendez pas&nbsp;: faites à la main ce que la machine devait faire, puis faites-la vérifier.</p>',
      );
      expect(await told('en')).toContain('Do not wait: do by hand');
      expect(await wire()).toMatchObject([{ message: { event: 'coursan:3' }, isMissed: true }]);
    });

    it('is missed where it refused what residents were told last, also once it has taken a test since', async () => {
      const { doors, told } = await seen();
      tell(doors, 1, refused);
      doors.tests.sendToWebhook('siren', 'coursan', { machineUser: 'root' });
      doors.journal.settle(doors.journal.deliveries('coursan', 1)[0]!.id, sent);
      expect(await told()).toMatch(/role="alert">.*✗ non envoyé \(rien à cette adresse – HTTP 410/);
      tell(doors, 2, sent);
      expect(await told()).toMatch(/^<p>Machine/);
    });

    it('is missed where nothing has tried to tell it for longer than that takes', async () => {
      const { doors, told } = await seen();
      tell(doors, 1, null);
      expect(await told()).toMatch(/role="alert">.*: … en attente\. N’attendez pas/);
    });

    it('is to do nothing by hand for an exercise, which it refused, nor for another commune, nor in a demonstration', async () => {
      const { doors, told } = await seen();
      tell(doors, 1, failing, { exercise: true, subject: 'EXERCICE – ALERTE Coursan' });
      expect(await told()).toMatch(
        /^<p>Machine «&nbsp;siren&nbsp;», «&nbsp;EXERCICE – ALERTE Coursan&nbsp;»&nbsp;: ⚠ 3 échecs/,
      );
      const away = await seen();
      const row = { ...rowOf('trebes:1', siren), commune: 'trebes' };
      away.doors.journal.enqueue(row);
      away.doors.journal.settle(row.id, failing);
      expect(await away.told()).toBeNull();
      const shown = await seen();
      tell(shown.doors, 1, { ...refused, reason: 'demonstration instance: x goes to this machine only' });
      expect(await shown.told()).toMatch(/^<p>Machine.*: – non envoyé/);
    });

    it('is not told of by what is over for a day, unless that is tried still', async () => {
      const { doors, told } = await seen();
      tell(doors, 1, sent, { at: NOW - 30 * HOUR_MS });
      expect(await told()).toBeNull();
      tell(doors, 2, failing, { at: NOW - 29 * HOUR_MS });
      expect(await told()).toContain('N’attendez pas');
    });

    it('and was named amid an alert is not told of it, and the mayor reads so', async () => {
      const { doors, told, wire, ...world } = await seen();
      await flood({ ...world, doors });
      expect(await told()).toBeNull();
      expect(doors.act('coursan', { kind: 'release', level: 'act' }, 'mayor-coursan').ok).toBe(true);
      expect(await told()).toContain('a été ajoutée depuis et n’a pas été prévenue de cette alerte');
      expect(await wire()).toEqual([{ machine: 'siren', message: null, isMissed: true }]);
    });

    it('that was not told of the end is told of, also once the next alert has begun of which residents know nothing', async () => {
      const { doors, told, ...world } = await seen();
      await flood({ ...world, doors });
      tell(doors, 99, failing, { kind: 'closed', level: 'normal', subject: 'FIN D’ALERTE Coursan' });
      expect(await told()).toMatch(/role="alert">Machine «&nbsp;siren&nbsp;», «&nbsp;FIN D’ALERTE Coursan/);
    });

    it('is told of to nobody of a commune that has it not', async () => {
      const { doors } = await seen();
      tell(doors, 1, failing);
      const other = await logIn(createServer(doors), 'mayor-trebes');
      expect((await other.get('/fr/mayor/trebes')).body).not.toContain('siren');
    });

    it('of which nothing can be read is not told of as if all were well', async () => {
      const { doors, read } = await seen((doors) => ({ told: { ...doors.told, toWebhooks: () => null } }));
      expect((await read()).isPartlyUnread).toBe(false);
      tell(doors, 1, failing);
      expect(await read()).toMatchObject({ isPartlyUnread: true, machines: [] });
    });
  });

  it('that is told with residents is named to whoever decides that, above the button', async () => {
    const { doors, ...world } = await town('staff-aude');
    await flood({ ...world, doors });
    const mayor = await logIn(createServer(doors), 'mayor-coursan');
    expect((await mayor.get('/fr/mayor/coursan')).body).toMatch(
      /recevront&nbsp;:.*<p>Part en même temps à&nbsp;: machine «&nbsp;siren&nbsp;»\.<\/p>.*Prévenir les habitants&nbsp;:/s,
    );
    const other = await logIn(createServer(doors), 'mayor-trebes');
    expect((await other.get('/fr/mayor/trebes')).body).not.toContain('Part en même temps');
  });

  it('is named to whoever may sign that residents are told without a decision: it is told with them', async () => {
    const { staff } = await town('staff-aude');
    const read = async (commune: string) =>
      (await staff.get(`/fr/staff/policy/${commune}/${commune}/danger`)).body.replaceAll('&nbsp;', ' ');
    const said = 'le message part aussi, sans qu’une personne décide, à : machine « siren »';
    expect(await read('coursan')).toContain(said);
    const elsewhere = await read('trebes');
    expect(elsewhere).toContain('prévenir les habitants après');
    expect(elsewhere).not.toContain('siren');
  });

  it('that is told what those who decide are is not told of to the mayor: nobody in town sees or hears it', async () => {
    const desk = { id: 'desk', url: 'https://desk.example.org/amont', tells: 'staff', secrets: [] } as const;
    const { doors } = createWorld({}, {}, null, [{ ...desk, communes: ['coursan'] }]);
    const row = { ...rowOf('coursan:9', { kind: 'webhook', id: 'desk' }), createdAt: NOW };
    doors.journal.enqueue(row);
    doors.journal.settle(row.id, { status: 'dropped', attempts: 1, reason: 'HTTP 410 from desk.example.org' });
    const mayor = await logIn(createServer(doors), 'mayor-coursan');
    expect((await mayor.get('/fr/mayor/coursan')).body).not.toContain('desk');
  });

  it('that refused one message for good long ago degrades the service all the same when it fails', async () => {
    const { doors } = await town('staff-aude');
    const siren: Recipient = { kind: 'webhook', id: 'siren' };
    const became = (event: string, ago: number, delivery: Delivery) => {
      const row = { ...rowOf(event, siren), createdAt: NOW - ago };
      doors.journal.enqueue(row);
      doors.journal.settle(row.id, delivery);
    };
    const heard = { ...doors, network: createNetwork([]), communes: new Map() };
    const status = async () => (await createServer(heard).inject('/health')).json().status;
    became('coursan:8', 96 * HOUR_MS, { status: 'dropped', attempts: 1, reason: 'HTTP 410 from siren.example.org' });
    expect(await status()).toBe('ok');
    became('coursan:9', HOUR_MS, { status: 'pending', attempts: 9, nextAttemptAt: NOW, lastError: 'HTTP 500 from x' });
    expect(await status()).toBe('degraded');
  });
});
