import { isLoopback } from '../../lib/loopback.ts';
import type { Config } from '../config.ts';

/** Where the links in messages lead, and by what door visitors come in. */
export function ofAddress({ instance: { kind, baseUrl }, http }: Config): string[] {
  const warnings: string[] = [];
  const links = new URL(baseUrl);
  const { protocol, hostname } = links;
  if (kind === 'operational') {
    if (isLoopback(hostname)) {
      warnings.push(`links in messages lead to ${baseUrl}, which nobody else can open (amont.yaml, instance.baseUrl)`);
    } else if (protocol === 'http:') {
      warnings.push(`${baseUrl} is not encrypted: passwords can be read on the way (amont.yaml, instance.baseUrl)`);
    }
  }
  if (isLoopback(hostname) && !http.trustProxy && portOf(links) !== http.port) {
    warnings.push(
      `links lead to ${baseUrl}, but the pages are on port ${http.port} (amont.yaml, instance.baseUrl and http.port)`,
    );
  }
  if (protocol === 'https:' && !http.trustProxy) {
    warnings.push(
      'a proxy ends HTTPS and is not trusted: limits take all visitors for one, so that a single stranger can lock everybody out (amont.yaml, http.trustProxy: true)',
    );
  }
  return warnings;
}

/** What can be read on the way from the sensors. */
export function ofBroker({ mqtt }: Config): string[] {
  if (mqtt.broker === 'embedded')
    return mqtt.tls === null && !isLoopback(mqtt.host)
      ? [
          "the embedded broker is not encrypted: devices' passwords can be read on the way (amont.yaml, mqtt.embedded.tls)",
        ]
      : [];
  return mqtt.url.startsWith('mqtt:') && !isLoopback(new URL(mqtt.url).hostname)
    ? [`${mqtt.url} is not encrypted: readings can be read and forged on the way (amont.yaml, mqtt.external.url)`]
    : [];
}

function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}
