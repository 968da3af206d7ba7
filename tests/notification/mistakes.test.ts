import { expect, test } from 'vitest';
import { messageFor } from '../../src/notification/words/message.ts';
import { contextOf, coursan, eventOf } from '../support/notices.ts';

const leaveUrl = 'https://amont.example.org/leave';
const resident = (language: 'fr' | 'en') => ({ kind: 'resident', language, leaveUrl }) as const;
const mayor = { kind: 'contact', language: 'en', answer: null } as const;
const moment = { station: null, stageM: null, observedAt: null, probability: null, leadTimeH: null, passage: null };

function corrected(told: 'normal' | 'prepare') {
  const reason = { because: 'told-by-mistake', person: 'mayor-1', released: 'act', told } as const;
  return eventOf({ ...moment, kind: 'corrected', audience: 'public', from: 'act', reason });
}
const toldAgain = { because: 'closed-by-mistake', person: 'mayor-1', told: 'act' } as const;
const reopened = eventOf({ ...moment, kind: 'reopened', audience: 'public', from: 'unknown', reason: toldAgain });

test('residents read which message no longer holds, and that no instruction does', () => {
  const { subject, text } = messageFor(corrected('normal'), resident('en'), coursan, contextOf());
  expect(subject).toBe('CORRECTION OF FLOOD ALERT Coursan: “Act now” no longer holds');
  expect(text).toMatch(
    /^CORRECTION OF FLOOD ALERT – Coursan: the message “Act now” to residents no longer holds\.\nWhy: It was sent by mistake\./,
  );
  expect(text).toContain('No instruction to residents is in force.');
  // Neither the card that does not hold, nor the word of an alert that residents know nothing of.
  expect(text).not.toMatch(/Residents act|Level:|all clear|Anne Roux/);
  const french = messageFor(corrected('normal'), resident('fr'), coursan, contextOf());
  expect(french.subject).toBe('RECTIFICATIF INONDATION Coursan : « Agir » ne vaut plus');
  expect(french.text).toContain('Pourquoi : Il était parti par erreur.');
  // No level holds whose own it could be.
  expect(text).not.toContain('This level');
  expect(french.text).not.toContain('Ce niveau');
  expect(text).toContain('\n\nAlways follow the instructions of the emergency services and the authorities.');
});

test('residents who knew of a lower level read that it holds again, and its card', () => {
  const { text } = messageFor(corrected('prepare'), resident('en'), coursan, contextOf());
  expect(text).toContain('Level: ◐ Be prepared.');
  expect(text).toContain('1. Residents prepare, one');
  expect(text).toContain('This level is set by the commune (Coursan), not by the State. Always follow');
  const down = contextOf({ cameDown: { staff: true, public: true } });
  expect(messageFor(corrected('prepare'), resident('en'), coursan, down).text).toContain('Do not go back to the water');
});

test.each([
  ['fr', "Se préparer. Ce n'est pas fini : le danger peut de nouveau augmenter.", 'moindre'],
  ['en', 'Be prepared. It is not over: the danger may grow again.', 'less'],
] as const)(
  'residents who were told that it came down read no word of less danger while a higher level stands (%s)',
  (language, level, less) => {
    const down = contextOf({ cameDown: { staff: false, public: true } });
    const { text } = messageFor(corrected('prepare'), resident(language), coursan, down);
    expect(text).toContain(level);
    expect(text).not.toContain(less);
  },
);

test('those who were asked read who says so, that the alert stands, and that residents can still be told', () => {
  const telling = { told: 'normal', pending: null, heldBack: 'act' } as const;
  const { text } = messageFor(corrected('normal'), mayor, coursan, contextOf({ telling }));
  expect(text).toContain('Why: Sent by mistake, says Anne Roux.');
  expect(text).not.toMatch(/Level:|Staff act/);
  // They were told of it, and then that it no longer holds.
  expect(text).toContain(
    '\n\nResidents: told that the message no longer holds. The mayor can still tell them of this level.\n',
  );
});

test('those who were asked read that it is in no hand any more, who says so, and how to answer', () => {
  const handedBack = eventOf({ ...moment, kind: 'handed-back', reason: { because: 'person', person: 'mayor-1' } });
  const answer = { url: 'https://amont.example.org/a', until: 0, reply: null };
  const { subject, text } = messageFor(handedBack, { ...mayor, answer }, coursan, contextOf());
  expect(subject).toBe('NO LONGER IN HAND Coursan: Act now');
  expect(text).toMatch(
    /^NO LONGER IN HAND – Coursan: nobody is dealing with the alert “Act now” any more, says Anne Roux\.\n\n[^\n]*https:\/\/amont\.example\.org\/a\n/,
  );
  const french = messageFor(handedBack, { ...mayor, language: 'fr' }, coursan, contextOf());
  expect(french.subject).toBe('ALERTE À REPRENDRE Coursan : Agir');
  expect(french.text).toContain("Coursan : plus personne ne s'occupe de l'alerte « Agir », selon Anne Roux.");
});

test('that an alert is not over is told with its level and its card, and is no new alarm', () => {
  const { subject, text } = messageFor(reopened, resident('en'), coursan, contextOf());
  expect(subject).toBe('FLOOD ALERT NOT OVER Coursan: Act now');
  expect(text).toContain('the alert “Act now” is not over, it goes on.\nLevel: ▲ Act now.');
  expect(text).toContain('Why: It was ended by mistake.');
  expect(text).toContain('1. Residents act, one');
  const telling = { told: 'act', pending: null, heldBack: null } as const;
  const staff = messageFor(reopened, mayor, coursan, contextOf({ telling })).text;
  expect(staff).toContain('1. Staff act, one');
  expect(staff).toContain('\n\nResidents: already told of this level.\n');
});
