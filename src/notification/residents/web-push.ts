/** How residents are told by notifications of their browser, where the town lets them. */
export interface WebPush {
  /** Whom a push service writes to about us (RFC 8292): `mailto:` or `https:`. */
  subject: string;
  /** Hosts of the push services that the town agrees to use, with a port where it is another; `*.` before one: all names below it. */
  services: readonly string[];
  /** A point and a number of P-256, as base64url: browsers subscribe for the one, the other signs. */
  publicKey: string;
  privateKey: string;
}

/** Where a browser is reached, and what only it can read: as browsers themselves give it (`PushSubscription.toJSON`). */
export interface PushTarget {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

/** As it stands in the address of a subscription: neither an address of the web nor a key has a space. */
export function pushAddress({ endpoint, keys }: PushTarget): string {
  return [endpoint, keys.p256dh, keys.auth].join(' ');
}

export function pushTarget(address: string): PushTarget {
  const [endpoint = '', p256dh = '', auth = ''] = address.split(' ');
  return { endpoint, keys: { p256dh, auth } };
}

/** @example isOfService('web.push.apple.com', ['*.push.apple.com']) // true */
export function isOfService(host: string, services: readonly string[]): boolean {
  return services.some((each) => (each.startsWith('*.') ? host.endsWith(each.slice(1)) : host === each));
}
