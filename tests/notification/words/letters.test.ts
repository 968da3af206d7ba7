import { describe, expect, test } from 'vitest';
import { alreadyMessage, confirmationMessage } from '../../../src/notification/words/letters.ts';
import { contextOf, coursan } from '../../support/notices.ts';

const { issuer } = contextOf();
const drill = { ...issuer, kind: 'exercise' } as const;

describe('whoever asked to be told', () => {
  const asked = { token: 'tok', replyNumber: '+33600000000' };

  test('is asked once whether it was them, and hears no more otherwise', () => {
    expect(confirmationMessage('fr', coursan, asked, issuer)).toEqual({
      subject: 'CONFIRMEZ votre inscription aux alertes de crue (Coursan)',
      text: `CONFIRMEZ votre inscription aux alertes de crue (Coursan). Ouvrez cette page dans les sept jours et appuyez sur le bouton :
https://amont.example.org/fr/subscriptions/confirm/tok

Si vous n'avez rien demandé, ne faites rien : sans confirmation, aucun autre message ne vous sera envoyé.
Amont Aude
`,
      short: `CONFIRMEZ vos alertes de crue par SMS (Coursan) : répondez OUI au +33600000000 ou ouvrez https://amont.example.org/fr/subscriptions/confirm/tok
Rien demandé ? Ne faites rien.`,
    });
    const english = confirmationMessage('en', coursan, { ...asked, replyNumber: null }, issuer);
    expect(
      english.text,
    ).toBe(`CONFIRM your subscription to flood alerts (Coursan). Open this page within seven days and press the button:
https://amont.example.org/en/subscriptions/confirm/tok

If you did not ask for this, do nothing: without your confirmation you will get no other message.
Amont Aude
`);
    expect(
      english.short,
    ).toBe(`CONFIRM your flood alerts by text message (Coursan): open https://amont.example.org/en/subscriptions/confirm/tok
Not you? Do nothing.`);
  });

  test('reads of an exercise in the first words that it is none, by mail and on the phone', () => {
    const { subject, text, short } = confirmationMessage('en', coursan, asked, drill);
    expect(subject).toMatch(/^EXERCISE – CONFIRM your/);
    expect(text).toMatch(/^EXERCISE\. This is not a real alert\.\n\nCONFIRM your/);
    expect(short).toMatch(/^EXERCISE – CONFIRM your/);
  });
});

describe('whoever is subscribed and is typed in again', () => {
  const known = { leaveUrl: 'https://amont.example.org/leave', replyNumber: '+33600000000' };

  test('reads that nothing has changed, and where to change it', () => {
    expect(alreadyMessage('en', coursan, known, issuer)).toEqual({
      subject: 'YOU ARE ALREADY SUBSCRIBED to flood alerts (Coursan)',
      text: `YOU ARE ALREADY SUBSCRIBED to flood alerts (Coursan). To change the language or your quiet hours, or to unsubscribe:
https://amont.example.org/leave

Somebody has just typed your address again: nothing has changed. If it was not you, do nothing.
Amont Aude
`,
      short: `YOU ARE ALREADY SUBSCRIBED to flood alerts by text message (Coursan): nothing has changed.
STOP to +33600000000 or https://amont.example.org/leave`,
    });
    expect(alreadyMessage('fr', coursan, known, issuer).text).toContain("une nouvelle fois : rien n'a changé");
  });

  test('reads of an exercise that it is none', () => {
    const { text, short } = alreadyMessage('fr', coursan, known, drill);
    expect(text).toMatch(/^EXERCICE\. Ceci n'est pas une vraie alerte\.\n\nDÉJÀ FAIT/);
    expect(short).toMatch(/^EXERCICE – DÉJÀ FAIT/);
  });
});
