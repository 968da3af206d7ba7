import { BlockList, isIP } from 'node:net';
import type { Shape } from '../lib/io/check-shape.ts';
import { type Mistake, mistake, unknownName } from '../lib/io/mistake.ts';
import type { Path } from '../lib/io/yaml-file.ts';
import { placeholders, placeholdersIn } from '../notification/sms-gateway.ts';
import type { AmontFile } from './schema/amont-file.ts';
import { isLoopback } from './schema/field.ts';

/** RFC 1918 and RFC 4193: addresses of a building, where a gateway of the town's own may stand. */
const building = new BlockList();
building.addSubnet('10.0.0.0', 8);
building.addSubnet('172.16.0.0', 12);
building.addSubnet('192.168.0.0', 16);
building.addSubnet('fc00::', 7, 'ipv6');

/** What a schema cannot see of the gateway for text messages: its templates say what they must, and neither key nor text crosses a network in clear. */
export function checkSms({ file, value }: Shape<AmontFile>): Mistake[] {
  const sms = value?.sms;
  if (!sms) return [];
  const { protocol, hostname } = new URL(sms.url);
  const wrong = (path: Path, found: unknown, allowed: string) => mistake(file, ['sms', ...path], found, allowed);
  const unknown = [
    ...unknownIn(['url'], sms.url),
    ...Object.entries(sms.headers ?? {}).flatMap(([name, header]) => unknownIn(['headers', name], header)),
    ...unknownIn(['body'], sms.body),
  ].map(({ path, name }) => unknownName(file, ['sms', ...path], `{${name}}`, 'a placeholder', braced));
  const said = new Set([...placeholdersIn(sms.url), ...placeholdersIn(sms.body)]);
  const missing = (said.has('to') || said.has('digits')) && said.has('text');
  const bare = Object.entries(sms.headers ?? {}).filter(
    ([name, header]) => /auth|key|token|secret|pass/i.test(name) && !placeholdersIn(header).includes('secret'),
  );
  return [
    ...unknown,
    ...(missing ? [] : [wrong([], sms.body ?? sms.url, 'a url or a body with {text} in it, and {to} or {digits}')]),
    ...bare.map(([name]) =>
      wrong(
        ['headers', name],
        '***',
        'no secret in these files: write {secret}, and set AMONT_SMS_SECRET in the environment',
      ),
    ),
    ...(protocol === 'https:' || isNear(hostname)
      ? []
      : [
          wrong(
            ['url'],
            sms.url,
            'https://, or http:// to this machine or to an address of the building (10.x, 172.16.x, 192.168.x)',
          ),
        ]),
    ...(value.instance.kind === 'operational' || isLoopback(hostname)
      ? []
      : [wrong(['url'], sms.url, `a gateway on this machine, or no sms: this is kind ${value.instance.kind}`)]),
  ];
}

const braced = placeholders.map((name) => `{${name}}`);

function unknownIn(path: Path, template: unknown): { path: Path; name: string }[] {
  const known: readonly string[] = placeholders;
  return placeholdersIn(template).flatMap((name) => (known.includes(name) ? [] : [{ path, name }]));
}

function isNear(hostname: string): boolean {
  const address = hostname.replaceAll(/[[\]]/g, '');
  const family = isIP(address);
  return isLoopback(hostname) || (family !== 0 && building.check(address, family === 6 ? 'ipv6' : 'ipv4'));
}
