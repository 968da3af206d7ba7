import { expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { seenRecord } from '../../src/http/views/seen-record.ts';
import { createWorld, NOW } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

it('the record tells each fact on a line, instants as people do, and who by name', async () => {
  const { doors } = createWorld();
  const detail = { station: 'coursan', from: NOW, reason: 'Vu <sur> place', readings: 36 };
  const entry = {
    at: NOW,
    actor: { person: 'coursan-deputy' },
    action: 'reading.excluded',
    commune: 'coursan',
    detail,
  };
  doors.record.append(entry);
  const { body } = await (await logIn(createServer(doors), 'staff-aude')).get('/fr/staff/record');
  const row = /<tr><th scope="row">[^]*?<\/tr>/.exec(body)![0].replaceAll('&nbsp;', ' ');
  expect(row).toContain('data-label="Qui">Dominique Bosc');
  expect(row).toContain('data-label="Action">Mesures écartées');
  expect(row.match(/<li>.*?<\/li>/g)).toEqual([
    '<li><b>Station</b> L’Aude à Coursan [Village]</li>',
    '<li><b>Du</b> <time datetime="2020-01-23T02:00:00.000Z">jeu. 23 janvier 2020, 3 h 00</time></li>',
    '<li><b>Raison</b> Vu &lt;sur&gt; place</li>',
    '<li><b>Mesures</b> 36</li>',
  ]);
});

it('nothing on record is shown as the service notes it: no short name, no JSON', async () => {
  const { doors } = createWorld();
  const rule = { markM: 4.2, raiseAt: 0.3, release: { by: 'person' }, k: 2 };
  const entries = {
    'policy.changed': { station: 'coursan', level: 'act', before: rule, after: { ...rule, markM: 4.3 } },
    'message.tested': {
      contact: 'coursan-mayor',
      by: { person: 'staff-aude' },
      to: { email: 'c0ffee', sms: 'bada55' },
    },
    'alert.acknowledge': { kind: 'acknowledge', level: 'act', by: 'reply', alert: null, policyVersion: 3 },
  };
  for (const [action, detail] of Object.entries(entries))
    doors.record.append({ at: NOW, actor: { service: true }, action, commune: 'coursan', detail });
  const toMachine = { webhook: 'siren', by: { machineUser: 'root' } };
  doors.record.append({
    at: NOW,
    actor: { service: true },
    action: 'message.tested',
    commune: 'coursan',
    detail: toMachine,
  });
  const plan = { steps: [{ level: 'danger' as const, afterMin: 0 }], lastsMin: 60, reason: 'Essai annuel' };
  doors.exercises.start('coursan', plan, { person: 'staff-aude', residents: false });
  for (const language of ['fr', 'en'] as const) {
    const { body } = await (await logIn(createServer(doors), 'staff-aude', language)).get(`/${language}/staff/record`);
    const table = /<table[^]*<\/table>/.exec(body)![0];
    for (const [, facts = ''] of table.matchAll(/<ul class="facts">(<li>[^]*?)<\/td>/g)) {
      const labels = facts.match(/<b>.*?<\/b>/g);
      if (!facts.includes('<b>Avant') && !facts.includes('<b>Before')) expect(labels).toEqual([...new Set(labels)]);
    }
    expect(table).not.toMatch(/<code|[{}]|c0ffee|staff-aude|policy\.|\bact\b|\breply\b|\backnowledge\b/);
    expect(table).toMatch(
      language === 'fr' ? /<b>Avant<\/b>\s*<ul[^>]*><li><b>Repère \(m\)<\/b> 4,2<\/li><\/ul>/ : /Rule changed/,
    );
  }
});

it('what a rule was changed from and to differs on the page too, however little it was', async () => {
  const { doors } = createWorld();
  const before = { markM: 4.31, leadTimeH: 1.25, raiseAt: 0.6, lowerAt: 0.3 };
  const detail = {
    station: 'coursan',
    level: 'act',
    before,
    after: { markM: 4.335, leadTimeH: 1.3, raiseAt: 0.55, lowerAt: 0.275 },
  };
  const entry = { at: NOW, actor: { person: 'staff-aude' }, action: 'policy.changed', commune: 'coursan', detail };
  doors.record.append(entry);
  const { body } = await (await logIn(createServer(doors), 'staff-aude')).get('/fr/staff/record');
  const lists = [...body.matchAll(/<ul class="facts"><li><b>Repère[^]*?<\/ul>/g)].map(([list]) =>
    list
      .replaceAll(/<[^>]*>|\s|&nbsp;/g, ' ')
      .replaceAll(/ +/g, ' ')
      .trim(),
  );
  expect(lists).toEqual([
    'Repère (m) 4,31 Délai (h) 1,25 Monter à partir de 60 % Redescendre sous 30 %',
    'Repère (m) 4,335 Délai (h) 1,3 Monter à partir de 55 % Redescendre sous 27,5 %',
  ]);
});

it('what was done in a commune that left the files is on record for staff who had it, and for no others', () => {
  const { doors } = createWorld();
  for (const commune of doors.communes.keys())
    doors.record.append({ at: NOW, actor: { service: true }, action: 'alert.acknowledge', commune, detail: {} });
  const left = new Map([...doors.communes].filter(([id]) => id !== 'trebes'));
  const staff = doors.accounts.find('staff-aude')!;
  const seen = (...communes: string[]) =>
    seenRecord({ ...doors, communes: left }, { ...staff, communes }, 99).flatMap(({ commune }) => commune ?? []);
  expect(seen('coursan', 'trebes').toSorted()).toEqual(['coursan', 'trebes']);
  expect(seen('coursan')).toEqual(['coursan']);
});

it('what concerns a person is on it however much was done in communes that are not theirs', () => {
  const { doors } = createWorld();
  const staff = { ...doors.accounts.find('staff-aude')!, communes: ['coursan'] };
  const entry = { at: NOW, actor: { service: true }, commune: null, detail: {} } as const;
  doors.record.append({ ...entry, actor: { person: staff.id }, action: 'account.password-changed' });
  doors.record.append({ ...entry, action: 'readings.imported', detail: { station: 'coursan' } });
  for (let other = 0; other < 9; other++) {
    doors.record.append({ ...entry, actor: { person: 'someone' }, action: 'account.password-changed' });
    doors.record.append({ ...entry, action: 'alert.acknowledge', commune: 'trebes' });
  }
  const seen = (limit: number) => seenRecord(doors, staff, limit).map(({ action }) => action);
  expect(seen(2)).toEqual(['readings.imported', 'account.password-changed']);
  expect(seen(1)).toEqual(['readings.imported']);
});

it('leads to older lines, page by page, and back to the newest', async () => {
  const { doors } = createWorld();
  for (let n = 1; n <= 450; n++)
    doors.record.append({ at: NOW, actor: { service: true }, action: `test.n${n}`, commune: 'coursan', detail: {} });
  const staff = await logIn(createServer(doors), 'staff-aude', 'en');
  const look = async (url: string) => {
    const { body } = await staff.get(url);
    const lines = [...body.matchAll(/<code>test\.n(\d+)<\/code>/g)].map(([, n]) => Number(n));
    const links = [...body.matchAll(/<a href="([^"]*)">(Older lines|Back to the newest)<\/a>/g)];
    return { lines, to: Object.fromEntries(links.map(([, href, text]) => [text, href])) };
  };
  const first = await look('/en/staff/record');
  expect([first.lines[0], first.lines.at(-1), first.lines.length]).toEqual([450, 251, 200]);
  expect(first.to['Back to the newest']).toBeUndefined();
  const second = await look(first.to['Older lines']);
  expect([second.lines[0], second.lines.at(-1)]).toEqual([250, 51]);
  const last = await look(second.to['Older lines']);
  expect([last.lines[0], last.lines.at(-1)]).toEqual([50, 1]);
  expect(last.to).toEqual({ 'Back to the newest': '/en/staff/record' });
});

it('shows the lines of one commune and of one action, older ones too, and no other commune’s', async () => {
  const { doors } = createWorld();
  const append = (commune: string | null, action: string, n: number) =>
    doors.record.append({ at: NOW, actor: { service: true }, action, commune, detail: { days: n } });
  for (let n = 1; n <= 210; n++) {
    append('coursan', 'policy.changed', n);
    append('coursan', 'message.tested', n);
    append('trebes', 'policy.changed', 1000 + n);
    append(null, 'policy.changed', 2000 + n);
  }
  const staff = await logIn(createServer(doors), 'staff-aude', 'en');
  const linesAt = async (query: string) => {
    const { body } = await staff.get(`/en/staff/record${query}`);
    const days = [...body.matchAll(/<b>Days<\/b> ([\d,]+)/g)].map(([, day]) => Number(day!.replace(',', '')));
    return { body, days };
  };
  const both = await linesAt('?commune=coursan&action=policy.changed');
  expect([both.days.length, both.days[0], both.days.at(-1)]).toEqual([200, 210, 11]);
  expect(both.body).toContain('<option value="policy.changed" selected>Rule changed</option>');
  const older = /href="\/en\/staff\/record(\?[^"]*before=[^"]*)">Older/.exec(both.body)![1]!.replaceAll('&amp;', '&');
  expect((await linesAt(older)).days).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  expect((await linesAt('?action=policy.changed')).days.slice(0, 3)).toEqual([2210, 1210, 210]);
  expect((await linesAt('?commune=trebes')).days.slice(0, 2)).toEqual([1210, 1209]);
  expect((await linesAt('?commune=trebes&action=message.tested')).body).toContain('There is no such line.');
  expect((await linesAt('?commune=&action=')).days.slice(0, 2)).toEqual([2210, 1210]);

  const deputy = { ...doors.accounts.find('staff-aude')!, communes: ['coursan'] };
  const seen = (asked: object) => seenRecord(doors, deputy, 9, asked).map(({ commune }) => commune);
  expect(seen({ commune: 'trebes' })).toEqual([]);
  expect(seen({ commune: 'trebes', action: 'policy.changed' })).toEqual([]);
  expect(new Set(seen({ action: 'policy.changed' }))).toEqual(new Set(['coursan']));
});
