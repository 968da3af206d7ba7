import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messagesFor, toGsm } from '../../../src/notification/phone/gsm-text.ts';

describe('the alphabet of text messages', () => {
  test('French is said in it, with the accents that it has', () => {
    expect(toGsm('ALERTE – Coursan : l’eau a été mesurée là, à 14 h 30 (« Agir »)')).toBe(
      'ALERTE - Coursan : l\'eau a été mesurée là, à 14 h 30 ("Agir")',
    );
    expect(toGsm('fenêtre, île, reçu, œuvre, forêt…')).toBe('fenetre, ile, recu, oeuvre, foret...');
    expect(messagesFor(toGsm('É'.repeat(160)))).toBe(1);
    expect(toGsm('mesurée'.normalize('NFD'))).toBe('mesurée');
  });

  test('signs that have none are written as they are typed', () => {
    expect(toGsm('‘a’ “b” «c» ´`‐–—−•°→×≤≥⁄œŒ')).toBe('\'a\' "b" "c" \'\'-----o->x<=>=/oeOE');
  });

  test('signs of an action card cost no more room than letters, or none', () => {
    expect(toGsm('⚠️ Fermez la vanne n° 3 → pont‑route ; 2ᵉ étage si ≥ 3 m, 5 m³ ½ • fin\u200b')).toBe(
      ' Fermez la vanne no 3 -> pont-route ; 2e étage si >= 3 m, 5 m3 1/2 - fin',
    );
    expect(messagesFor(toGsm(`${'a'.repeat(150)} n° 3 🚨`))).toBe(1);
    expect(toGsm('Pompes\tvers le quai')).toBe('Pompes vers le quai');
  });

  test('what has no place in it stays, and costs its room', () => {
    expect(toGsm('Дунай')).toBe('Дунай');
    expect(messagesFor('Д'.repeat(70))).toBe(1);
    expect(messagesFor('Д'.repeat(71))).toBe(2);
    expect(['Д'.repeat(134), 'Д'.repeat(135)].map(messagesFor)).toEqual([2, 3]);
    // One letter of it is enough, and a sign beyond the first plane takes two places.
    expect(messagesFor(`${'a'.repeat(70)}Д`)).toBe(2);
    expect(['🚨'.repeat(35), '🚨'.repeat(36)].map(messagesFor)).toEqual([1, 2]);
  });

  test('160 places in one message, 153 in each of several; a bracket takes two', () => {
    expect(['a'.repeat(160), 'a'.repeat(161), 'a'.repeat(306), 'a'.repeat(307)].map(messagesFor)).toEqual([1, 2, 2, 3]);
    expect([`${'a'.repeat(158)}[`, `${'a'.repeat(159)}[`].map(messagesFor)).toEqual([1, 2]);
  });

  test('saying it again changes nothing, and it takes no more messages than before', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const said = toGsm(text);
        expect(toGsm(said)).toBe(said);
        expect(messagesFor(said)).toBeLessThanOrEqual(messagesFor(text) * 3);
      }),
    );
  });
});
