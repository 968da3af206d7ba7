import { normalizeIP } from '@fastify/rate-limit';

/**
 * What is counted: the network of so many bits that a visitor's address lies in. Some proxies write the visitor's port behind it, which
 * is another with each connection: counted with it, nobody would ever reach a limit.
 * @example networkOf('192.0.2.7:50123', 64) // '192.0.2.7'
 */
export function networkOf(ip: string, bits: number): string {
  const [, v4, v6] = /^(?:(\d+(?:\.\d+){3}):\d+|\[([^\]]+)\](?::\d+)?)$/.exec(ip) ?? [];
  return normalizeIP(v4 ?? v6 ?? ip, bits);
}
