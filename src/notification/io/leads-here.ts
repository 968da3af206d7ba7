import { lookup } from 'node:dns/promises';

export type Resolve = (host: string) => Promise<readonly { address: string }[]>;

const lookUpAll: Resolve = (host) => lookup(host, { all: true });

/** Whether all addresses that a host name leads to are this machine's. */
export async function leadsHere(host: string, resolve = lookUpAll): Promise<boolean> {
  const addresses = await resolve(host.replaceAll(/[[\]]/g, ''));
  return addresses.every(({ address }) => isLoopback(address));
}

/** @example isLoopback('127.0.0.1') // true  @example isLoopback('127.0.0.1.example.org') // false */
export function isLoopback(host: string): boolean {
  return /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host) || host === '::1';
}
