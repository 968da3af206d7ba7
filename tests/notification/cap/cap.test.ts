import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AlertEvent, alertEventKinds } from '../../../src/alert/alert.ts';
import { capDocument } from '../../../src/notification/cap/cap.ts';
import { type CapMessage, capMessages } from '../../../src/notification/cap/cap-chain.ts';
import { capFeed } from '../../../src/notification/cap/cap-feed.ts';
import { certaintyOf, responseTypeOf } from '../../../src/notification/cap/cap-mapping.ts';
import { messageFor } from '../../../src/notification/words/message.ts';
import { decide } from '../../../src/policy/decide.ts';
import { languages } from '../../../src/territory/commune.ts';
import { capFaults, invalidSample, readCap, textOf, xmlFaults } from '../../support/cap-documents.ts';
import { assessmentOf, policyOf } from '../../support/decisions.ts';
import { evenly } from '../../support/evenly.ts';
import { AT, contextOf, coursan, eventOf, names, reasons } from '../../support/notices.ts';
import { live, story } from '../../support/random-story.ts';
import { lacks } from '../../support/services.ts';

const { issuer } = contextOf();
const unjudged = { last: () => undefined };
const context = { issuer, names };
const MIN = 60_000;

const person = { because: 'person', person: 'mayor-1' } as const;
const moment = { station: null, stageM: null, observedAt: null, probability: null, leadTimeH: null, passage: null };
const raised = eventOf({ id: 'coursan:1' });
const released = eventOf({
  ...moment,
  id: 'coursan:2',
  at: AT + MIN,
  kind: 'released',
  audience: 'public',
  reason: person,
});

function only(story: readonly AlertEvent[]): CapMessage {
  const message = capMessages(story, unjudged, story.at(-1)?.at ?? AT).at(-1);
  if (!message) throw new Error('residents were told');
  return message;
}

const place = (lat: number, lon: number) => ({ lat, lon });

test.skipIf(lacks('xmllint'))(
  'where a commune lies is told as CAP writes it, latitude first, with its official codes',
  async () => {
    const ring = [place(43.22, 3.02), place(43.22, 3.06), place(43.25, 3.06), place(43.22, 3.02)];
    const codes = [
      { scheme: 'INSEE', value: '11106' },
      { scheme: 'EMMA_ID', value: 'FR & "011"' },
    ];
    const documentOf = (area: typeof coursan.area) =>
      capDocument(only([raised, released]), { ...coursan, codes, area }, context);
    const [outlined, round] = [
      documentOf({ rings: [ring, ring] }),
      documentOf({ circle: { ...place(43.23, -3.05), radiusKm: 4 } }),
    ];
    expect(await capFaults([outlined, round])).toBe('');
    expect(outlined.match(/<polygon>.*<\/polygon>/g)).toEqual(
      Array.from({ length: 4 }, () => '<polygon>43.22,3.02 43.22,3.06 43.25,3.06 43.22,3.02</polygon>'),
    );
    expect(await textOf(outlined, 'areaDesc')).toBe('Coursan');
    expect(await textOf(round, 'circle')).toBe('43.23,-3.05 4');
    expect(round).toMatch(/<valueName>INSEE<\/valueName>\s*<value>11106<\/value>/);
    expect(round).toMatch(/<valueName>EMMA_ID<\/valueName>\s*<value>FR &amp; "011"<\/value>/);
  },
);

test('a restored database counts its events again: what is told then has another identifier', () => {
  const later = { ...released, at: released.at + 60_000 };
  expect(only([raised, later]).identifier).not.toBe(only([raised, released]).identifier);
});

const day = 24 * 60 * MIN;

test('an alert that outlasts every message of it is told again and again, and ended by an update of what stands then, and by no new alert', () => {
  const lowered = {
    ...released,
    id: 'coursan:3',
    kind: 'lowered',
    level: 'prepare',
    from: 'act',
    at: AT + day,
  } as const;
  const closed = { ...released, id: 'coursan:4', kind: 'closed', level: 'normal', at: AT + 30 * day } as const;
  const [first, second, ...more] = capMessages([raised, released, lowered, closed], unjudged, AT + 99 * day);
  expect(second?.references.map(({ identifier }) => identifier)).toEqual([first?.identifier]);
  const [end, ...renewals] = more.toReversed();
  expect(renewals.map(({ sent, type }) => [(sent - AT) / day, type])).toEqual(
    [25, 19, 13, 7].map((days) => [days, 'Update']),
  );
  expect(renewals.map((each) => responseTypeOf(each))).toEqual(renewals.map(() => 'Avoid'));
  expect(renewals.map(({ identifier }) => identifier)).toEqual([4, 3, 2, 1].map((n) => `${second?.identifier}r${n}`));
  expect(end).toMatchObject({ type: 'Update', references: [{ identifier: renewals[0]?.identifier }] });
  expect(end?.references.length).toBe(1);
  const soonOver = [raised, released, lowered, { ...closed, at: AT + 2 * day }];
  const soon = capMessages(soonOver, unjudged, AT + 99 * day).at(-1);
  expect(soon?.references.map(({ identifier }) => identifier)).toEqual([first?.identifier, second?.identifier]);
});

test('an alert that was closed by mistake goes on from what ended it, also where that has expired', () => {
  const closed = { ...released, id: 'coursan:3', kind: 'closed', level: 'normal', at: AT + 60 * MIN } as const;
  const mistake = { because: 'closed-by-mistake', person: 'mayor-1', told: 'act' } as const;
  const reopened = { ...released, id: 'coursan:4', kind: 'reopened', at: AT + 300 * MIN, reason: mistake } as const;
  const [first, end, again] = capMessages([raised, released, closed, reopened], unjudged, reopened.at);
  expect(end?.expires).toBeLessThan(reopened.at);
  expect(again?.type).toBe('Update');
  expect(again?.references.map(({ identifier }) => identifier)).toEqual([first?.identifier, end?.identifier]);
});

test('a level that stands for longer than its message is told again a day before that expires: that it holds, without the numbers of then', async () => {
  const told = [raised, released];
  const [first] = capMessages(told, unjudged, released.at);
  const dueAt = first!.expires - day;
  expect(capMessages(told, unjudged, dueAt)).toEqual([first]);
  const later = capMessages(told, unjudged, dueAt + 1);
  expect(later).toHaveLength(2);
  expect(capMessages(told, unjudged, dueAt + day)).toEqual(later);
  // What staff do meanwhile does not end it.
  const seen = { ...raised, id: 'coursan:3', kind: 'acknowledged', at: AT + 2 * MIN } as const;
  expect(capMessages([...told, seen], unjudged, dueAt + day)).toEqual(later);
  const document = capDocument(later[1]!, coursan, context);
  const { alert, infos, parameters, references } = readCap(document);
  expect(alert).toMatchObject({ identifier: `${first!.identifier}r1`, msgType: 'Update', status: 'Actual' });
  expect(references.map(({ identifier }) => identifier)).toEqual([first!.identifier]);
  expect(infos[0]).toMatchObject({
    urgency: 'Expected',
    severity: 'Severe',
    certainty: 'Unknown',
    responseType: 'Execute',
    headline: 'ALERTE INONDATION Coursan : Agir',
    instruction: '1. Habitants act, un',
  });
  expect(infos[0]?.['onset']).toBeUndefined();
  expect(infos[0]?.['description']).toMatch(
    /^Ce niveau vaut toujours\. Il a été annoncé le mercredi 22 janvier, 13 h 06 \(heure de Paris\) ; ce qui suit est de ce moment\.\nALERTE INONDATION – /,
  );
  expect(infos[1]?.['description']).toMatch(/^This level still holds\. It was told on /);
  expect(document).not.toContain('%');
  expect(parameters).toEqual({});
});

test('what is judged then says how sure it is; what is over, an exercise or told by mistake is not told again', () => {
  const judged = {
    last: (_commune: string, _station: string, _from: number, at: number) =>
      decide(policyOf(), assessmentOf(at, 1.4, [1, 0.9, 0])),
  };
  const later = capMessages([raised, released], judged, AT + 9 * day);
  expect(later.map((each) => certaintyOf(each))).toEqual(['Likely', 'Likely']);
  const over = { ...released, id: 'coursan:3', at: AT + 2 * MIN, kind: 'closed', level: 'normal' } as const;
  const mistake = { because: 'told-by-mistake', person: 'mayor-1', released: 'act', told: 'normal' } as const;
  const corrected = { ...over, kind: 'corrected', level: 'act', reason: mistake } as const;
  const played = { ...released, exercise: true } as const;
  for (const story of [[raised, released, over], [raised, released, corrected], [played]])
    expect(capMessages(story, unjudged, AT + 99 * day)).toHaveLength(story.length - (story[0] === raised ? 1 : 0));
});

test('an alert that residents are told of, as CAP', () => {
  const { alert, infos, parameters } = readCap(capDocument(only([raised, released]), coursan, context));
  expect(alert).toEqual({
    identifier: 'coursan-20200122T120500Z-2t1579694760',
    sender: 'amont.example.org',
    sent: '2020-01-22T13:06:00+01:00',
    status: 'Actual',
    msgType: 'Alert',
    scope: 'Public',
  });
  expect(infos.map(({ language }) => language)).toEqual(['fr', 'en']);
  expect(infos[1]).toMatchObject({
    category: 'Met',
    event: 'Flood',
    responseType: 'Execute',
    urgency: 'Immediate',
    severity: 'Severe',
    certainty: 'Likely',
    onset: '2020-01-22T14:30:00+01:00',
    expires: '2020-01-29T19:05:00+01:00',
    senderName: 'Amont Aude',
    headline: 'FLOOD ALERT Coursan: Act now, 72%, Wednesday between 14:30 and 16:00',
    instruction: '1. Residents act, one',
    web: 'https://amont.example.org/en/communes/coursan',
    area: 'Coursan',
  });
  expect(infos[1]?.['description']).toBe(
    [
      'FLOOD ALERT – Coursan goes to “Act now” (gauge Coursan pont).',
      'Level: ▲ Act now. Flooding is expected or under way: act now.',
      'How sure: 72% within 6 h (forecast of 13:05)',
      'When: Wednesday between 14:30 and 16:00, if the water reaches the mark',
      'Why: Chance that the water reaches 4.20 m within 6 h: 72%.',
      'Measured: 3.10 m at 12:55, gauge Coursan pont',
      'Decided by the town hall. This level is set by the commune (Coursan), not by the State. Always follow the instructions of the emergency services and the authorities.',
    ].join('\n'),
  );
  expect(parameters).toEqual({
    'amont:station': 'bridge',
    'amont:exceedanceProbability': '0.72',
    'amont:leadTimeH': '6',
    'amont:stageM': '3.10',
  });
});

test('a feed is as new as its newest message, and one without any is older than all', () => {
  const lowered = { ...released, id: 'coursan:3', kind: 'lowered', level: 'prepare', at: AT + 90 * MIN } as const;
  const messages = capMessages([raised, released, lowered], unjudged, lowered.at);
  const updated = (fed: readonly CapMessage[]) => {
    const feed = capFeed(
      fed.map((message) => ({ message, commune: coursan, context })),
      issuer,
      '/api/v1/cap',
    );
    return [...feed.matchAll(/<updated>([^<]+)/g)].map(([, at]) => at);
  };
  const [first, then] = ['2020-01-22T12:06:00.000Z', '2020-01-22T13:35:00.000Z'];
  expect(updated(messages.toReversed())).toEqual([then, then, first]);
  expect(updated([])).toEqual(['1970-01-01T00:00:00.000Z']);
});

test('nothing is certain, and what is short of a mark is not rounded up to it', () => {
  const sure = { ...raised, probability: 0.9999, stageM: 4.199 };
  const { parameters } = readCap(capDocument(only([sure, released]), coursan, context));
  expect(parameters).toMatchObject({ 'amont:exceedanceProbability': '0.99', 'amont:stageM': '4.19' });
});

describe.each([
  ['operational', false, 'Actual', null],
  ['exercise', false, 'Exercise', 'EXERCISE'],
  ['demonstration', false, 'Test', 'DEMONSTRATION'],
  ['operational', true, 'Exercise', 'EXERCISE'],
  ['demonstration', true, 'Exercise', 'EXERCISE'],
] as const)('in an instance that is %s, played: %s', (kind, isPlayed, status, word) => {
  test(`status is ${status}, and headline, event and description begin with the word for it`, () => {
    const event = { ...released, ...(isPlayed && { exercise: true as const, kind: 'raised' as const }) };
    const document = capDocument(only([event]), coursan, { issuer: { ...issuer, kind }, names });
    const { alert, infos } = readCap(document);
    expect(alert['status']).toBe(status);
    const english = infos[1];
    if (word === null) expect(document).not.toMatch(/EXERCI|DEMONS|DÉMONS/);
    else {
      expect(english?.['headline']).toMatch(new RegExp(`^${word} – `));
      expect(english?.['event']).toBe(`${word} – Flood`);
      expect(english?.['description']).toMatch(new RegExp(`^${word}\\. This is not a real alert\\.\n`));
    }
  });
});

test('no person and nothing that staff typed stands in any document, whatever the reason', () => {
  const typed = (event: AlertEvent): AlertEvent =>
    event.reason.because === 'exercise'
      ? { ...event, reason: { ...event.reason, purpose: 'Because SECRET said so' } }
      : event;
  const secret = { issuer, names: { ...names, person: () => 'SECRET' } };
  for (const kind of alertEventKinds) {
    for (const reason of reasons) {
      const event = typed(eventOf({ kind, reason, audience: 'public' }));
      const text = capDocument(only([raised, event]), coursan, secret);
      expect(text).not.toMatch(/SECRET|Anne Roux|mayor-1|@example|Personnel|Staff act/);
    }
  }
});

test('every line of it stands in the mail to residents, and what the mail has beside are links and the names of who decided', () => {
  const { townHall } = { townHall: { fr: 'la mairie', en: 'the town hall' } };
  fc.assert(
    fc.property(story, (steps) => {
      const events = live(steps, policyOf()).told.map(({ event }) => event);
      const written = capMessages(events, unjudged, events.at(-1)?.at ?? AT);
      for (const message of written.filter(({ isRenewed }) => !isRenewed)) {
        const { infos } = readCap(capDocument(message, coursan, context));
        for (const [index, language] of languages.entries()) {
          const asRead = contextOf({ ...message.grounds, names: { ...names, person: () => townHall[language] } });
          const reader = { kind: 'resident', language, leaveUrl: 'https://leave' } as const;
          const mail = messageFor(message.event, reader, coursan, asRead);
          const info = infos[index];
          expect(info?.['headline']).toBe(mail.subject);
          const said = [...(info?.['description'] ?? '').split('\n'), ...(info?.['instruction']?.split('\n') ?? [])];
          const written = mail.text.split('\n').filter((line) => line !== '');
          expect(written.filter((line) => !said.includes(line)).map((line) => line.split(/ ?:/)[0])).toEqual(
            language === 'fr'
              ? [
                  'Que faire maintenant',
                  'Voir et suivre',
                  expect.stringMatching(/^Écrit /),
                  'Ne plus recevoir ces messages',
                ]
              : ['What to do now', 'See and follow', expect.stringMatching(/^Written /), 'Stop these messages'],
          );
          expect(said.filter((line) => !written.includes(line))).toEqual([]);
        }
      }
    }),
    { numRuns: 30 },
  );
});

test('whatever happens, each message names those that it replaces, and a Cancel is the end of what was told', () => {
  fc.assert(
    fc.property(story, (steps) => {
      const events = live(steps, policyOf({ release: { by: 'person' } })).told.map(({ event }) => event);
      const alerts = Map.groupBy(events, ({ alert }) => alert);
      const messagesOf = (own: readonly AlertEvent[]) => capMessages(own, unjudged, own[0]!.at + 40 * day);
      const all = [...alerts.values()].flatMap(messagesOf);
      expect(all.filter(({ isRenewed }) => !isRenewed).map(({ event }) => event)).toEqual(
        events.filter(({ audience }) => audience === 'public'),
      );
      expect(new Set(all.map(({ identifier }) => identifier)).size).toBe(all.length);
      for (const own of alerts.values()) {
        let standing: CapMessage[] = [];
        for (const message of messagesOf(own)) {
          const { type, references, sent, expires, event } = message;
          expect(expires).toBeGreaterThan(sent);
          expect(type === 'Alert').toBe(standing.length === 0);
          expect(references.length > 0).toBe(type !== 'Alert');
          for (const each of standing) {
            expect(references.some(({ identifier }) => identifier === each.identifier)).toBe(
              each.expires > sent || each === standing.at(-1),
            );
          }
          expect(references.length).toBeLessThanOrEqual(standing.length);
          const { reason } = event;
          expect(type === 'Cancel').toBe(reason.because === 'told-by-mistake' && reason.told === 'normal');
          standing = type === 'Cancel' ? [] : [...standing, message];
        }
      }
    }),
  );
});

describe.skipIf(lacks('xmllint'))('by the schema of OASIS', () => {
  /** Letters of every kind, those among them that XML may not hold. */
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom(
        '<',
        '>',
        '&',
        '"',
        "'",
        ']]>',
        '\u0000',
        '\u0008',
        '\r',
        '\n',
        '\ud800',
        '\ufffe',
        'é',
        '😀',
      ),
      maxLength: 20,
    }),
    fc.constantFrom(
      '',
      '<?xml version="1.0"?>',
      '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>&b;',
      '-->',
      '@att',
      '#text',
      '</info>',
    ),
  );
  const level = fc.constantFrom('normal', 'prepare', 'act', 'danger', 'unknown');
  const number = evenly(-1e3, 1e3);
  const event = fc
    .record({
      kind: fc.constantFrom(...alertEventKinds),
      reason: fc.constantFrom(...reasons),
      level,
      from: level,
      at: fc.integer({ min: AT, max: AT + 400 * 24 * 3_600_000 }),
      probability: fc.option(evenly(0, 1)),
      stageM: fc.option(number),
      isPlayed: fc.boolean(),
    })
    .map(({ isPlayed, ...each }) => eventOf({ ...each, audience: 'public', ...(isPlayed && { exercise: true }) }));
  const world = fc.record({
    events: fc.array(event, { minLength: 5, maxLength: 15 }),
    text: fc.func(text),
    timeZone: fc.constantFrom('Europe/Paris', 'UTC', 'Asia/Kathmandu'),
    kind: fc.constantFrom('operational', 'exercise', 'demonstration'),
  });

  test('every document and every feed is valid, however hostile names and cards are', async () => {
    await fc.assert(
      fc.asyncProperty(world, async ({ events, text, timeZone, kind }) => {
        const card = (id: string) => ({ staff: [text(id)], residents: [text(`${id} residents`), text(`${id} more`)] });
        const cards = (id: string) => ({ fr: card(`${id} fr`), en: card(`${id} en`) });
        const commune = {
          ...coursan,
          name: text('commune'),
          timeZone,
          actionCards: { prepare: cards('prepare'), act: cards('act'), danger: cards('danger') },
        };
        const hostile = {
          issuer: { ...issuer, kind, name: text('service') },
          names: {
            station: (id: string) => text(`gauge ${id}`),
            person: (id: string) => text(`person ${id}`),
            timeZone,
          },
        };
        const numbered = events.map((each, index) => ({ ...each, id: `coursan:${index}` }));
        const messages = capMessages(numbered, unjudged, AT + 30 * day);
        expect(await capFaults(messages.map((each) => capDocument(each, commune, hostile)))).toBe('');
        const fed = messages.map((message) => ({ message, commune, context: hostile }));
        expect(await xmlFaults([capFeed(fed, hostile.issuer, '/api/v1/cap')])).toBe('');
      }),
      { numRuns: 25 },
    );
  });

  test('a name is read as it was written, also where it looks like an entity', async () => {
    const name = 'Eau &amp; gaz &nbsp; &#0; &#xFFFFFFFF; « A & B; » <pont> ]]> &';
    const document = capDocument(only([raised, released]), { ...coursan, name }, context);
    expect(await textOf(document, 'areaDesc')).toBe(name);
  });

  test('what is invalid is found: a message of another service without a name for its area, and ours without one', async () => {
    expect(await capFaults([invalidSample])).toContain('areaDesc');
    const document = capDocument(only([raised, released]), coursan, context);
    expect(await capFaults([document])).toBe('');
    expect(await capFaults([document, document.replaceAll(/<areaDesc>.*?<\/areaDesc>/g, '')])).toContain('areaDesc');
    expect(await capFaults([document.replace('+01:00</sent>', 'Z</sent>')])).toContain('sent');
    expect(await xmlFaults([document.replace('</alert>', '')])).toContain('xmllint 1');
  });
});
