import { expect, test } from 'vitest';
import { messagesFor } from '../../../src/notification/phone/gsm-text.ts';
import { withinRoom } from '../../../src/notification/phone/text-message.ts';
import { isUrgent, lostOf, type Trouble, troubleMessage } from '../../../src/notification/words/trouble.ts';
import { languages } from '../../../src/territory/commune.ts';
import { losable } from '../../../src/text/trouble-words.ts';

const AT = Date.parse('2026-12-01T03:00:00Z');
const issuer = { name: 'Surveillance des crues du Fresquel' };
const troubles: readonly Trouble[] = [
  { kind: 'stores-nothing', since: AT },
  { kind: 'stores-again', at: AT },
  { kind: 'mended', at: AT, lost: [] },
  { kind: 'mended', at: AT, lost: losable },
  { kind: 'not-mended', at: AT },
];

test('of what a damaged disk has cost what warns is urgent: the rest can wait for the morning', () => {
  const urgent = losable.filter((each) => isUrgent({ kind: 'mended', at: AT, lost: [each] }));
  expect(urgent).toEqual(['alerts', 'messages', 'rules']);
  expect(troubles.map(isUrgent)).toEqual([true, true, false, true, true]);
  expect(lostOf(['alert_event', 'decision', 'commune_state'])).toEqual(['alerts']);
});

test('a phone shows on its first screen what it is, what is lost, and what cannot wait', () => {
  for (const language of languages) {
    for (const trouble of troubles) {
      const { subject, lines, text } = troubleMessage(language, trouble, 'Europe/Paris', issuer);
      const short = withinRoom(subject, lines);
      expect(messagesFor(short)).toBeLessThanOrEqual(3);
      expect(short.split('\n').length).toBeGreaterThanOrEqual(3);
      expect(text).not.toContain('http');
    }
  }
  const { subject, lines } = troubleMessage('fr', troubles[3]!, 'Europe/Paris', issuer);
  expect(subject).toBe('DISQUE ABÎMÉ Surveillance des crues du Fresquel : des données d’alerte sont perdues');
  expect(lines[1]).toMatch(/^Si une alerte était en cours/);
});
