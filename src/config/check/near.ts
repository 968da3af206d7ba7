import { BlockList, isIP } from 'node:net';
import { isLoopback } from '../../lib/loopback.ts';

/** RFC 1918 and RFC 4193: addresses of a building, where a machine of the town's own may stand. */
const building = new BlockList();
building.addSubnet('10.0.0.0', 8);
building.addSubnet('172.16.0.0', 12);
building.addSubnet('192.168.0.0', 16);
building.addSubnet('fc00::', 7, 'ipv6');

export const nearAllowed =
  'https://, or http:// to this machine or to an address of the building (10.x, 172.16.x, 192.168.x)';

/** Whether what goes there in clear crosses no network but the town's own. @example isNear('192.168.1.20') // true  @example isNear('example.org') // false */
export function isNear(hostname: string): boolean {
  const address = hostname.replaceAll(/[[\]]/g, '');
  const family = isIP(address);
  return isLoopback(hostname) || (family !== 0 && building.check(address, family === 6 ? 'ipv6' : 'ipv4'));
}
