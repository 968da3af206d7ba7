import { lookup } from 'node:dns/promises';
import { isLoopback } from '../../lib/loopback.ts';
import type { SendFailure } from '../channel.ts';
import { ONLY_HERE } from '../outbox.ts';
import type { Issuer } from '../words/letterhead.ts';

export type Resolve = (host: string) => Promise<readonly { address: string }[]>;

const lookUpAll: Resolve = (host) => lookup(host, { all: true });

/** Why what is not real goes nowhere else. @example notHere('exercise', 'mail goes', 'mx').message // 'exercise instance: mail goes to this machine only, and mx is not this machine' */
export function notHere(kind: Issuer['kind'], what: string, host: string): SendFailure {
  return { recoverable: false, message: `${kind} instance: ${what} ${ONLY_HERE}, and ${host} is not this machine` };
}

/** Whether all addresses that a host name leads to are this machine's. */
export async function leadsHere(host: string, resolve = lookUpAll): Promise<boolean> {
  const addresses = await resolve(host.replaceAll(/[[\]]/g, ''));
  return addresses.every(({ address }) => isLoopback(address));
}
