import { ECDH } from 'node:crypto';
import { isLoopback } from '../../lib/loopback.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { isOfService, type PushTarget, pushAddress } from '../../notification/residents/web-push.ts';

/** What WNS allows; others are shorter. */
const LONGEST_ENDPOINT = 1_024;

/**
 * Where a browser says that it is reached, as the address of a subscription: one of the town's push services, over TLS beyond this machine; so nobody
 * makes us write to a machine of their choice. `foreign`: of another service. `wrong`: no browser gives this.
 */
export function readPush(
  { endpoint, keys }: PushTarget,
  services: readonly string[],
): Result<string, 'foreign' | 'wrong'> {
  if (endpoint.length > LONGEST_ENDPOINT || !URL.canParse(endpoint)) return err('wrong');
  const { protocol, host, hostname, username, password, hash, href } = new URL(endpoint);
  const isSealed = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  if (!isSealed || username !== '' || password !== '' || hash !== '') return err('wrong');
  if (!isPoint(keys.p256dh) || bytesOf(keys.auth)?.length !== 16) return err('wrong');
  return isOfService(host, services) ? ok(pushAddress({ endpoint: href, keys })) : err('foreign');
}

function isPoint(key: string): boolean {
  const bytes = bytesOf(key);
  if (bytes?.length !== 65 || bytes[0] !== 4) return false;
  try {
    ECDH.convertKey(bytes, 'prime256v1');
    return true;
  } catch {
    return false; // It does not lie on the curve.
  }
}

/** `null` where it is not base64url as browsers write it. */
function bytesOf(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}
