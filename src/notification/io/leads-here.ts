import { lookup } from 'node:dns/promises';
import { isLoopback } from '../../lib/loopback.ts';

export type Resolve = (host: string) => Promise<readonly { address: string }[]>;

const lookUpAll: Resolve = (host) => lookup(host, { all: true });

/** Whether all addresses that a host name leads to are this machine's. */
export async function leadsHere(host: string, resolve = lookUpAll): Promise<boolean> {
  const addresses = await resolve(host.replaceAll(/[[\]]/g, ''));
  return addresses.every(({ address }) => isLoopback(address));
}
