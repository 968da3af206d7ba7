import { expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { residentsTold } from '../../src/http/views/afterwards/residents-lead.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { eventOf } from '../support/notices.ts';
import { stageReading } from '../support/stage-reading.ts';
import { textToMayor } from '../support/text-to-mayor.ts';
import { logIn } from '../support/visitor.ts';

/** Danger at Coursan, decided at 3:00 for three residents by mail; `minutes`: after how many of them each was taken, `null`: refused so far. */
async function decided(minutes: readonly (number | null)[]) {
  const world = createWorld({ kind: 'operational' });
  await flood(world, 'danger');
  const { doors, clock } = world;
  doors.act('coursan', { kind: 'release', level: 'danger' }, 'mayor-coursan');
  const [{ id: event, alert } = { id: '', alert: '' }] = doors.journal.events('coursan', { limit: 1 });
  for (const [index, after] of minutes.entries()) {
    const id = `${event}/subscription/${index}/email`;
    const recipient = { kind: 'subscription', id: `${index}` } as const;
    doors.journal.enqueue({ ...textToMayor(event, NOW), id, commune: 'coursan', recipient, channel: 'email' });
    if (after === null) {
      const failed = { attempts: 2, nextAttemptAt: NOW, lastError: '450 later' };
      doors.journal.settle(id, { status: 'pending', ...failed });
    } else doors.journal.settle(id, { status: 'sent', attempts: 1, sentAt: NOW + after * MINUTE_MS, providerId: null });
  }
  const app = createServer(doors);
  const read = async (account: string, language: 'fr' | 'en', path: string) => {
    const { body } = await (await logIn(app, account, language)).get(`/${language}/${path}`);
    return body.replaceAll(/&nbsp;|\u00a0|\u202f/g, ' ');
  };
  return {
    doors,
    clock,
    mayor: (language: 'fr' | 'en') => read('mayor-coursan', language, 'mayor/coursan'),
    report: (language: 'fr' | 'en') => read('staff-aude', language, `staff/alerts/${alert}/report`),
    csv: (language: 'fr' | 'en') => read('staff-aude', language, `staff/alerts/${alert}/report.csv`),
  };
}

const box = (body: string) => /<h3>(?:Les habitants|Residents)[\s\S]*?<\/p>/.exec(body)?.[0] ?? '';
const request = (body: string) => /<textarea id="broadcast-request"[^>]*>([^<]*)</.exec(body)?.[1] ?? '';

it.each([
  [
    'fr',
    '« Danger pour la vie », décidé à 3 h 00 : ',
    'remis à',
    'sur',
    /^Habitants : « Danger pour la vie » décidé par la commune, jeudi 23 janvier, 3 h 00 \(heure de Paris\) : /m,
    /Prévenus|prévenus par/,
  ],
  [
    'en',
    '“Danger to life”, decided at 03:00: ',
    'delivered to',
    'of',
    /^Habitants : « Danger pour la vie » décidé par la commune/m,
    /Told:|told by/,
  ],
] as const)(
  'says when it was decided, and that it has reached nobody or few of how many (%s)',
  async (language, when, to, of, asked, told) => {
    for (const [minutes, share, isFew] of [
      [[null, null, null], [0, 3], true],
      [[2, null, null], [1, 3], true],
      [[2, null], [1, 2], false],
      [[2, 3, null], [2, 3], false],
    ] as const) {
      const { mayor } = await decided(minutes);
      const body = await mayor(language);
      expect(box(body)).toContain(`${when}${isFew ? '⚠ ' : ''}${to} ${share[0]} ${of} ${share[1]}.`);
      expect(box(body).includes('<strong class="bad">')).toBe(isFew);
      // To the authority in the first language of the commune.
      expect(request(body)).toMatch(asked);
      expect(request(body)).toContain(`${isFew ? '⚠ ' : ''}remis à ${share[0]} sur ${share[1]}`);
      expect(`${box(body)}${request(body)}`).not.toMatch(told);
    }
  },
);

it.each([
  ['fr', 'aucun message à remettre, la page publique le montre'],
  ['en', 'no message to deliver, the public page shows it'],
] as const)(
  'says where nobody subscribed that the public page alone shows it, without alarm (%s)',
  async (language, text) => {
    const { mayor } = await decided([]);
    expect(box(await mayor(language))).toContain(text);
    expect(box(await mayor(language))).not.toContain('⚠');
  },
);

it.each([
  ['fr', 'Habitants, courriel : 2 remis (jeu. 23, 3 h 24 → jeu. 23, 3 h 31)', 'Habitants : 1 h 46'],
  ['en', 'Residents, e-mail: 2 delivered (Thu 23, 03:24 → Thu 23, 03:31)', 'Residents: 1 h 46 min'],
] as const)(
  'reports from when to when residents were reached, and their own lead time (%s)',
  async (language, span, lead) => {
    const { report, csv, doors, clock } = await decided([24, 31, null]);
    const course = Array.from({ length: 144 }, (_, step) => {
      const hours = (step + 1) / 6;
      const value = hours > 2 && hours <= 8 ? 6.4 : hours <= 12 ? 4.9 : 2;
      return stageReading('coursan', NOW + hours * HOUR_MS, value);
    });
    await doors.readings.append(course);
    clock.advanceTo(NOW + 24 * HOUR_MS);
    expect((await report(language)).replaceAll(/<[^>]*>/g, '')).toContain(span);
    expect(await report(language)).toContain(lead);
    expect(await csv(language)).toContain(span.slice(0, span.indexOf('(') + 1));
  },
);

it.each([
  ['fr', 'Habitants : jamais prévenus'],
  ['en', 'Residents: never told'],
] as const)('reports that residents were never told where no message was taken (%s)', async (language, text) => {
  const { report, doors, clock } = await decided([null]);
  await doors.readings.append([
    stageReading('coursan', NOW + HOUR_MS, 6.4),
    stageReading('coursan', NOW + 2 * HOUR_MS, 6.5),
  ]);
  clock.advanceTo(NOW + 3 * HOUR_MS);
  expect(await report(language)).toContain(text);
});

it('counts from when residents knew of the level for that water, not of a crest before', () => {
  const release = (hours: number, level: 'prepare' | 'act' | 'danger', kind: 'released' | 'lowered' = 'released') =>
    eventOf({ kind, level, at: hours * HOUR_MS, audience: 'public', reason: { because: 'person', person: 'mayor-1' } });
  const events = [release(10, 'danger'), release(12, 'prepare', 'lowered'), release(15, 'act')];
  const at = (level: 'prepare' | 'act' | 'danger', hours: number) =>
    (residentsTold(events, level, hours * HOUR_MS)?.at ?? 0) / HOUR_MS;
  expect([at('act', 11), at('act', 13), at('act', 16), at('prepare', 16), at('danger', 16), at('danger', 9)]).toEqual([
    10, 15, 15, 10, 0, 10,
  ]);
});
