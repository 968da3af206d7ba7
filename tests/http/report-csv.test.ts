import { describe, expect, it } from 'vitest';
import { toCsv } from '../../src/http/csv.ts';
import { createServer } from '../../src/http/server.ts';
import type { OutboxRow } from '../../src/notification/outbox.ts';
import { afterTheFlood } from '../support/past-alert.ts';
import { logIn } from '../support/visitor.ts';

const LINK = 'https://amont.example.org/fr/acknowledge/secret-token';

/** The flood is over: the mayor had been written to, and forty residents, and one by text message. */
async function afterwards() {
  const world = await afterTheFlood();
  const { doors, alert } = world;
  const state = doors.journal.state('coursan')!;
  const events = doors.journal.events('coursan', { limit: 99, alert });
  const told = events.find(({ kind }) => kind === 'closed')!;
  const row = (recipient: OutboxRow['recipient'], more: Partial<OutboxRow> = {}): OutboxRow => ({
    id: `${told.id}/${recipient.kind}/${recipient.id}/${more.channel ?? 'email'}`,
    event: told.id,
    commune: 'coursan',
    recipient,
    channel: 'email',
    language: 'fr',
    subject: 'Coursan : agir',
    text: `L’eau monte ; 62 chances sur 100.\n\nRépondre : ${LINK}`,
    createdAt: told.at,
    about: 'level',
    notBefore: 0,
    ...more,
  });
  const mayor = { kind: 'contact', id: 'coursan-mayor' } as const;
  const resident = (n: number) => row({ kind: 'subscription', id: `r${n}` }, { text: `Montez à l’étage. ${LINK}` });
  const english = { language: 'en', subject: 'Coursan: act', text: 'Go upstairs.' } as const;
  const outbox = [
    row(mayor),
    row(mayor, { channel: 'log' }),
    row(mayor, { channel: 'voice', text: 'Je répète.' }),
    ...Array.from({ length: 39 }, (_, n) => resident(n)),
    row(
      { kind: 'webhook', id: 'siren' },
      { channel: 'webhook', subject: 'Coursan : sirène', text: '{"type":"alert.closed"}' },
    ),
    row({ kind: 'subscription', id: 'english' }, english),
    row({ kind: 'subscription', id: 'texted' }, { channel: 'sms', text: `En haut. ${LINK}` }),
  ];
  doors.journal.commit({ state, events: [], outbox, record: [] });
  const entry = { commune: 'coursan', alert, at: told.at + 60_000, receivedAt: told.at, follows: null } as const;
  doors.logBook.append({ ...entry, person: 'mayor-coursan', kind: 'decision', text: '=Quai fermé; "tout" de suite' });
  const app = createServer(doors);
  return { alert, app, staff: await logIn(app, 'staff-aude') };
}

describe('the report as a table', () => {
  it('says who was told what when, who decided what, and what the river did, in order', async () => {
    const { alert, staff } = await afterwards();
    const { headers, body } = await staff.get(`/fr/staff/alerts/${alert}/report.csv`);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toBe(`attachment; filename="${alert}.csv"`);
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toMatch(
      /^\uFEFFHeure \(Europe\/Paris\);Nature;Niveau;Qui ou où;Événement;"?Motif, ou texte du message"?;Niveau \(m\);Risque \(%\);/,
    );
    const lines = body.split('\r\n');
    const times = lines.flatMap((line) => /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}/.exec(line) ?? []);
    expect(times.length).toBeGreaterThan(5);
    expect(times).toEqual(times.toSorted());
    expect(body).toMatch(/2020-01-23 02:40;Alerte;Agir;[^;]*Coursan[^;]*;.*;"5,525";/);
    expect(body).toContain('2020-01-23 15:00;Message;');
    expect(body).toContain(';garder;"Risque que l');
    expect(body).toContain(';Coursan : agir;"L’eau monte ; 62 chances sur 100.\n\nRépondre : …";');
    expect(body).toMatch(/;"Habitants, en français";Coursan : agir;Montez à l’étage\. …;;;.*40 /);
    expect(body).toMatch(/;"Habitants, en français";Coursan : agir;En haut\. …;;;[^\n]*SMS : 1 (?![^\n]*40 )/);
    expect(body).toMatch(/;Je répète\.;;;"?appel : … en attente/);
    expect(body).toContain(';"Habitants, en anglais";Coursan: act;Go upstairs.;');
    expect(body).toContain(`;Décision;;Camille Aubrac;"'=Quai fermé; ""tout"" de suite";`);
    expect(body).toMatch(/2020-01-23 05:\d\d;Rivière;Danger[^;]*;[^;]*Coursan[^;]*;"Repère atteint : /);
    expect(body).not.toContain('secret-token');
  });

  it('gives a message to residents the level that it told, where a higher one stood', async () => {
    const { doors, alert } = await afterTheFlood();
    const machine = { url: 'https://example.org/', communes: ['coursan'], secrets: [] };
    doors.webhooks = [
      { ...machine, id: 'siren', tells: 'residents' },
      { ...machine, id: 'desk', tells: 'staff' },
    ];
    const state = doors.journal.state('coursan')!;
    const [raised] = doors.journal.events('coursan', { limit: 99, alert });
    const reason = { because: 'policy-timeout', signedBy: 'mayor', signedIn: 1, afterMin: 15, told: 'act' } as const;
    const id = `coursan:${state.events + 1}`;
    const released = { ...raised!, id, kind: 'released', level: 'danger', audience: 'public', reason } as const;
    const recipient = { kind: 'subscription', id: 'r1' } as const;
    const message = { event: id, commune: 'coursan', recipient, channel: 'email', language: 'fr' } as const;
    const text = { subject: 'ALERTE Coursan', text: 'Montez.', about: 'level', notBefore: 0 } as const;
    const toResident = { id: `${id}/subscription/r1/email`, ...message, ...text, createdAt: released.at };
    const toMachines = ['siren', 'desk'].map((machine) => ({
      ...toResident,
      id: `${id}/webhook/${machine}/webhook`,
      recipient: { kind: 'webhook', id: machine } as const,
      channel: 'webhook' as const,
    }));
    const outbox = [toResident, ...toMachines];
    doors.journal.commit({ state: { ...state, events: state.events + 1 }, events: [released], outbox, record: [] });
    const staff = await logIn(createServer(doors), 'staff-aude');
    const { body } = await staff.get(`/fr/staff/alerts/${alert}/report.csv`);
    expect(body).toContain(';Message;Agir;"Habitants, en français";ALERTE Coursan;');
    // So does a siren; a desk is told of the level that stands.
    expect(body).toMatch(/;Message;Agir;[^;]*siren[^;]*;ALERTE Coursan;/);
    expect(body).toMatch(/;Message;Danger[^;]*;[^;]*desk[^;]*;ALERTE Coursan;/);
  });

  it('shows the text of each message on the page without its links, one a person and not one a channel', async () => {
    const { alert, staff } = await afterwards();
    const { body } = await staff.get(`/en/staff/alerts/${alert}/report`);
    expect(body).toContain('href="/en/staff/alerts/');
    expect(body.split('62 chances sur 100')).toHaveLength(2);
    expect(body).toContain(
      '<details lang="en"><summary>Coursan: act</summary><p class="said">Go upstairs.</p></details>',
    );
    expect(body).toMatch(/<summary>Coursan(&nbsp;|\s)*: agir \(text message\)<\/summary>/);
    expect(body).not.toContain('secret-token');
  });

  it('has the same texts through the API', async () => {
    const { alert, staff } = await afterwards();
    const { body } = await staff.get(`/api/v1/communes/coursan/alerts/${alert}/report`);
    const { told } = JSON.parse(body);
    expect(told.flatMap(({ toResidents }: { toResidents: object[] }) => toResidents)).toEqual([
      { channel: 'email', language: 'fr', subject: 'Coursan : agir', text: 'Montez à l’étage. …' },
      { channel: 'email', language: 'en', subject: 'Coursan: act', text: 'Go upstairs.' },
      { channel: 'sms', language: 'fr', subject: 'Coursan : agir', text: 'En haut. …' },
    ]);
    expect(body).toContain('62 chances sur 100.\\n\\nRépondre : …');
    expect(body).not.toContain('secret-token');
  });

  it('names the machines that were told, by page, table and API, and not in the JSON that they read', async () => {
    const { alert, staff } = await afterwards();
    const page = await staff.get(`/fr/staff/alerts/${alert}/report`);
    expect(page.body).toMatch(/machine «&nbsp;siren&nbsp;»[^]*?webhook[^]*?Coursan&nbsp;: sirène[^]*?en attente/);
    const csv = await staff.get(`/fr/staff/alerts/${alert}/report.csv`);
    expect(csv.body).toMatch(/;Message;[^;]*;"?machine « siren »"?;Coursan : sirène;;;;"?webhook : … en attente/);
    const api = await staff.get(`/api/v1/communes/coursan/alerts/${alert}/report`);
    const told: { machines: object[] }[] = JSON.parse(api.body).told;
    expect(told.flatMap(({ machines }) => machines)).toMatchObject([
      { machine: 'siren', subject: 'Coursan : sirène', status: 'pending', sentAt: null },
    ]);
    expect(page.body + csv.body).not.toContain('alert.closed');
  });

  it('is for whoever may read the report', async () => {
    const { alert, app } = await afterwards();
    const csv = `/fr/staff/alerts/${alert}/report.csv`;
    expect((await (await logIn(app, 'mayor-coursan')).get(csv)).statusCode).toBe(200);
    expect((await (await logIn(app, 'mayor-trebes')).get(csv)).statusCode).toBe(404);
    expect((await app.inject(csv)).statusCode).toBe(302);
  });
});

it('a spreadsheet opens a table in its language, and takes no cell for a formula', () => {
  expect(
    toCsv(
      [
        ['a', '1,5'],
        ['=1+1', '-0,35'],
        ["-2+3+cmd|' /C calc'!A0", '-0,35 m'],
      ],
      'fr',
    ),
  ).toBe('\uFEFFa;"1,5"\r\n\'=1+1;"-0,35"\r\n\'-2+3+cmd|\' /C calc\'!A0;"\'-0,35 m"\r\n');
  expect(toCsv([['say "yes"', '@x', '-x']], 'en')).toBe('\uFEFF"say ""yes""",\'@x,\'-x\r\n');
  // A tab or a return before the sign does not keep a spreadsheet from seeing it.
  expect(toCsv([['\t=1+1', '\r=1+1']], 'en')).toBe('\uFEFF\'\t=1+1,"\'\r=1+1"\r\n');
});
