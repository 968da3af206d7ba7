import type { Account } from '../../people/account.ts';
import { may } from '../../people/rights.ts';
import { mayPublish } from '../../reading/device/topic-rights.ts';
import type { Rejection } from '../../reading/reading.ts';
import type { Doors } from '../doors.ts';
import { communeFor } from './station-rights.ts';

/**
 * The newest refused messages that concern a person: on the topics of stations that one of their communes looks at. What belongs to no station
 * is seen by whoever has all communes. `null` where none can be read. `ofTopic`: so many of each topic at most, or one sensor that is refused each minute
 * hides all others.
 */
export function seenRejections(
  doors: Doors,
  account: Account,
  limit: number,
  ofTopic = Number.POSITIVE_INFINITY,
): Rejection[] | null {
  const found = new Map<string, number>();
  const isOneOfFew = (topic: string): boolean => {
    const count = (found.get(topic) ?? 0) + 1;
    found.set(topic, count);
    return count <= ofTopic;
  };
  const hasAll = [...doors.communes.keys()].every(
    (id) => account.communes.includes(id) && may(account, 'see-rejections', id),
  );
  if (hasAll) return doors.rejections.recent(limit, isOneOfFew);
  const stations = [...doors.network.stations.keys()].filter((id) => communeFor(doors, account, id, 'see-rejections'));
  const known = new Map<string, boolean>();
  const isSeen = (topic: string): boolean => {
    const isTheirs =
      known.get(topic) ??
      stations.some((station) => mayPublish(station, topic, { devices: doors.devices, gateways: new Map() }));
    known.set(topic, isTheirs);
    return isTheirs;
  };
  return doors.rejections.recent(limit, (topic) => isSeen(topic) && isOneOfFew(topic));
}
