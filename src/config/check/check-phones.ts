import type { Shape } from '../../lib/io/check-shape.ts';
import { type Mistake, mistake, type Path, unknownName } from '../../lib/io/mistake.ts';
import { valueAt } from '../../lib/io/yaml-file.ts';
import { isLoopback } from '../../lib/loopback.ts';
import { isForm, placeholders, placeholdersIn } from '../../notification/phone/phone-gateway.ts';
import type { AmontFile } from '../schema/amont-file.ts';
import { checkReports } from './check-reports.ts';
import { isNear, nearAllowed } from './near.ts';

type Key = 'sms' | 'voice';

/** What a schema cannot see of the gateways for text messages and calls: their templates say what they must, and neither key nor text crosses a network in clear. */
export function checkPhones(amont: Shape<AmontFile>): Mistake[] {
  return [...checkPhone(amont, 'sms'), ...checkPhone(amont, 'voice'), ...callAlone(amont), ...checkReports(amont)];
}

function callAlone({ file, value }: Shape<AmontFile>): Mistake[] {
  // One that is at fault is there all the same.
  const isBeside = ['sms', 'mail'].some((key) => valueAt(file.value, [key]) !== undefined);
  if (!value?.voice || isBeside) return [];
  const allowed = 'sms or mail beside it: a call says that the message sent with it answers';
  return [{ ...mistake(file, ['voice'], null, allowed), found: 'calls alone' }];
}

function checkPhone({ file, value }: Shape<AmontFile>, key: Key): Mistake[] {
  const gateway = value?.[key];
  if (!gateway) return [];
  const { protocol, hostname, searchParams } = new URL(gateway.url);
  const noSecret = `no secret in these files: write {secret}, and set AMONT_${key.toUpperCase()}_SECRET in the environment`;
  const address = gateway.url.replaceAll(/([?&])([^=&]*)=([^&]*)/g, (as, first, name, each) =>
    isBareSecret(name, each) ? `${first}${name}=***` : as,
  );
  const wrong = (path: Path, found: unknown, allowed: string) => mistake(file, [key, ...path], found, allowed);
  const headers = Object.entries(gateway.headers ?? {});
  const unknown = [
    ...unknownIn(['url'], gateway.url),
    ...headers.flatMap(([name, header]) => unknownIn(['headers', name], header)),
    ...unknownIn(['body'], gateway.body),
  ].map(({ path, name }) => unknownName(file, [key, ...path], `{${name}}`, 'a placeholder', braced));
  const said = new Set([...placeholdersIn(gateway.url), ...placeholdersIn(gateway.body)]);
  const says = (said.has('to') || said.has('digits')) && said.has('text');
  const bare = [
    ...([...searchParams].some(([name, each]) => isBareSecret(name, each)) ? [wrong(['url'], address, noSecret)] : []),
    ...[...bareIn(['headers'], gateway.headers), ...bareIn(['body'], gateway.body)].map((path) =>
      wrong(path, '***', noSecret),
    ),
  ];
  const parts = Object.entries(isForm(gateway.headers ?? {}) ? (gateway.body ?? {}) : {}).filter(
    ([, each]) => typeof each === 'object',
  );
  const unsendable = headers.filter(([name, header]) => !isSendable(name, header));
  return [
    ...unknown,
    ...(says
      ? []
      : [
          wrong([], withoutSecrets(gateway.body) ?? address, 'a url or a body with {text} in it, and {to} or {digits}'),
        ]),
    ...bare,
    ...parts.map(([name, each]) => wrong(['body', name], withoutSecrets(each), flat)),
    ...unsendable.map(([name, header]) => wrong(['headers', name], header, sendable)),
    ...(protocol === 'https:' || isNear(hostname) ? [] : [wrong(['url'], address, nearAllowed)]),
    ...(value.instance.kind === 'operational' || isLoopback(hostname)
      ? []
      : [wrong(['url'], address, `a gateway on this machine, or no ${key}: this is kind ${value.instance.kind}`)]),
  ];
}

const braced = placeholders.map((name) => `{${name}}`);
const flat = 'a text, a number or true/false: a form (Content-Type) has no lists and no parts';
const sendable =
  'a header that HTTP can carry: its name without spaces, its value in one line of Latin letters, and no {text}';

/** It sounds like a key, and is none that the environment gives. */
function isBareSecret(name: string, value: unknown): boolean {
  return /auth|key|token|secret|pass/i.test(name) && typeof value === 'string' && placeholdersIn(value).length === 0;
}

function bareIn(path: Path, template: unknown): Path[] {
  if (typeof template !== 'object' || template === null) return [];
  return Object.entries(template).flatMap(([name, each]) => {
    const at = [...path, Array.isArray(template) ? Number(name) : name];
    return isBareSecret(name, each) ? [at] : bareIn(at, each);
  });
}

function withoutSecrets(body: unknown): unknown {
  return body && JSON.parse(JSON.stringify(body, (name, each) => (isBareSecret(name, each) ? '***' : each)));
}

/** A text has several lines. */
function isSendable(name: string, value: string): boolean {
  try {
    return new Headers([[name, value]]).has(name) && !placeholdersIn(value).includes('text');
  } catch {
    return false; // TypeError is how Headers says so.
  }
}

function unknownIn(path: Path, template: unknown): { path: Path; name: string }[] {
  const known: readonly string[] = placeholders;
  return placeholdersIn(template).flatMap((name) => (known.includes(name) ? [] : [{ path, name }]));
}
