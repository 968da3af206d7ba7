import { isLoopback } from '../../lib/loopback.ts';
import { isMisdialled } from '../../people/phone-number.ts';
import type { Commune } from '../../territory/commune.ts';
import type { Config } from '../config.ts';
import { someOf } from './some-of.ts';

/** Whom no message and no call reaches. `isPushed`: residents subscribe with their browser. */
export function ofContacts(config: Config, isPushed: boolean): string[] {
  const all = [...config.communes.values()];
  const warnings = config.mail === null ? withoutMail(config, isPushed) : [];
  const unphoned = all.filter((each) => !isPhoned(each)).map(({ id }) => id);
  if ((config.sms ?? config.voice) !== null && unphoned.length > 0)
    warnings.push(
      `no contact in ${someOf(unphoned)} has a phone: nobody is told by text message or call there (communes.yaml, contacts, phone)`,
    );
  // No mistake: nobody's service stays down for it.
  const misdialled = all.flatMap(({ id, contacts }) =>
    contacts.filter(({ phone }) => phone !== null && isMisdialled(phone)).map((each) => `${each.id} in ${id}`),
  );
  if (misdialled.length > 0)
    warnings.push(
      `the phone of ${misdialled.join(', ')} is shorter or longer than the numbers of its country, or has the nought that is dialled within it: see that messages and calls arrive (communes.yaml, contacts, phone)`,
    );
  if (config.sms === null && all.some(isPhoned) && config.instance.kind === 'operational')
    warnings.push(
      'contacts have phones, but no gateway for text messages is set: nobody is told by text message (amont.yaml, sms)',
    );
  return warnings;
}

/** By which way residents cannot come, or not leave. */
export function ofResidents(
  { residentTexts, instance: { baseUrl } }: Config,
  { takesReplies, isPushed }: { takesReplies: boolean; isPushed: boolean },
): string[] {
  const warnings: string[] = [];
  if (residentTexts !== null && !takesReplies)
    warnings.push(
      'residents leave text messages by their link alone: no replies are taken in, so STOP does nothing here; see that your gateway takes it (amont.yaml, replies)',
    );
  const { protocol, hostname } = new URL(baseUrl);
  if (isPushed && protocol === 'http:' && !isLoopback(hostname))
    warnings.push(
      `no browser takes notifications from ${baseUrl}: they need https (amont.yaml, webPush and instance.baseUrl)`,
    );
  return warnings;
}

/** Where nobody comes after those who are asked first. */
export function ofLadders({ communes }: Config): string[] {
  return [...communes.values()]
    .filter(({ contacts }) => new Set(contacts.map(({ role }) => role)).size <= 1)
    .map(({ id }) => `nobody else is asked in ${id} when its only contacts do not answer (communes.yaml, contacts)`);
}

/** Where the next one to be asked is whoever has not answered: often an address that was copied and not changed. */
export function ofOneMailbox({ communes }: Pick<Config, 'communes'>): string[] {
  const alike = [...communes.values()].flatMap(({ id, contacts }) =>
    [...Map.groupBy(contacts, ({ email }) => email.toLowerCase()).values()]
      .filter((same) => same.length > 1)
      .map((same) => `${same.map((each) => each.id).join(' and ')} in ${id}`),
  );
  if (alike.length === 0) return [];
  return [
    `one e-mail address stands at several contacts of a commune: ${someOf(alike)}; whoever does not answer there is asked again in the place of the next (communes.yaml, contacts)`,
  ];
}

function isPhoned({ contacts }: Commune): boolean {
  return contacts.some(({ phone }) => phone !== null);
}

function withoutMail({ sms, voice, residentTexts, communes }: Config, isPushed: boolean): string[] {
  const nobody = `no mail server is set: residents cannot subscribe${residentTexts === null && !isPushed ? '' : ' by mail'}, and those who have are not told`;
  if (sms === null) return [`${nobody}; nobody is told by e-mail (amont.yaml, mail)`];
  const unreached = [...communes.values()]
    .filter(isPhoned)
    .flatMap(({ id, contacts }) => contacts.filter(({ phone }) => phone === null).map((each) => `${each.id} in ${id}`));
  return [
    `${nobody}; contacts are told by text message ${voice === null ? '' : 'and call '}alone (amont.yaml, mail)`,
    ...(unreached.length === 0
      ? []
      : [`without mail and without a phone nothing reaches ${unreached.join(', ')} (communes.yaml, contacts, phone)`]),
  ];
}
