import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AlertEvent, alertEventKinds } from '../../../src/alert/alert.ts';
import { isCalled, spokenMessageOf, spokenTestOf, toSpeech } from '../../../src/notification/phone/spoken-message.ts';
import { writingFor } from '../../../src/notification/words/writing.ts';
import { raisedLevels } from '../../../src/territory/alert-level.ts';
import type { Language } from '../../../src/territory/commune.ts';
import { AT, contextOf, coursan, eventOf } from '../../support/notices.ts';

test('a call wakes nobody but for a level that asks somebody to act, raised, asked again or given back, or for a decision where lives are in danger', () => {
  const levels = ['normal', ...raisedLevels, 'unknown'] as const;
  const called = alertEventKinds.flatMap((kind) =>
    levels.filter((level) => isCalled(eventOf({ kind, level }))).map((level) => `${kind} ${level}`),
  );
  const asks = ['raised', 'escalated', 'handed-back', 'passed-on'];
  expect(called.toSorted()).toEqual(
    [...asks.flatMap((kind) => [`${kind} act`, `${kind} danger`]), 'undecided danger'].toSorted(),
  );
});

describe('what a call says', () => {
  test.each([
    ['Démonstration – alerte Limoux : Agir, mesuré', 'Démonstration, alerte Limoux : Agir, mesuré.'],
    ['plus personne ne s’occupe de l’alerte « Agir ».', 'Plus personne ne s’occupe de l’alerte Agir.'],
    ['Prévenez le SDIS', 'Prévenez le SDIS.'],
    ['Coursan <3> & "co": {text} ⚠ 3,62 m', 'Coursan 3 co : text 3,62 m.'],
    ['Appelez le 112 !', 'Appelez le 112 !'],
    ['à 85 % entre 14 h 10 et 16 h', 'À 85 % entre 14 h 10 et 16 h.'],
    ['Saint-Pierre', 'Saint-Pierre.'],
    ['Fermez la vanne. Montez à l’étage', 'Fermez la vanne. Montez à l’étage.'],
    ['⚠ Danger', 'Danger.'],
    ['évacuez'.normalize('NFD'), 'Évacuez.'],
  ])('%s', (line, spoken) => {
    expect(toSpeech(line)).toBe(spoken);
  });

  const heard = (event: AlertEvent, language: Language, context = contextOf()) =>
    spokenMessageOf(writingFor(event, { kind: 'contact', language }, coursan, context)).split(
      / (?:Je répète|I repeat)\. /,
    )[0];

  test('a call says what it is, who calls, of what the percentage is, what to do first and how to answer', () => {
    expect(heard(eventOf(), 'fr')).toBe(
      "Alerte Coursan : Agir, 72 %, mercredi entre 14 heures 30 et 16 heures. Ceci est un appel automatique du service d'alerte de crue. Mesure : 3,10 mètres à 12 heures 55, station Coursan pont. Risque que l'eau atteigne 4,20 mètres dans les 6 heures : 72 %. Que faire maintenant : Personnel act, un. Pour dire que vous vous en occupez, utilisez le message qui vous est envoyé en même temps.",
    );
    expect(heard(eventOf(), 'en')).toMatch(
      /This is an automatic call from the flood alert service\. .*: 72%\. What to do now/,
    );
    expect(heard(eventOf(), 'en')).toContain('reaches 4.20 metres within 6 hours: 72%.');
  });

  test('who is called in the place of others hears who has not answered, or could not', () => {
    const reason = { because: 'no-answer', since: AT, asked: ['mayor-1'], told: ['duty-1'], again: false } as const;
    const passedOn = eventOf({ kind: 'passed-on', reason });
    expect(heard(passedOn, 'fr', contextOf({ basis: eventOf() }))).toMatch(/n'a pas répondu/);
    const unreached = eventOf({ kind: 'passed-on', reason: { ...reason, unreached: ['mayor-1'] } });
    expect(heard(unreached, 'en', contextOf({ basis: eventOf() }))).toContain(
      'Anne Roux cannot be reached: message not delivered.',
    );
  });

  test('whatever a name holds, nothing of it is markup where a gateway puts it into its own, and no line is left open', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (line) => {
        expect(toSpeech(line)).not.toMatch(/[<>&"{}[\]\\/\n]/);
        expect(toSpeech(line)).toMatch(/[.!?]$/);
      }),
    );
  });

  test('all of it is said twice: whoever is woken misses the beginning', () => {
    expect(spokenTestOf('ALERTE À REPRENDRE Coursan', ['Ceci n’est pas une alerte'], 'Je répète.')).toBe(
      'Alerte à reprendre Coursan. Ceci n’est pas une alerte. Je répète. Alerte à reprendre Coursan. Ceci n’est pas une alerte.',
    );
  });
});
