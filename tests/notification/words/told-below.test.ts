import { describe, expect, test } from 'vitest';
import type { PendingRelease } from '../../../src/alert/alert.ts';
import { MINUTE_MS } from '../../../src/lib/units.ts';
import { capMessages } from '../../../src/notification/cap/cap-chain.ts';
import { severityOf } from '../../../src/notification/cap/cap-mapping.ts';
import { webhookRowsFor } from '../../../src/notification/machines/webhook-rows.ts';
import { textMessageOf } from '../../../src/notification/phone/text-message.ts';
import { groundsOf } from '../../../src/notification/words/basis.ts';
import { messageFor } from '../../../src/notification/words/message.ts';
import { writingFor } from '../../../src/notification/words/writing.ts';
import { AT, contextOf, coursan, eventOf } from '../../support/notices.ts';

/** `act` waited for its fifteen minutes when the water rose to `danger`, of which a person decides. */
const raised = eventOf({ id: 'coursan:1', level: 'act', from: 'normal' });
const escalated = eventOf({
  id: 'coursan:2',
  at: AT + 14 * MINUTE_MS,
  kind: 'escalated',
  level: 'danger',
  from: 'act',
});
const unknown = { station: null, probability: null, leadTimeH: null, passage: null, stageM: null, observedAt: null };
const released = eventOf({
  ...unknown,
  id: 'coursan:3',
  at: AT + 15 * MINUTE_MS,
  kind: 'released',
  level: 'danger',
  from: 'danger',
  audience: 'public',
  reason: { because: 'policy-timeout', signedBy: 'mayor-1', signedIn: 1, afterMin: 15, told: 'act' },
});
const story = [raised, escalated, released];
const unjudged = { last: () => undefined };
const context = contextOf({ telling: null, ...groundsOf(released, story, unjudged) });
const residentOf = (language: 'fr' | 'en') => ({ kind: 'resident', language, leaveUrl: 'https://x.example' }) as const;

describe('what a signature tells of a level below the one that stands', () => {
  test('is that level to residents, with what speaks for it and its own card', () => {
    const { subject, text } = messageFor(released, residentOf('en'), coursan, context);
    expect(subject).toContain('Act now');
    expect(text).toContain(coursan.actionCards.act.en.residents[0]);
    expect(text).toContain('72%');
    expect(`${subject}${text}`).not.toContain('Danger');
    const french = messageFor(released, residentOf('fr'), coursan, context);
    expect(french.subject).toContain('Agir');
    expect(`${french.subject}${french.text}`).not.toMatch(/danger/i);
  });

  test('is where it stands, not where it goes, where the water was at the higher one at once', () => {
    const atOnce = eventOf({ ...escalated, kind: 'raised', from: 'normal' });
    const grounds = groundsOf(released, [atOnce, released], unjudged);
    const { text } = messageFor(released, residentOf('en'), coursan, contextOf({ telling: null, ...grounds }));
    expect(text).toContain('Coursan is at “Act now”');
    expect(text).not.toContain('Danger');
  });

  test('says to those who decide what residents know, by mail and on the phone, and that only', () => {
    const reader = { kind: 'contact', language: 'fr', answer: null } as const;
    const { subject, text } = messageFor(released, reader, coursan, context);
    expect(subject).toMatch(/^HABITANTS PRÉVENUS.*Agir/);
    expect(text).toContain('les habitants sont prévenus du niveau « Agir », pas du niveau « Danger pour la vie ».');
    expect(textMessageOf(writingFor(released, reader, coursan, context), null)).toMatch(
      /Agir.*, pas du niveau.*Danger/,
    );
    const english = messageFor(released, { ...reader, language: 'en' }, coursan, context);
    expect(english.text).toContain('residents have been told of “Act now”, not of “Danger');
  });

  test('is that level to machines of residents and in CAP, and the level that stands to machines of staff', () => {
    const webhook = (id: string, tells: 'residents' | 'staff') => ({
      id,
      url: '',
      tells,
      communes: ['coursan'],
      secrets: [],
    });
    const rows = webhookRowsFor(released, coursan, [webhook('siren', 'residents'), webhook('desk', 'staff')], context);
    const levels = rows.map(({ recipient, text }) => [recipient.id, JSON.parse(text).data.level]);
    expect(levels).toEqual([
      ['siren', 'act'],
      ['desk', 'danger'],
    ]);
    const month = released.at + 30 * 24 * 60 * MINUTE_MS;
    const cap = capMessages(story, unjudged, month);
    expect(cap.length).toBeGreaterThan(2);
    expect(cap.map(severityOf)).toEqual(cap.map(() => 'Severe'));
  });
});

test.each([
  [
    'fr',
    'Sans décision, ils seront prévenus du niveau « Agir » mercredi 22 janvier, 13 h 20 (heure de Paris), selon la règle signée par Anne Roux',
    ' ; de celui-ci, rien ne leur sera dit.',
    ' ; puis de celui-ci mercredi 22 janvier, 13 h 45 (heure de Paris), selon la règle signée par Anne Roux.',
  ],
  [
    'en',
    'Without a decision they are told of the level “Act now” on Wednesday 22 January, 13:20 (Paris time), under the rule signed by Anne Roux',
    '; of this one they are told nothing.',
    '; then of this one on Wednesday 22 January, 13:45 (Paris time), under the rule signed by Anne Roux.',
  ],
] as const)(
  'who is asked about the higher level reads when the lower one goes out (%s)',
  (language, lower, nothing, later) => {
    const signed = { by: 'mayor-1', version: 1 };
    const below = [{ level: 'act', since: AT, dueAt: AT + 15 * MINUTE_MS, signed }] as const;
    const asked = (auto: Pick<PendingRelease, 'dueAt' | 'signed'>) => {
      const pending = { level: 'danger', since: escalated.at, ...auto, lower: below } as const;
      const telling = { told: 'normal', pending, heldBack: null } as const;
      return messageFor(escalated, { kind: 'contact', language, answer: null }, coursan, contextOf({ telling })).text;
    };
    expect(asked({ dueAt: null, signed: null })).toContain(`${lower}${nothing}`);
    expect(asked({ dueAt: AT + 40 * MINUTE_MS, signed })).toContain(`${lower}${later}`);
  },
);
