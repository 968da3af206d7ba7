import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AlertEvent, alertEventKinds } from '../../../src/alert/alert.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import type { AnswerWays } from '../../../src/notification/asked/answer-ways.ts';
import { messagesFor, toGsm } from '../../../src/notification/phone/gsm-text.ts';
import { spokenMessageOf } from '../../../src/notification/phone/spoken-message.ts';
import {
  isTexted,
  notificationTextOf,
  residentTextOf,
  textMessageOf,
} from '../../../src/notification/phone/text-message.ts';
import { type MessageContext, writingFor } from '../../../src/notification/words/writing.ts';
import { type Commune, type Language, languages } from '../../../src/territory/commune.ts';
import { AT, contextOf, coursan, eventOf, reasons } from '../../support/notices.ts';
import { aude, spellOf } from '../../support/official.ts';

const link = { url: `https://amont.example.org/fr/acknowledge/${'a'.repeat(90)}`, until: AT, reply: null };
const byReply = { ...link, reply: { code: '4721', number: '+33700000000' } };

interface Told {
  event: AlertEvent;
  language: Language;
  commune: Commune;
  context: MessageContext;
}

function told(
  answer: AnswerWays | null,
  { event = eventOf(), language = 'fr', commune = coursan, context = contextOf() }: Partial<Told> = {},
): string {
  return textMessageOf(writingFor(event, { kind: 'contact', language }, commune, context), answer);
}

test('what is worth waking somebody for: of gauges only amid an alert, of a release only one that nobody decided', () => {
  const texted = (change: Partial<AlertEvent>) =>
    alertEventKinds.filter((kind) => isTexted(eventOf({ kind, ...change })));
  const always = [
    'raised',
    'escalated',
    'lowered',
    'closed',
    'suspect-passage',
    'acknowledged',
    'handed-back',
    'passed-on',
    'undecided',
    'reopened',
  ];
  const ofGauges = ['sight-lost', 'still-not-seen', 'sight-regained', 'zero-shift'];
  expect(texted({ alert: null }).toSorted()).toEqual(always.toSorted());
  expect(texted({}).toSorted()).toEqual([...always, ...ofGauges].toSorted());
  const byPolicy = { because: 'policy-timeout', signedBy: 'mayor-1', signedIn: 1, afterMin: 15 } as const;
  expect(texted({ reason: byPolicy })).toContain('released');
});

describe('a text message at night', () => {
  test('says what it is, how sure, when, where the water stands, what to do first and how to answer', () => {
    expect(told(byReply)).toBe(`ALERTE Coursan : Agir, 72 %, mercredi entre 14 h 30 et 16 h 00
Mesure : 3,10 m à 12 h 55, station Coursan pont
Que faire maintenant : Personnel act, un
Risque que l'eau atteigne 4,20 m dans les 6 h : 72 %.
https://amont.example.org/fr/mayor/coursan
Je m'en occupe : répondez OUI 4721 au +33700000000.`);
    expect(told(byReply, { language: 'en' })).toContain('I am dealing with it: reply YES 4721 to +33700000000.');
  });

  test.each([
    ['acknowledged', 'Coursan : l\'alerte "Agir" est prise en charge par Paul Petit.'],
    ['handed-back', 'Coursan : plus personne ne s\'occupe de l\'alerte "Agir", selon Paul Petit.'],
  ] as const)('that it is %s, says of whom, and not where the water stands', (kind, line) => {
    const event = eventOf({ kind, reason: { because: 'person', person: 'deputy-1' } });
    const lines = told(null, { event, context: contextOf({ telling: null }) }).split('\n');
    expect(lines.slice(1)).toEqual([line, 'https://amont.example.org/fr/mayor/coursan']);
  });

  test('that somebody takes care of it says too whether residents know', () => {
    const event = eventOf({ kind: 'acknowledged', reason: { because: 'person', person: 'deputy-1' } });
    const pending = { level: 'act', since: AT, dueAt: null, signed: null } as const;
    const context = contextOf({ telling: { told: 'normal', pending, heldBack: null } });
    expect(told(null, { event, context }).split('\n')[2]).toBe(
      'Habitants : pas prévenus. La mairie décide, sur la page ci-dessous. Sans décision, rien ne leur est dit.',
    );
  });

  test('says to whom it was given to check a reading, and who hears of the alert for the first time, why they get it', () => {
    const event = eventOf({ kind: 'acknowledged', reason: { because: 'person', person: 'deputy-1' } });
    expect(told(null, { event, context: contextOf({ askedToCheckAt: AT - HOUR_MS }) }).split('\n')).toContain(
      'Pourquoi vous : une mesure à vérifier vous a été signalée mercredi à 12 h 05.',
    );
  });

  test.each(['lowered', 'closed'] as const)('when it is %s, says where the water stands', (kind) => {
    const reason = reasons.find(({ because }) => because === 'chance-low')!;
    const event = eventOf({
      kind,
      level: kind === 'closed' ? 'normal' : 'prepare',
      from: 'act',
      reason,
      passage: null,
    });
    expect(told(null, { event }).split('\n')[1]).toBe('Mesure : 3,10 m à 12 h 55, station Coursan pont');
  });

  test.each([
    ['fr', 'Décidé par Anne Roux.', 'Les règles en vigueur ne prévoient plus ce niveau.'],
    ['en', 'Decided by Anne Roux.', 'The rules in force no longer have this level.'],
  ] as const)('where no water ended it, says who did or what, in %s', (language, person, rules) => {
    const unseen = { station: null, probability: null, passage: null, stageM: null, observedAt: null } as const;
    const ended = (reason: AlertEvent['reason']) =>
      told(null, { language, event: eventOf({ ...unseen, kind: 'closed', level: 'normal', from: 'act', reason }) });
    expect(ended({ because: 'person', person: 'mayor-1' }).split('\n')[1]).toBe(toGsm(person));
    expect(ended({ because: 'no-rule' }).split('\n')[1]).toBe(toGsm(rules));
  });

  test('where the water is measured at its mark, says where, how high and when', () => {
    const reason = { because: 'observed-passage', stageM: 4.35, observedAt: AT, markM: 4.2 } as const;
    const event = eventOf({ reason, stageM: 4.35, observedAt: AT });
    expect(told(link, { event }).split('\n').slice(0, 3)).toEqual([
      'ALERTE Coursan : Agir, mesuré',
      "Coursan pont : L'eau a été mesurée à 4,35 m à 13 h 05 : elle a atteint le repère de 4,20 m.",
      'Que faire maintenant : Personnel act, un',
    ]);
    const again = { because: 'no-answer', since: AT, asked: ['mayor-1'], told: ['deputy-1'], again: false } as const;
    const passedOn = eventOf({ kind: 'passed-on', reason: again, stageM: null, observedAt: null });
    const text = told(link, { event: passedOn, context: contextOf({ basis: event }) });
    expect(text).toContain('4,35 m à 13 h 05');
    expect(text).toContain("Anne Roux n'a pas répondu ; demandé mercredi à 13 h 05.");
    const unreached = eventOf({ ...passedOn, reason: { ...again, unreached: ['mayor-1'] } });
    expect(told(link, { event: unreached, context: contextOf({ basis: event }) })).toContain(
      'Anne Roux est injoignable : message non remis.',
    );
  });

  test('can be understood without the page: who took it in hand, what is doubtful, since when nothing is measured', () => {
    const bare = { probability: null, leadTimeH: null, passage: null, stageM: null, observedAt: null };
    const second = (change: Partial<AlertEvent>, language: Language = 'fr') =>
      told(null, { event: eventOf({ ...bare, ...change }), language }).split('\n')[1];
    const person = { because: 'person', person: 'mayor-1' } as const;
    expect(second({ kind: 'acknowledged', reason: person })).toBe(
      'Coursan : l\'alerte "Agir" est prise en charge par Anne Roux.',
    );
    expect(second({ kind: 'acknowledged', reason: person }, 'en')).toContain('Anne Roux');
    expect(
      second({
        kind: 'suspect-passage',
        reason: { because: 'suspect', stageM: 9.1, observedAt: AT, tests: ['spike'] },
      }),
    ).toMatch(/^Mesure douteuse de 9,10 m à 13 h 05 .*Elle peut etre vraie/);
    expect(second({ kind: 'sight-lost', reason: { because: 'not-seen', since: AT } })).toBe(
      'Aucune mesure depuis mercredi 22 janvier, 13 h 05 (heure de Paris).',
    );
    expect(second({ kind: 'reopened', reason: { because: 'closed-by-mistake', person: 'mayor-1', told: 'act' } })).toBe(
      'Close par erreur, selon Anne Roux.',
    );
  });

  test('where no replies are taken in the link answers, and stands for the page', () => {
    expect(told(link).split('\n').at(-1)).toBe(`J'ai vu, je m'en occupe : ${link.url}`);
    expect(told(link)).not.toContain('/fr/mayor/');
  });

  test('of everything that may happen, in both languages: three messages at most, and what it is first', () => {
    for (const language of languages) {
      for (const kind of alertEventKinds) {
        for (const reason of reasons) {
          const text = told(link, { event: eventOf({ kind, reason }), language });
          expect(messagesFor(text), text).toBeLessThanOrEqual(3);
          expect(text).toMatch(/^[A-ZÉ]+ /);
        }
      }
    }
  });

  test('what there is no room for is left out, never the answer', () => {
    const step = 'Fermez le quai, la rue du Port et le passage sous la voie ferrée ; '.repeat(5);
    const act = { ...coursan.actionCards.act, fr: { staff: [step], residents: [] } };
    const text = told(link, { commune: { ...coursan, actionCards: { ...coursan.actionCards, act } } });
    expect(text).not.toContain('voie ferrée');
    expect(text).toContain('3,10 m');
    expect(text).toContain(link.url);
  });

  test.each(['sight-lost', 'still-not-seen', 'suspect-passage'] as const)(
    'where we do not see for ourselves (%s), what the State warns of now is said last, if there is room',
    (kind) => {
      const orange = { ...aude, spell: spellOf(AT - 50 * MINUTE_MS, { lastSeenAt: AT }), isCurrent: true };
      const green = { ...aude, spell: spellOf(AT - HOUR_MS, { level: 'green', lastSeenAt: AT }), isCurrent: true };
      const unsure = eventOf({ kind, reason: { because: 'not-seen', since: AT } });
      const last = (official: MessageContext['official'], event = unsure) =>
        told(null, { event, context: contextOf({ official }) })
          .split('\n')
          .at(-1);
      expect(last([orange])).toBe('Vigicrues : orange depuis mercredi 12 h 15');
      expect(last([green, orange])).toBe(toGsm('Vigicrues, tronçon Aude aval : orange depuis mercredi 12 h 15'));
      for (const nothing of [[green], [{ ...orange, isCurrent: false }], [{ ...aude, spell: null, isCurrent: false }]])
        expect(last(nothing)).toMatch(/^https/);
      expect(last([orange], eventOf())).toMatch(/^https/);
    },
  );

  test('what is not real says so in its first word, and once more before what is to be done', () => {
    const { issuer } = contextOf();
    expect(told(null, { event: eventOf({ exercise: true }) })).toMatch(
      /^EXERCICE - ALERTE Coursan.*\nCeci n'est pas une vraie alerte.\n/,
    );
    expect(told(null)).not.toContain('vraie alerte');
    expect(told(null, { context: contextOf({ issuer: { ...issuer, kind: 'demonstration' } }) })).toMatch(
      /^DÉMONSTRATION - |^DEMONSTRATION - /,
    );
  });
});

describe('a text message to a resident', () => {
  const leave = `STOP au +33700000000 ou https://amont.example.org/s/${'a'.repeat(33)}`;
  const toResident = ({
    event = eventOf(),
    language = 'fr',
    commune = coursan,
    context = contextOf(),
  }: Partial<Told>) => residentTextOf(writingFor(event, { kind: 'resident', language }, commune, context), leave);

  test('says how bad it is where, what to do first, how high the water stands, where to look and how to leave', () => {
    const event = eventOf({ kind: 'released', audience: 'public' });
    expect(
      toResident({ event, context: contextOf({ basis: eventOf() }) }),
    ).toBe(`ALERTE INONDATION Coursan : Agir, 72 %, mercredi entre 14 h 30 et 16 h 00
Que faire maintenant : Habitants act, un
Mesure : 3,10 m à 12 h 55, station Coursan pont
https://amont.example.org/fr/communes/coursan
${leave}`);
  });

  test.each([
    ['fr', "BAISSE D'ALERTE INONDATION Coursan : Agir", "Le danger est moindre, mais ce n'est pas fini"],
    ['en', 'LOWERED FLOOD ALERT Coursan: Act now', 'The danger is less than it was, but not over'],
  ] as const)(
    'of a level that it came down to says in %s first that this is no order to act',
    (language, first, meaning) => {
      const lowered = {
        because: 'chance-low',
        probability: 0.03,
        raiseAt: 0.7,
        lowerAt: 0.35,
        markM: 5,
        leadTimeH: 6,
        passage: null,
      } as const;
      const event = eventOf({ kind: 'lowered', from: 'danger', audience: 'public', reason: lowered });
      const [subject, line] = toResident({ event, language }).split('\n');
      expect([subject, line]).toEqual([first, expect.stringContaining(meaning)]);
      const writing = writingFor(event, { kind: 'resident', language }, coursan, contextOf());
      expect(notificationTextOf(writing).split('\n')[0]).toContain(meaning);
    },
  );

  test.each([
    ['fr', 'INONDATION'],
    ['en', 'FLOOD'],
  ] as const)('whatever it tells of a flood, it names it before the place (%s)', (language, flood) => {
    const by = { person: 'mayor-1', told: 'normal' } as const;
    const told = [
      eventOf({ kind: 'released' }),
      eventOf({ kind: 'lowered', from: 'danger' }),
      eventOf({ kind: 'closed', level: 'normal' }),
      eventOf({ kind: 'closed', level: 'unknown' }),
      eventOf({ kind: 'corrected', reason: { because: 'told-by-mistake', released: 'act', ...by } }),
      eventOf({ kind: 'reopened', reason: { because: 'closed-by-mistake', ...by } }),
    ];
    for (const event of told) {
      const text = toResident({ event: { ...event, audience: 'public' }, language });
      expect(text.slice(0, text.indexOf('Coursan'))).toContain(flood);
    }
  });

  test('by a notification that has the first line as its title, says what to do first and how high the water stands', () => {
    const event = eventOf({ kind: 'released', audience: 'public' });
    const writing = writingFor(event, { kind: 'resident', language: 'fr' }, coursan, contextOf({ basis: eventOf() }));
    expect(notificationTextOf(writing)).toBe(`Que faire maintenant : Habitants act, un
Mesure : 3,10 m à 12 h 55, station Coursan pont`);
  });

  test('of everything that may happen and however long the card: three messages at most, the page and the way out in each', () => {
    const line = fc.string({ maxLength: 700, unit: fc.constantFrom('a', 'é', 'ê', ' ', '€', '’', '☂') });
    const told = fc.record({
      event: fc
        .record({
          kind: fc.constantFrom(...alertEventKinds),
          reason: fc.constantFrom(...reasons),
          played: fc.boolean(),
        })
        .map(({ played, ...change }) =>
          eventOf({ ...change, ...(played ? { exercise: true } : {}), audience: 'public' }),
        ),
      language: fc.constantFrom(...languages),
      commune: line.map((residents) => {
        const card = { staff: [''], residents: [residents] };
        const both = { fr: card, en: card };
        return {
          ...coursan,
          name: 'Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson',
          actionCards: { prepare: both, act: both, danger: both },
        };
      }),
    });
    fc.assert(
      fc.property(told, (each) => {
        const text = toResident(each);
        expect(messagesFor(text), text).toBeLessThanOrEqual(3);
        expect(text).toContain(`https://amont.example.org/${each.language}/communes/coursan\n`);
        expect(text.endsWith(leave)).toBe(true);
        expect(text).not.toMatch(/\/mayor\//);
      }),
    );
  });
});

test('of an exercise a resident reads that it is none before what is to be done, on the phone and in the browser', () => {
  const event = eventOf({ kind: 'raised' });
  const textsOf = (each: typeof event) => {
    const writing = writingFor(each, { kind: 'resident', language: 'en' }, coursan, contextOf());
    return [residentTextOf(writing, 'Stop'), notificationTextOf(writing)];
  };
  for (const text of textsOf({ ...event, exercise: true }))
    expect(text).toMatch(/This is not a real alert\.\nWhat to do now: /);
  for (const text of textsOf(event)) expect(text).not.toContain('not a real alert');
});

test.each([
  ['fr', "VRAIE ALERTE Coursan : Danger pour la vie, l'exercice est arrêté", "Restez à l'écart de la rivière"],
  ['en', 'REAL ALERT Coursan: Danger to life, the exercise is stopped', 'Keep away from the river'],
] as const)(
  'of a real alert that ends an exercise the phone reads first that it is real (%s)',
  (language, first, step) => {
    const inForce = { level: 'danger', told: 'normal' } as const;
    const reason = { because: 'exercise-over', why: 'real-alert', person: 'mayor-1', inForce } as const;
    const event = eventOf({ kind: 'closed', level: 'normal', exercise: true, reason, station: null, stageM: null });
    expect(isTexted(event)).toBe(true);
    expect(told(null, { event, language }).split('\n')[0]).toBe(toGsm(first));
    const writing = writingFor(event, { kind: 'resident', language }, coursan, contextOf());
    for (const text of [residentTextOf(writing, 'Stop'), notificationTextOf(writing)])
      expect(text).toContain(toGsm(step));
    const spoken = spokenMessageOf(writingFor(event, { kind: 'contact', language }, coursan, contextOf()));
    expect(spoken).toMatch(language === 'fr' ? /^Vraie alerte Coursan/ : /^Real alert Coursan/);
  },
);
