import type { Shape } from '../../lib/io/check-shape.ts';
import { type Mistake, mistake, unknownName } from '../../lib/io/mistake.ts';
import { placeholdersIn } from '../../notification/phone/phone-gateway.ts';
import type { AmontFile } from '../schema/amont-file.ts';
import { isNear, nearAllowed } from './near.ts';

/** What a schema cannot see of where signs of life go. A copy of a database that is only tried must not give them in place of a service that is down. */
export function checkHeartbeat({ file, value }: Shape<AmontFile>): Mistake[] {
  const heartbeat = value?.heartbeat;
  if (!heartbeat) return [];
  const path = ['heartbeat', 'url'];
  const { protocol, hostname, origin } = new URL(heartbeat.url);
  const unknown = placeholdersIn(heartbeat.url).filter((name) => name !== 'secret');
  return [
    ...unknown.map((name) => unknownName(file, path, `{${name}}`, 'a placeholder', ['{secret}'])),
    ...(protocol === 'https:' || isNear(hostname) ? [] : [mistake(file, path, origin, nearAllowed)]),
    ...(value.instance.kind === 'operational'
      ? []
      : [mistake(file, path, origin, `no heartbeat: this is kind ${value.instance.kind}`)]),
  ];
}
