import type { ResidentWay, Way } from '../people/way.ts';
import type { Contact } from '../territory/commune.ts';
import type { ChannelName } from './outbox.ts';
import type { ResidentTexts } from './residents/resident-texts.ts';

/** The ways to people that a town has set up. */
export type Ways = ReadonlySet<ChannelName>;

export function waysOf({
  mail,
  sms,
  voice,
  webPush,
}: Record<'mail' | 'sms' | 'voice' | 'webPush', object | null>): Ways {
  const setUp = [mail && 'email', sms && 'sms', voice && 'voice', webPush && 'push'] as const;
  return new Set<ChannelName>(['log', ...setUp.filter((each) => each !== null)]);
}

/**
 * The written ways to one contact beside the log, mail first. Where there is none a mail is written all the same: that it cannot be sent stands on the pages
 * and in `/health`, as of any message that reaches nobody.
 */
export function waysTo({ phone }: Contact, ways: Ways): Way[] {
  const isPhoned = ways.has('sms') && phone !== null;
  return [...(ways.has('email') || !isPhoned ? (['email'] as const) : []), ...(isPhoned ? (['sms'] as const) : [])];
}

/** Whether anything goes out to those who decide: browsers are residents'. */
export function tellsContacts(ways: Ways): boolean {
  return (['email', 'sms', 'voice'] as const).some((way) => ways.has(way));
}

/** Whether a contact can be called, beside what they get to read. */
export function isCallable({ phone }: Contact, ways: Ways): boolean {
  return ways.has('voice') && phone !== null;
}

/** All ways to one contact beside the log: the written ones, and the call where there is one. */
export function everyWayTo(contact: Contact, ways: Ways): (Way | 'voice')[] {
  return [...waysTo(contact, ways), ...(isCallable(contact, ways) ? (['voice'] as const) : [])];
}

/** Where a message to a contact goes by one of the ways to them. */
export function addressBy(way: Way | 'voice', { email, phone }: Contact): string {
  return way !== 'email' && phone !== null ? phone : email;
}

interface Offered {
  ways: Ways;
  residentTexts: ResidentTexts | null;
}

/** The ways by which residents are told, mail first. */
export function waysToResidents(offered: Offered): ResidentWay[] {
  return [...typedWays(offered), ...(offered.ways.has('push') ? (['push'] as const) : [])];
}

/** Those by which they subscribe with an address that they type. */
export function typedWays({ ways, residentTexts }: Offered): Way[] {
  const isTexted = ways.has('sms') && residentTexts !== null;
  return [...(ways.has('email') ? (['email'] as const) : []), ...(isTexted ? (['sms'] as const) : [])];
}
