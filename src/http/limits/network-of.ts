import { isIP } from 'node:net';
import { normalizeIP } from '@fastify/rate-limit';

/**
 * What is counted: the network of so many bits that a visitor's address lies in. Some proxies write the visitor's port behind it, which
 * is another with each connection: counted with it, nobody would ever reach a limit. What is an address as it stands loses nothing: its last
 * group is no port.
 * @example networkOf('192.0.2.7:50123', 64) // '192.0.2.7'
 */
export function networkOf(ip: string, bits: number): string {
  if (isIP(ip) !== 0) return normalizeIP(ip, bits);
  const [, bracketed, before] = /^(?:\[([^\]]+)\](?::\d+)?|(.+):\d+)$/.exec(ip) ?? [];
  return normalizeIP(bracketed ?? before ?? ip, bits);
}
