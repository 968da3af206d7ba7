import type { OutboxRow } from '../../src/notification/outbox.ts';

/** A text message to the mayor of Limoux about an event. */
export function textToMayor(event: string, createdAt: number): OutboxRow {
  const recipient = { kind: 'contact', id: 'mayor' } as const;
  const said = { language: 'fr', subject: 's', text: 't', about: 'alert', notBefore: 0 } as const;
  return { ...said, id: `${event}/contact/mayor/sms`, event, commune: 'limoux', recipient, channel: 'sms', createdAt };
}
