import { oneByOne } from '../../src/notification/gathering.ts';
import { type Lane, noChannel } from '../../src/notification/outbox.ts';
import { createSender, type Sender, type SenderParts } from '../../src/notification/sender.ts';

const quiet: Pick<SenderParts, 'noWay' | 'gathering' | 'gone' | 'dropped' | 'settled' | 'givenUp'> = {
  noWay: ({ channel }) => noChannel(channel),
  gathering: oneByOne,
  gone() {},
  dropped() {},
  settled() {},
  givenUp() {},
};

type QuietParts = Omit<SenderParts, keyof typeof quiet> & Partial<SenderParts>;

/** A sender that tells nobody what it has done, but for those who ask. */
export function quietSender(lane: Lane, parts: QuietParts): Sender {
  return createSender(lane, { ...quiet, ...parts });
}
