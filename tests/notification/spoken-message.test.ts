import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spokenTestOf, toSpeech } from '../../src/notification/spoken-message.ts';

describe('what a call says', () => {
  test.each([
    ['Démonstration – alerte Limoux : Agir, mesuré', 'Démonstration, alerte Limoux : Agir, mesuré.'],
    ['plus personne ne s’occupe de l’alerte « Agir ».', 'Plus personne ne s’occupe de l’alerte Agir.'],
    ['Prévenez le SDIS', 'Prévenez le SDIS.'],
    ['Coursan <3> & "co": {text} ⚠ 3,62 m', 'Coursan 3 co : text 3,62 m.'],
    ['Appelez le 112 !', 'Appelez le 112 !'],
    ['à 85 % entre 14 h 10 et 16 h', 'À 85 % entre 14 h 10 et 16 h.'],
    ['Saint-Pierre', 'Saint-Pierre.'],
  ])('%s', (line, spoken) => {
    expect(toSpeech(line)).toBe(spoken);
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
