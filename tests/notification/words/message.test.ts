import { describe, expect, test } from 'vitest';
import { type AlertEvent, alertEventKinds } from '../../../src/alert/alert.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { toGsm } from '../../../src/notification/phone/gsm-text.ts';
import { textMessageOf } from '../../../src/notification/phone/text-message.ts';
import { basisOf, groundsOf } from '../../../src/notification/words/basis.ts';
import { confirmationMessage } from '../../../src/notification/words/letters.ts';
import { messageFor } from '../../../src/notification/words/message.ts';
import { type Reader, writingFor } from '../../../src/notification/words/writing.ts';
import { decide } from '../../../src/policy/decide.ts';
import { raisedLevels } from '../../../src/territory/alert-level.ts';
import { languages } from '../../../src/territory/commune.ts';
import { assessmentOf, policyOf } from '../../support/decisions.ts';
import { AT, contextOf, coursan, eventOf, reasons } from '../../support/notices.ts';
import { aude, spellOf } from '../../support/official.ts';

/** Nothing has been judged since. */
const unjudged = { last: () => undefined };
const staff = { kind: 'contact', language: 'fr', answer: null } as const;
const duty = { kind: 'contact', language: 'en', answer: null } as const;
const residentOf = (language: 'fr' | 'en') =>
  ({
    kind: 'resident',
    language,
    leaveUrl: `https://amont.example.org/${language}/subscriptions/leave/s1.sig`,
  }) as const;

/** What the mayor's release looks like: it says neither how sure nor when. */
const release = eventOf({
  kind: 'released',
  audience: 'public',
  at: AT + 10 * MINUTE_MS,
  reason: { because: 'person', person: 'mayor-1' },
  station: null,
  probability: null,
  leadTimeH: null,
  passage: null,
  stageM: null,
});
const closed = eventOf({
  kind: 'closed',
  level: 'normal',
  from: 'act',
  audience: 'public',
  reason: {
    because: 'chance-low',
    probability: 0.02,
    raiseAt: 0.5,
    lowerAt: 0.3,
    markM: 3,
    leadTimeH: 6,
    passage: null,
  },
});

describe('what the State says', () => {
  const official = [{ ...aude, spell: spellOf(AT - 50 * MINUTE_MS, { lastSeenAt: AT }), isCurrent: true }];
  const unseen = [{ ...aude, spell: spellOf(AT - 50 * MINUTE_MS, { level: 'green' }), isCurrent: false }];
  const textOf = (reader: Reader, change: Parameters<typeof contextOf>[0], event = eventOf()) =>
    messageFor(event, reader, coursan, contextOf(change)).text;

  test('stands beside our level in what contacts read, when it rises and when it falls', () => {
    expect(textOf(staff, { official })).toContain('\nVigicrues : orange depuis mercredi 12 h 15\n');
    expect(textOf(duty, { official })).toContain('\nVigicrues: orange, since Wednesday 12:15\n');
    const lowered = eventOf({ kind: 'lowered', level: 'prepare', from: 'act' });
    expect(textOf(staff, { official }, lowered)).toContain('\nVigicrues : orange depuis mercredi 12 h 15\n');
    expect(textOf(staff, { official: unseen })).toContain('\nVigicrues : pas vu depuis mercredi 12 h 15\n');
  });

  test('stands where we do not see for ourselves too', () => {
    for (const kind of ['sight-lost', 'still-not-seen', 'suspect-passage'] as const) {
      expect(textOf(staff, { official }, eventOf({ kind }))).toContain(
        '\nVigicrues : orange depuis mercredi 12 h 15\n',
      );
      expect(textOf(residentOf('fr'), { official }, eventOf({ kind }))).not.toContain('Vigicrues');
    }
  });

  test('says of which place, where there are two', () => {
    const both = [...official, { ...unseen[0]!, place: 'AU5', spell: null }];
    expect(textOf(staff, { official: both })).toContain(
      '\nVigicrues, tronçon Aude aval : orange depuis mercredi 12 h 15\nVigicrues, tronçon AU5 : pas encore vu\n',
    );
    expect(textOf(duty, { official: both })).toContain('\nVigicrues, river section AU5: not seen yet\n');
  });

  test('is no part of what residents are told by the town, nor of who takes care of it', () => {
    expect(textOf(residentOf('fr'), { official }, release)).not.toContain('Vigicrues');
    const answered = eventOf({ kind: 'acknowledged', reason: { because: 'person', person: 'mayor-1' } });
    expect(textOf(staff, { official }, answered)).not.toContain('Vigicrues');
  });
});

test('how likely the higher marks are is told to contacts, not to residents, and not what hardly is', () => {
  const chancesAbove = () => [
    { level: 'act', markM: 4.2, leadTimeH: 6, probability: 0.88 } as const,
    { level: 'danger', markM: 5.5, leadTimeH: 6, probability: 0.09 } as const,
  ];
  const observed = { because: 'observed-passage', stageM: 3.2, observedAt: AT, markM: 3.1 } as const;
  const first = eventOf({ level: 'prepare', from: 'normal', reason: observed, probability: null, passage: null });
  const textTo = (reader: Parameters<typeof messageFor>[1]) =>
    messageFor(first, reader, coursan, contextOf({ chancesAbove })).text;
  expect(textTo(staff)).toContain('au-dessus du repère\nPlus haut : Agir (4,20 m), 88 % dans les 6 h\nPourquoi : ');
  expect(textTo(duty)).toContain('\nHigher: Act now (4.20 m), 88% within 6 h\n');
  expect(textTo(staff)).not.toContain('Danger');
  const oneInTen = () => [{ level: 'danger', markM: 5.5, leadTimeH: 6, probability: 0.1 } as const];
  expect(messageFor(first, staff, coursan, contextOf({ chancesAbove: oneInTen })).text).toContain(
    '\nPlus haut : Danger pour la vie (5,50 m), 10 % dans les 6 h\n',
  );
  expect(textTo(residentOf('fr'))).not.toContain('Plus haut');
  const caveatsOf = () => ({ degraded: [], outsideExperience: true, learning: false });
  expect(messageFor(first, staff, coursan, contextOf({ chancesAbove, caveatsOf })).text).toContain('\nÀ savoir : ');
});

describe('a raise, in full', () => {
  test('to the mayor in French', () => {
    const { subject, text } = messageFor(eventOf(), staff, coursan, contextOf());
    expect(subject).toBe('ALERTE Coursan : Agir, 72 %, mercredi entre 14 h 30 et 16 h 00');
    expect(text).toBe(`ALERTE – Coursan passe au niveau « Agir » (station Coursan pont).
Niveau : ▲ Agir. Une crue est attendue ou en cours : agissez maintenant.
Certitude : 72 % dans les 6 h
Quand : mercredi entre 14 h 30 et 16 h 00, si l'eau atteint le repère
Pourquoi : Risque que l'eau atteigne 4,20 m dans les 6 h : 72 %. L'alerte monte à partir de 50 %.
Mesure : 3,10 m à 12 h 55, station Coursan pont

Que faire maintenant :
1. Personnel act, un
2. Personnel act, deux

Habitants : pas encore prévenus. La mairie décide, sur la page ci-dessous. Sans décision, ils seront prévenus quand même mercredi 22 janvier, 13 h 20 (heure de Paris), selon la règle signée par Anne Roux.

Voir et suivre : https://amont.example.org/fr/mayor/coursan
Écrit mercredi 22 janvier, 13 h 05 (heure de Paris) par Amont Aude.
`);
  });

  test('to the duty officer in English', () => {
    const { subject, text } = messageFor(eventOf(), duty, coursan, contextOf());
    expect(subject).toBe('ALERT Coursan: Act now, 72%, Wednesday between 14:30 and 16:00');
    expect(text).toBe(`ALERT – Coursan goes to “Act now” (gauge Coursan pont).
Level: ▲ Act now. Flooding is expected or under way: act now.
How sure: 72% within 6 h
When: Wednesday between 14:30 and 16:00, if the water reaches the mark
Why: Chance that the water reaches 4.20 m within 6 h: 72%. The alert rises from 50%.
Measured: 3.10 m at 12:55, gauge Coursan pont

What to do now:
1. Staff act, one
2. Staff act, two

Residents: not told yet. The mayor decides, on the page below. Without a decision they are told on Wednesday 22 January, 13:20 (Paris time) all the same, under the rule signed by Anne Roux.

See and follow: https://amont.example.org/en/mayor/coursan
Written on Wednesday 22 January, 13:05 (Paris time) by Amont Aude.
`);
  });

  test('to whoever is asked says how to answer, and until when', () => {
    const reply = { code: '4721', number: '+33600000000' };
    const answer = { url: 'https://amont.example.org/fr/acknowledge/x', until: AT + 24 * 60 * MINUTE_MS, reply };
    expect(messageFor(eventOf(), { ...staff, answer }, coursan, contextOf()).text).toContain(`

J'ai vu, je m'en occupe : https://amont.example.org/fr/acknowledge/x
Ouvrez ce lien et appuyez sur le bouton : les relances s'arrêtent, les autres voient votre nom. Sans mot de passe, jusqu'au jeudi 23 janvier, 13 h 05 (heure de Paris).
Ou par SMS depuis votre téléphone : OUI 4721 au +33600000000.

Que faire maintenant :`);
    expect(
      messageFor(eventOf(), { ...duty, answer: { ...answer, reply: null } }, coursan, contextOf()).text,
    ).toContain(`

I have seen it and am dealing with it: https://amont.example.org/fr/acknowledge/x
Open this link and press the button: the reminders stop and the others see your name. No password needed, until Thursday 23 January, 13:05 (Paris time).

What to do now:`);
  });

  test.each([
    [
      'fr',
      'ALERTE Coursan : Agir, mesuré',
      `Certitude : c'est mesuré, l'eau est au-dessus du repère
Pourquoi : L'eau a été mesurée à 4,35 m à 13 h 05 : elle a atteint le repère de 4,20 m.

Que faire maintenant :`,
    ],
    [
      'en',
      'ALERT Coursan: Act now, measured',
      `How sure: it is measured, the water is above the mark
Why: The water was measured at 4.35 m at 13:05: it has reached the mark of 4.20 m.

What to do now:`,
    ],
  ] as const)('by the water itself says in %s that it is measured, and no chance', (language, first, facts) => {
    const reason = { because: 'observed-passage', stageM: 4.35, observedAt: AT, markM: 4.2 } as const;
    const measured = eventOf({ reason, passage: null, stageM: 4.35 });
    const { subject, text } = messageFor(measured, { ...staff, language }, coursan, contextOf());
    expect(subject).toBe(first);
    expect(text).toContain(facts);
    expect(text).not.toContain('72');
  });

  const limited = { degraded: ['upper', 'bridge'], outsideExperience: true, learning: true };

  test('says to staff what limits the forecast behind its chance, in their language', () => {
    const context = contextOf({ caveatsOf: () => limited });
    const line = (text: string, label: string) => text.split('\n').find((each) => each.startsWith(label));
    expect(line(messageFor(eventOf(), staff, coursan, context).text, 'À savoir')).toBe(
      "À savoir : prévision faite sans upper, Coursan pont. Situation que la prévision ne connaît pas encore ici : elle est moins sûre. Peu de crues ont encore été mesurées ici : la prévision s'appuie surtout sur d'autres rivières.",
    );
    expect(line(messageFor(eventOf(), duty, coursan, context).text, 'Note')).toBe(
      'Note: forecast made without upper, Coursan pont. The forecast does not know a situation like this here yet: it is less certain. Few floods have been measured here yet: the forecast leans mainly on other rivers.',
    );
  });

  test('says so too where it is one gauge alone that is missing', () => {
    const context = contextOf({
      caveatsOf: () => ({ degraded: ['upper'], outsideExperience: false, learning: false }),
    });
    expect(messageFor(eventOf(), staff, coursan, context).text).toContain('\nÀ savoir : prévision faite sans upper.\n');
  });

  test('says to staff, also of water that was measured, that it may stand higher where the zero of its gauge is in doubt', () => {
    const zeroShiftOf = () => ({ at: AT - HOUR_MS, fellM: 0.47, inMin: 10, stays: true });
    const measured = eventOf({ reason: { because: 'observed-passage', stageM: 4.35, observedAt: AT, markM: 4.2 } });
    for (const event of [eventOf(), measured]) {
      expect(messageFor(event, staff, coursan, contextOf({ zeroShiftOf })).text).toContain(
        "\nÀ savoir : Le niveau a baissé de 0,47 m d'un coup à 12 h 05 : si le zéro de la sonde a changé, l'eau est plus haute d'autant.\n",
      );
      expect(messageFor(event, duty, coursan, contextOf({ zeroShiftOf })).text).toContain(
        "\nNote: The level fell by 0.47 m at once at 12:05: if the sensor's zero has changed, the water stands higher by as much.\n",
      );
    }
    const told = contextOf({ zeroShiftOf, basis: eventOf() });
    expect(messageFor(release, residentOf('fr'), coursan, told).text).not.toContain('zéro');
  });

  test('says to staff how bad it is by floods that people remember, and never to residents', () => {
    const floodsAt = (station: string) =>
      station === 'bridge' ? [{ name: null, date: '1999-11-12', stageM: 4.9 } as const] : [];
    const highest = { p50M: 4.5, p75M: 4.7 };
    const context = contextOf({ floodsAt, caveatsOf: () => ({ ...limited, highest }), basis: eventOf() });
    expect(messageFor(eventOf(), staff, coursan, context).text).toContain(
      '\nCrues connues : au plus haut, autour de 4,50 m, ce serait environ 0,40 m sous la crue du 12 novembre 1999 (4,90 m).\n',
    );
    expect(messageFor(eventOf(), duty, coursan, contextOf({ floodsAt })).text).toContain(
      '\nKnown floods: 1.80 m below the flood of 12 November 1999 (4.90 m).\n',
    );
    expect(messageFor(eventOf({ stageM: 2.9 }), staff, coursan, contextOf({ floodsAt })).text).not.toContain('Crues');
    expect(messageFor(release, residentOf('fr'), coursan, context).text).not.toContain('1999');
  });

  test('says to whom it was given to check a reading, and who hears of the alert for the first time, why they get it', () => {
    const answered = eventOf({ kind: 'acknowledged', reason: { because: 'person', person: 'deputy-1' } });
    const asked = contextOf({ askedToCheckAt: AT - HOUR_MS });
    expect(messageFor(answered, staff, coursan, asked).text).toContain(
      '\nPourquoi vous : une mesure à vérifier vous a été signalée mercredi à 12 h 05',
    );
    expect(messageFor(answered, staff, coursan, contextOf()).text).not.toContain('Pourquoi vous');
  });

  test('says nothing of it where nothing limits it, where no chance is told, where the water itself was measured, or to residents', () => {
    const fine = contextOf({ caveatsOf: () => ({ degraded: [], outsideExperience: false, learning: false }) });
    expect(messageFor(eventOf(), staff, coursan, fine).text).not.toContain('À savoir');
    const context = contextOf({ caveatsOf: () => limited, basis: eventOf() });
    expect(messageFor(eventOf({ probability: null }), staff, coursan, context).text).not.toContain('À savoir');
    const measured = eventOf({ reason: { because: 'observed-passage', stageM: 4.35, observedAt: AT, markM: 4.2 } });
    expect(messageFor(measured, staff, coursan, context).text).not.toContain('À savoir');
    expect(messageFor(release, residentOf('fr'), coursan, context).text).not.toContain('À savoir');
  });

  test('to a resident of a demonstration, after the mayor released it', () => {
    const context = contextOf({ issuer: { ...contextOf().issuer, kind: 'demonstration' }, basis: eventOf() });
    const { subject, text } = messageFor(release, residentOf('fr'), coursan, context);
    expect(subject).toBe('DÉMONSTRATION – ALERTE INONDATION Coursan : Agir, 72 %, mercredi entre 14 h 30 et 16 h 00');
    expect(text).toBe(`DÉMONSTRATION. Ceci n'est pas une vraie alerte.

ALERTE INONDATION – Coursan passe au niveau « Agir » (station Coursan pont).
Niveau : ▲ Agir. Une crue est attendue ou en cours : agissez maintenant.
Certitude : 72 % dans les 6 h (prévision faite à 13 h 05)
Quand : mercredi entre 14 h 30 et 16 h 00, si l'eau atteint le repère
Pourquoi : Risque que l'eau atteigne 4,20 m dans les 6 h : 72 %.
Mesure : 3,10 m à 12 h 55, station Coursan pont

Que faire maintenant :
1. Habitants act, un

Décidé par Anne Roux. Ce niveau est celui de la commune (Coursan), pas de l'État. Suivez toujours les consignes des secours et des autorités.

Voir et suivre : https://amont.example.org/fr/communes/coursan
Écrit mercredi 22 janvier, 13 h 15 (heure de Paris) par Amont Aude.

Ne plus recevoir ces messages : https://amont.example.org/fr/subscriptions/leave/s1.sig
`);
  });
});

describe('the end', () => {
  test('begins with another word than the alarm, and is short', () => {
    const french = messageFor(closed, residentOf('fr'), coursan, contextOf({ telling: null }));
    expect(french.subject).toBe("FIN D'ALERTE INONDATION Coursan");
    expect(french.text).toBe(`FIN D'ALERTE INONDATION – Coursan : l'alerte est terminée.
Pourquoi : Risque que l'eau atteigne 3,00 m dans les 6 h : 2 %.

Que faire maintenant :
1. Restez sur vos gardes près de l'eau : berges et ponts peuvent être abîmés.
2. Si vous avez quitté votre logement, ne rentrez que lorsque la mairie le dit.
3. Là où l'eau est entrée, faites vérifier le gaz et l'électricité avant de les rallumer.

Suivez toujours les consignes des secours et des autorités.

Voir et suivre : https://amont.example.org/fr/communes/coursan
Écrit mercredi 22 janvier, 13 h 05 (heure de Paris) par Amont Aude.

Ne plus recevoir ces messages : https://amont.example.org/fr/subscriptions/leave/s1.sig
`);
    const english = messageFor(closed, residentOf('en'), coursan, contextOf({ telling: null }));
    expect(english.subject).toBe('END OF FLOOD ALERT Coursan');
    expect(english.text).toMatch(/^END OF FLOOD ALERT – Coursan: the alert is over\./);
    expect(english.text).not.toContain('This level');
  });

  const cutShort = (told: 'normal' | 'act') => {
    const inForce = { level: 'danger', told } as const;
    const reason = { because: 'exercise-over', why: 'real-alert', person: 'mayor-1', inForce } as const;
    return eventOf({ kind: 'closed', level: 'normal', exercise: true, reason });
  };

  test.each([
    [
      'fr',
      'EXERCICE',
      "VRAIE ALERTE Coursan : Danger pour la vie, l'exercice est arrêté",
      'Niveau : ◆ Danger pour la vie.',
    ],
    ['en', 'EXERCISE', 'REAL ALERT Coursan: Danger to life, the exercise is stopped', 'Level: ◆ Danger to life.'],
  ] as const)(
    'of an exercise that a real alert ends begins in %s with what is real, and its level',
    (language, word, subject, level) => {
      const reader = { ...staff, language };
      const written = messageFor(cutShort('normal'), reader, coursan, contextOf({ telling: null }));
      expect(written.subject).toBe(subject);
      expect(written.text).toMatch(new RegExp(`^${subject.slice(0, subject.indexOf(' Coursan'))} – Coursan`));
      expect(written.text).toContain(level);
      // Nobody asks those who played: what the card asks at that level they read here.
      for (const step of coursan.actionCards.danger[language].staff) expect(written.text).toContain(step);
      const drill = contextOf({ telling: null, issuer: { ...contextOf().issuer, kind: 'exercise' } });
      expect(messageFor(cutShort('normal'), reader, coursan, drill).subject).toMatch(new RegExp(`^${word} – `));
      const over = { because: 'exercise-over', why: 'over', person: 'mayor-1' } as const;
      const asPlanned = eventOf({ kind: 'closed', level: 'normal', exercise: true, reason: over });
      expect(messageFor(asPlanned, reader, coursan, contextOf({ telling: null })).subject).toMatch(
        new RegExp(`^${word} – `),
      );
    },
  );

  test.each([
    [
      'fr',
      "VRAIE ALERTE INONDATION Coursan : l'exercice est arrêté",
      'Une vraie alerte est en cours de décision.',
      "1. Restez à l'écart de la rivière",
      'Danger pour la vie',
      'Agir, ',
    ],
    [
      'en',
      'REAL FLOOD ALERT Coursan: the exercise is stopped',
      'A real alert is being decided.',
      '1. Keep away from the river',
      'Danger to life',
      'Act now, ',
    ],
  ] as const)(
    'to residents in %s tells of the real alert that ends an exercise, and of no level that nobody has told them',
    (language, subject, decided, step, higher, told) => {
      const written = messageFor(cutShort('normal'), residentOf(language), coursan, contextOf({ telling: null }));
      expect(written.subject).toBe(subject);
      for (const each of [decided, step]) expect(written.text).toContain(each);
      expect(written.text).not.toContain(higher);
      const known = messageFor(cutShort('act'), residentOf(language), coursan, contextOf({ telling: null }));
      expect(known.subject).toContain(told);
      expect(known.text).not.toContain(higher);
      expect(known.text).toContain(`1. ${coursan.actionCards.act[language].residents[0]}`);
    },
  );

  test.each(['exercise', 'demonstration'] as const)(
    'of an exercise that an alert of an %s cuts short does not say that the alert is real, nor that real messages begin otherwise',
    (kind) => {
      const reason = { because: 'exercise-over', why: 'simulated-alert', person: 'mayor-1' } as const;
      const event = eventOf({ kind: 'closed', level: 'normal', exercise: true, reason });
      const drill = contextOf({ telling: null, issuer: { ...contextOf().issuer, kind } });
      for (const language of ['fr', 'en'] as const) {
        for (const reader of [{ ...staff, language }, residentOf(language)] satisfies Reader[]) {
          const { text } = messageFor(event, reader, coursan, drill);
          expect(text.split('\n')[0]).toMatch(
            /^(EXERCICE\. Ceci n'est pas une vraie alerte|EXERCISE\. This is not a real alert)/,
          );
          expect(text.split('\n').slice(1).join('\n')).not.toMatch(/real alert is|vraie alerte est|begin|commenc/);
        }
      }
    },
  );

  test('is no all-clear where the river is not measured', () => {
    const byHand = { ...closed, level: 'unknown', reason: { because: 'person', person: 'mayor-1' } } as const;
    const french = messageFor(byHand, residentOf('fr'), coursan, contextOf({ telling: null }));
    expect(french.subject).toBe("FIN D'ALERTE INONDATION SANS MESURE Coursan");
    expect(french.text).toContain("on ne sait pas si l'eau est encore haute");
    const english = messageFor(byHand, residentOf('en'), coursan, contextOf({ telling: null }));
    expect(`${english.subject}${english.text}`).not.toMatch(/all clear|over\b/i);
  });
});

describe('who decides', () => {
  const line = (change: Parameters<typeof contextOf>[0]) =>
    messageFor(eventOf(), duty, coursan, contextOf(change)).text.match(/Residents: .*/)?.[0];

  test.each([
    [
      { told: 'normal', pending: { level: 'act', since: AT, dueAt: null, signed: null }, heldBack: null },
      'not told. The mayor decides, on the page below. Without a decision they are told nothing.',
    ],
    [
      { told: 'prepare', pending: { level: 'act', since: AT, dueAt: null, signed: null }, heldBack: null },
      'told of the level “Be prepared”, not of this one. The mayor decides, on the page below. Without a decision they are told nothing.',
    ],
    [{ told: 'act', pending: null, heldBack: null }, 'already told of this level'],
    [{ told: 'danger', pending: null, heldBack: null }, 'already told of this level'],
    [{ told: 'prepare', pending: null, heldBack: 'act' }, 'not told of this level. The mayor has decided so'],
    // Signed, and yet at no time: it is told by a person alone. And at a time that nobody signed.
    [
      {
        told: 'normal',
        pending: { level: 'act', since: AT, dueAt: null, signed: { by: 'x', version: 1 } },
        heldBack: null,
      },
      'Without a decision they are told nothing.',
    ],
    [
      { told: 'normal', pending: { level: 'act', since: AT, dueAt: AT, signed: null }, heldBack: null },
      'Without a decision they are told nothing.',
    ],
  ] as const)('%j: %s', (telling, words) => {
    expect(line({ telling })).toContain(words);
  });

  test('after a message that was a mistake: that it no longer holds, and that they can still be told', () => {
    const reason = { because: 'told-by-mistake', person: 'mayor-1', released: 'act', told: 'normal' } as const;
    const corrected = eventOf({ kind: 'corrected', reason });
    const telling = { told: 'normal', pending: null, heldBack: 'act' } as const;
    expect(messageFor(corrected, duty, coursan, contextOf({ telling })).text).toContain(
      'Residents: told that the message no longer holds. The mayor can still tell them of this level.',
    );
  });

  test('nothing is said where no alert is in force, where nothing waits, or of a gauge that is lost amid it', () => {
    expect(line({ telling: null })).toBeUndefined();
    expect(line({ telling: { told: 'normal', pending: null, heldBack: null } })).toBeUndefined();
    const lost = eventOf({ kind: 'sight-lost', reason: { because: 'not-seen', since: AT } });
    expect(messageFor(lost, duty, coursan, contextOf()).text).not.toContain('Residents:');
  });

  test.each(['acknowledged', 'handed-back'] as const)(
    'whoever takes care of it, or is to, once it was %s, is told that residents do not know',
    (kind) => {
      const event = eventOf({ kind, reason: { because: 'person', person: 'deputy-1' } });
      const { text } = messageFor(event, staff, coursan, contextOf());
      expect(text).toContain('Habitants : pas encore prévenus. La mairie décide, sur la page ci-dessous.');
    },
  );
});

test('a lowering says where the water stands, and of which mark its chance is', () => {
  const fall = eventOf({ kind: 'lowered', level: 'prepare', from: 'act', reason: closed.reason });
  const { subject, text } = messageFor(fall, staff, coursan, contextOf());
  expect(subject).toBe('BAISSE Coursan : Se préparer');
  expect(text).toContain("Pourquoi : Risque que l'eau atteigne 3,00 m dans les 6 h : 2 %.");
  expect(text).toContain('Mesure : 3,10 m à 12 h 55, station Coursan pont');
  expect(text).not.toContain('Certitude');
});

test('an aggravation says all that a raise does, with the card of the higher level, also after a fall', () => {
  const higher = eventOf({ kind: 'escalated', level: 'danger', from: 'act' });
  const context = contextOf({ cameDown: { staff: true, public: true } });
  const { subject, text } = messageFor(higher, staff, coursan, context);
  expect(subject).toBe('AGGRAVATION Coursan : Danger pour la vie, 72 %, mercredi entre 14 h 30 et 16 h 00');
  expect(text).toMatch(/\nCertitude : 72 % dans les 6 h\nQuand : /);
  expect(text).toContain('1. Personnel danger, un\n2. Personnel danger, deux\n');
  expect(messageFor(higher, residentOf('fr'), coursan, context).text).toContain('1. Habitants danger, un\n');
});

test('to whoever was asked a release is no new alarm: who decided it', () => {
  const { subject, text } = messageFor(release, staff, coursan, contextOf({ basis: eventOf() }));
  expect(subject).toBe('HABITANTS PRÉVENUS Coursan : Agir');
  expect(text).toContain('Pourquoi : Décidé par Anne Roux.');
  expect(text).not.toMatch(/Certitude|Personnel act/);
});

test.each(['sight-lost', 'still-not-seen', 'sight-regained', 'suspect-passage', 'zero-shift', 'suppressed'] as const)(
  'what is said of a gauge (%s) names it in the subject, and no level that it did not change',
  (kind) => {
    const subjectOf = (station: string | null) =>
      messageFor(eventOf({ kind, station }), staff, coursan, contextOf()).subject;
    expect(subjectOf('bridge')).toMatch(/^[^a-z]+ Coursan : Coursan pont$/);
    expect(subjectOf(null)).toMatch(/^[^a-z]+ Coursan$/);
  },
);

test.each([
  [
    staff,
    [
      'ZÉRO À VÉRIFIER Coursan : Coursan pont',
      "Coursan : le niveau a baissé de 0,60 m d'un coup à 12 h 35 et y reste (station Coursan pont), l'alerte « Agir » reste en vigueur.",
      "Pourquoi : Le zéro de la sonde a peut-être changé à 12 h 35 : une alerte ne redescend pas d'après elle avant qu'une personne ait lu l'échelle, au plus tard jusqu'à 0 h 35.",
      "1. Faites comparer la sonde avec l'échelle, si c'est sans danger, et saisissez le niveau lu sur la page ci-dessous.",
    ],
  ],
  [
    duty,
    [
      'CHECK THE ZERO Coursan: Coursan pont',
      'Coursan: the level fell by 0.60 m at once at 12:35 and stays there (gauge Coursan pont); the alert “Act now” stays in force.',
      "Why: The sensor's zero may have changed at 12:35: no alert comes down by what it shows before somebody has read the painted gauge, until 00:35 at the latest.",
      '1. Have somebody hold the sensor against the painted gauge, where that is safe, and enter the level on the page below.',
    ],
  ],
] as const)(
  'of a zero that may have changed: by how much, when, what it holds, and what to do (%j)',
  (reader, lines) => {
    const reason = { because: 'zero-shift', at: AT - 30 * MINUTE_MS, fellM: 0.6, inMin: 10, stays: true } as const;
    const { subject, text } = messageFor(eventOf({ kind: 'zero-shift', reason }), reader, coursan, contextOf());
    const said = `${subject}\n${text}`.replaceAll(/[\u00a0\u202f]/g, ' ');
    for (const line of lines) expect(said).toContain(line);
  },
);

test.each([{ stageM: null }, { station: null }])(
  'without a stage of a gauge (%j) none is told as measured',
  (change) => {
    expect(messageFor(eventOf(change), staff, coursan, contextOf()).text).not.toMatch(/Mesure :|null/);
  },
);

test('an event written before the time of its stage was kept is told without it', () => {
  const { observedAt: _unknown, ...old } = eventOf();
  expect(messageFor(old, staff, coursan, contextOf()).text).toContain('Mesure : 3,10 m à la station Coursan pont\n');
  expect(messageFor(old, duty, coursan, contextOf()).text).toContain('Measured: 3.10 m at gauge Coursan pont\n');
});

test.each(['prepare', 'act'] as const)('a lowering to %s calls nobody back to the water', (level) => {
  const fall = eventOf({ kind: 'lowered', level, from: 'danger', reason: closed.reason, audience: 'public' });
  const { residents, staff: mayors } = coursan.actionCards[level].fr;
  const resident = messageFor(fall, residentOf('fr'), coursan, contextOf()).text;
  expect(resident).toContain('Le danger est moindre');
  expect(resident).toContain('1. Si vous êtes en sécurité, restez où vous êtes');
  const mayor = messageFor(fall, staff, coursan, contextOf()).text;
  expect(mayor).toContain('1. Gardez les mesures prises');
  for (const step of [...residents, ...mayors]) expect(`${resident}${mayor}`).not.toContain(step);
});

test('a release rests on the event that raised to its level, never on one that lowered to it', () => {
  const first = eventOf({ id: 'coursan:1', at: AT });
  const higher = eventOf({ id: 'coursan:2', at: AT + 1, kind: 'escalated', level: 'danger' });
  const fall = eventOf({ id: 'coursan:3', at: AT + 2, kind: 'lowered', level: 'act' });
  const other = eventOf({ id: 'coursan:4', at: AT + 3, alert: 'another' });
  expect(basisOf(release, [first, higher, fall, other], unjudged)).toBe(first);
  expect(basisOf(release, [fall, other], unjudged)).toBeNull();
  const { text } = messageFor(release, residentOf('en'), coursan, contextOf({ basis: null }));
  expect(text).toContain('Why: Decided by Anne Roux.');
  expect(text).not.toContain('How sure');
});

describe.each(languages)('every message in %s', (language) => {
  const answer = {
    url: 'https://amont.example.org/acknowledge/x',
    until: AT,
    reply: { code: '4721', number: '+33600000000' },
  };
  const readers: Reader[] = [{ kind: 'contact', language, answer }, residentOf(language)];
  const all = alertEventKinds.flatMap((kind) =>
    [...raisedLevels, 'normal' as const, 'unknown' as const].flatMap((level) =>
      reasons.flatMap((reason): AlertEvent[] => [
        eventOf({ kind, level, reason }),
        { ...release, kind, level, reason },
      ]),
    ),
  );

  test('is whole, short in its subject, and opens with its heading', () => {
    for (const event of all) {
      for (const reader of readers) {
        const { subject, text } = messageFor(event, reader, coursan, contextOf({ basis: eventOf() }));
        expect(`${subject}\n${text}`).not.toMatch(/undefined|NaN|null|[{}$]/);
        expect(subject.length).toBeLessThanOrEqual(110);
        expect(subject).toMatch(/^[\p{Lu}' ]{5,} /u);
        expect(text.startsWith(subject.slice(0, subject.indexOf('Coursan') - 1))).toBe(true);
      }
    }
  });

  test.each(['demonstration', 'exercise'] as const)('of a %s says so first, the confirmation included', (kind) => {
    const issuer = { ...contextOf().issuer, kind };
    const first =
      language === 'fr' ? { demonstration: 'DÉMONSTRATION', exercise: 'EXERCICE' }[kind] : kind.toUpperCase();
    const messages = all.flatMap((event) =>
      readers.map((reader) => messageFor(event, reader, coursan, contextOf({ issuer }))),
    );
    for (const { subject, text } of [
      ...messages,
      confirmationMessage(language, coursan, { token: 'token', replyNumber: null }, issuer),
    ]) {
      expect(subject.startsWith(`${first} – `)).toBe(true);
      expect(text.startsWith(`${first}. `)).toBe(true);
    }
  });

  test('to a resident ends with the way out, and shows no page of the mayor', () => {
    for (const event of all) {
      const { text } = messageFor(event, residentOf(language), coursan, contextOf());
      expect(text.trimEnd().endsWith(residentOf(language).leaveUrl)).toBe(true);
      expect(text).not.toMatch(/\/mayor\/|Personnel|Staff/);
    }
  });
});

describe('an alert that somebody takes care of, and of which nobody has decided whether residents are told', () => {
  const reason = { because: 'no-decision', since: AT } as const;
  const later = AT + 60 * MINUTE_MS;
  const event = eventOf({ id: 'coursan:9', kind: 'undecided', at: later, reason, probability: null, passage: null });
  const pending = { level: 'act', since: AT, dueAt: null, signed: null } as const;
  const context = contextOf({
    basis: basisOf(event, [eventOf(), event], unjudged),
    telling: { told: 'normal', pending, heldBack: null },
  });

  test.each([
    [
      'fr',
      /^DÉCISION ATTENDUE Coursan : Agir/,
      "Pourquoi vous : Personne n'a décidé depuis mercredi à 13 h 05 si les habitants sont prévenus de ce niveau : ils ne le sont pas.",
      'Habitants : pas prévenus. La mairie décide, sur la page ci-dessous.',
    ],
    [
      'en',
      /^DECISION WANTED Coursan: Act now/,
      'Why you: Nobody has decided since Wednesday 13:05 whether residents are told of this level: they are not.',
      'Residents: not told. The mayor decides, on the page below.',
    ],
  ] as const)('says so first of all, with how it stands now (%s)', (language, first, why, residents) => {
    const reader = { ...duty, language, answer: null };
    const { subject, text } = messageFor(event, reader, coursan, context);
    expect(subject).toMatch(first);
    expect(text).toContain(why);
    expect(text).toContain(residents);
    const texted = textMessageOf(writingFor(event, reader, coursan, context), null).split('\n');
    expect(texted[1]).toBe(toGsm(why.slice(why.indexOf(':') + 2)));
  });
});

describe('an alert passed on to who comes next', () => {
  const reason = { because: 'no-answer', since: AT, asked: ['mayor-1'], told: ['deputy-1'], again: false } as const;
  const passedOn = (minutes: number) =>
    eventOf({
      id: 'coursan:9',
      kind: 'passed-on',
      at: AT + minutes * MINUTE_MS,
      reason,
      probability: null,
      passage: null,
    });
  const written = (minutes: number) => {
    const event = passedOn(minutes);
    const basis = basisOf(event, [eventOf(), event], unjudged);
    return messageFor(event, { ...duty, answer: null }, coursan, contextOf({ basis }));
  };

  test.each([
    ['fr', ['mayor-1'], ': Anne Roux est injoignable : message non remis.'],
    ['en', ['mayor-1'], ': Anne Roux cannot be reached: message not delivered.'],
    [
      'fr',
      ['deputy-1'],
      ": Anne Roux n'a pas répondu ; demandé mercredi à 13 h 05. Paul Petit est injoignable : message non remis.",
    ],
    ['fr', ['mayor-1', 'deputy-1'], ': Anne Roux et Paul Petit sont injoignables : message non remis.'],
  ] as const)(
    'says in %s of whom nothing can be heard that no message reaches them: %s',
    (language, unreached, why) => {
      const asked = ['mayor-1', ...unreached.filter((id) => id !== 'mayor-1')];
      const event = { ...passedOn(10), reason: { ...reason, asked, unreached, told: ['duty-1'] } };
      const { text } = messageFor(event, { ...duty, language, answer: null }, coursan, contextOf());
      expect(text).toContain(why);
    },
  );

  test.each([
    ['fr', ": Personne n'a répondu ; demandé mercredi à 13 h 05."],
    ['en', ': Nobody has answered since Wednesday 13:05.'],
  ] as const)(
    'says that nobody has answered where those who were asked are no longer contacts (%s)',
    (language, why) => {
      const event = { ...passedOn(10), reason: { ...reason, asked: [] } };
      const { text } = messageFor(event, { ...duty, language, answer: null }, coursan, contextOf());
      expect(text).toContain(why);
    },
  );

  test('is the alert itself, with why it comes to this person', () => {
    const { subject, text } = written(10);
    expect(subject).toBe('ALERT NOT ANSWERED Coursan: Act now, 72%, Wednesday between 14:30 and 16:00');
    expect(text).toContain('Why you: Anne Roux has not answered since Wednesday 13:05.');
    expect(text).toContain('How sure: 72% within 6 h (forecast of 13:05)');
    expect(text).toContain('1. Staff act, one');
    expect(text).toContain('The mayor decides, on the page below.');
  });

  test('says that the level stands, not that it comes, and how low the water is that has fallen meanwhile', () => {
    const event = passedOn(10);
    const fallen = {
      last: (_: string, _station: string, _from: number, to: number) =>
        decide(policyOf(), assessmentOf(to, 0.9, [0, 0, 0])),
    };
    const grounds = groundsOf(event, [eventOf(), event], fallen);
    const read = (reader: typeof duty | typeof staff) =>
      messageFor(event, { ...reader, answer: null }, coursan, contextOf(grounds)).text;
    expect(read(duty)).toMatch(/^ALERT NOT ANSWERED – Coursan is at “Act now” \(gauge Coursan pont\)\.\n/);
    expect(read(duty)).toContain('Measured: 0.90 m at 13:15');
    expect(read(staff)).toMatch(/^ALERTE SANS RÉPONSE – Coursan est au niveau « Agir » \(station Coursan pont\)\.\n/);
    expect(read(staff)).toContain('Mesure : 0,90 m à 13 h 15');
  });

  test.each([
    ['holds the level', [0.9, 0.9, 0]],
    ['is not judged', null],
  ] as const)('says nothing of low water at one gauge where another %s', (_, elsewhere) => {
    const event = passedOn(10);
    const last = (_commune: string, station: string, _from: number, to: number) => {
      if (station === 'bridge') return decide(policyOf(), assessmentOf(to, 0.9, [0, 0, 0]));
      return elsewhere ? decide(policyOf({ station }), assessmentOf(to, 3.4, elsewhere, { station })) : undefined;
    };
    const grounds = groundsOf(event, [eventOf(), event], { last }, ['bridge', 'mill']);
    expect(grounds.seen).toBeNull();
    expect(messageFor(event, { ...duty, answer: null }, coursan, contextOf(grounds)).text).not.toContain('0.90 m');
  });

  test('tells the time of an older forecast as it tells all others', () => {
    const event = passedOn(10);
    const basis = basisOf(event, [eventOf(), event], unjudged);
    const { text } = messageFor(event, staff, coursan, contextOf({ basis }));
    expect(text).toContain('Certitude : 72 % dans les 6 h (prévision faite à 13 h 05)');
  });

  test('hours later says no chance and no window of then', () => {
    const { subject, text } = written(61);
    expect(subject).toBe('ALERT NOT ANSWERED Coursan: Act now');
    expect(text).not.toMatch(/72 %|14:30/);
    expect(text.match(/Anne Roux has not answered since Wednesday 13:05/g)).toHaveLength(1);
    expect(text).toContain('1. Staff act, one');
  });

  test('says how to answer: the link, until when, and the code where a phone is on file', () => {
    const answer = { url: 'https://amont.example.org/en/acknowledge/t', until: AT, reply: null };
    const { text } = messageFor(passedOn(5), { ...duty, answer }, coursan, contextOf({ basis: eventOf() }));
    expect(text).toContain('I have seen it and am dealing with it: https://amont.example.org/en/acknowledge/t');
    expect(text).toContain('No password needed, until Wednesday 22 January');
    expect(text).not.toContain('text message');
    const byPhone = { ...answer, reply: { code: '4721', number: '+33700000000' } };
    expect(messageFor(passedOn(5), { ...staff, answer: byPhone }, coursan, contextOf()).text).toContain(
      'Ou par SMS depuis votre téléphone : OUI 4721 au +33700000000.',
    );
  });
});

describe('what happens to an alert', () => {
  test('is said once: who has it in hand is not told again as a reason', () => {
    const event = eventOf({ kind: 'acknowledged', reason: { because: 'person', person: 'deputy-1' } });
    const { text } = messageFor(event, staff, coursan, contextOf());
    expect(text).toContain("PRISE EN CHARGE – Coursan : l'alerte « Agir » est prise en charge par Paul Petit.");
    expect(text).not.toContain('Décidé par');
  });

  test('a gauge that was never seen is not said to be measured no longer', () => {
    const told = (reader: typeof staff | typeof duty, since: number | null) => {
      const reason = { because: 'not-seen', since } as const;
      const event = eventOf({ kind: 'sight-lost', alert: null, level: 'unknown', reason });
      return messageFor(event, reader, coursan, contextOf()).text.split('\n')[0];
    };
    expect(told(staff, AT)).toContain("la rivière n'est plus mesurée (station Coursan pont).");
    expect(told(staff, null)).toContain("la rivière n'est pas encore mesurée (station Coursan pont).");
    expect(told(duty, AT)).toContain('the river is no longer measured (gauge Coursan pont).');
    expect(told(duty, null)).toContain('the river is not measured yet (gauge Coursan pont).');
  });

  test('a gauge that is lost is told with since when it is', () => {
    const lost = eventOf({ kind: 'sight-lost', reason: { because: 'not-seen', since: AT - HOUR_MS } });
    expect(messageFor(lost, staff, coursan, contextOf()).text).toContain(
      'Pourquoi : Aucune mesure depuis mercredi 22 janvier, 12 h 05 (heure de Paris).',
    );
  });

  test('a gauge that speaks for the first time is not said to be measured again', () => {
    const seen = { because: 'seen-again', stageM: 2.1, observedAt: AT } as const;
    const told = (reader: typeof staff | typeof duty, first: { first?: true }) => {
      const event = eventOf({ kind: 'sight-regained', alert: null, level: 'normal', reason: { ...seen, ...first } });
      return messageFor(event, reader, coursan, contextOf()).text.split('\n').slice(0, 2);
    };
    expect(told(staff, {})).toEqual([
      'MESURE REVENUE – Coursan : la rivière est de nouveau mesurée (station Coursan pont).',
      'Pourquoi : Nouvelle mesure : 2,10 m à 13 h 05.',
    ]);
    expect(told(staff, { first: true })).toEqual([
      'PREMIÈRE MESURE – Coursan : la rivière est maintenant mesurée (station Coursan pont).',
      'Pourquoi : Première mesure fiable : 2,10 m à 13 h 05.',
    ]);
    expect(told(duty, { first: true })).toEqual([
      'FIRST MEASURED – Coursan: the river is now measured (gauge Coursan pont).',
      'Why: First reliable reading: 2.10 m at 13:05.',
    ]);
  });
});

test.each([
  { because: 'not-seen', since: null },
  { because: 'suspect-only', since: null },
] as const)(
  'of a gauge that was never measured (%o) it is said that the first reading waits for a second',
  (reason) => {
    const event = eventOf({ kind: 'sight-lost', alert: null, level: 'unknown', reason });
    const { text } = messageFor(event, { ...staff, language: 'en' }, coursan, contextOf());
    expect(text).toContain('If the gauge is new, wait for its second reading');
    expect(text).not.toContain('. Have the sensor checked.');
  },
);
