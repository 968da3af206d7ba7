import { readFileSync } from 'node:fs';
import type { Shape } from '../../lib/io/check-shape.ts';
import { type Mistake, mistake, type Path } from '../../lib/io/mistake.ts';
import { err, messageOf, ok, type Result } from '../../lib/result.ts';
import { isWebhookSecret } from '../../notification/machines/webhook.ts';
import { placeholdersIn } from '../../notification/phone/phone-gateway.ts';
import { publicPushKey } from '../push-key.ts';
import type { AmontFile } from '../schema/amont-file.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Secrets {
  smtpPassword: string | null;
  mqttPassword: string | null;
  influxToken: string | null;
  replySecret: string | null;
  smsSecret: string | null;
  reportSecret: string | null;
  voiceSecret: string | null;
  heartbeatSecret: string | null;
  metricsToken: string | null;
  /** By the name of each webhook that has one. */
  webhookSecrets: ReadonlyMap<string, string>;
  pushKey: string | null;
}

/** Secrets come from the environment or from a file that it names (as containers hand them over), never from YAML. */
export function readSecrets(env: Environment, { value }: Pick<Shape<AmontFile>, 'value'>): Result<Secrets, Mistake[]> {
  const errors: Mistake[] = [];
  const read = (name: string): string | null => {
    const secret = readSecret(env, name);
    if (secret.ok) return secret.value;
    errors.push(secret.error);
    return null;
  };
  const secrets = {
    smtpPassword: read('AMONT_SMTP_PASSWORD'),
    mqttPassword: read('AMONT_MQTT_PASSWORD'),
    influxToken: read('AMONT_INFLUX_TOKEN'),
    replySecret: read('AMONT_REPLY_SECRET'),
    smsSecret: read('AMONT_SMS_SECRET'),
    reportSecret: read('AMONT_REPORT_SECRET'),
    voiceSecret: read('AMONT_VOICE_SECRET'),
    heartbeatSecret: read('AMONT_HEARTBEAT_SECRET'),
    metricsToken: read('AMONT_METRICS_TOKEN'),
    webhookSecrets: new Map(
      (value?.webhooks ?? []).flatMap(({ name }) => {
        const secret = read(webhookVariable(name));
        return secret === null ? [] : [[name, secret] as const];
      }),
    ),
    pushKey: read('AMONT_WEB_PUSH_KEY'),
  };
  const wrong = (path: string, allowed: string) =>
    errors.push({ file: 'environment', line: null, path, found: '***', allowed });
  if (secrets.pushKey !== null && publicPushKey(secrets.pushKey) === null)
    wrong('AMONT_WEB_PUSH_KEY', 'a key as amont push-key prints it');
  if (secrets.metricsToken !== null && !/^[!-~]{16,}$/.test(secrets.metricsToken))
    wrong('AMONT_METRICS_TOKEN', '16 letters, digits and signs or more, as openssl rand -hex 16 prints them');
  // What cannot stand in a header fails at each request, and the log would say the token as the reason.
  const [influx, token] = [value?.influx, secrets.influxToken ?? 'none'];
  if (influx && (influx.org !== undefined || !token.includes(':')) && !/^[ -~]+$/.test(token.trim()))
    wrong(
      'AMONT_INFLUX_TOKEN',
      'the token of InfluxDB 2, in one line; of InfluxDB 1 user:password, without influx.org',
    );
  return errors.length > 0 ? err(errors) : ok(secrets);
}

/** A user without a password is a mistake that would only show when the first message cannot be sent. */
export function checkSecrets(shape: Shape<AmontFile>, secrets: Secrets): Mistake[] {
  const { file, value } = shape;
  if (value === null) return [];
  const needs = (path: Path, found: string | undefined, secret: string | null, name: string): Mistake[] =>
    found === undefined || secret !== null
      ? []
      : [mistake(file, path, found, `${name} or ${name}_FILE in the environment beside it`)];
  return [
    ...needs(['mail', 'username'], value.mail?.username, secrets.smtpPassword, 'AMONT_SMTP_PASSWORD'),
    ...needs(
      ['mqtt', 'external', 'username'],
      value.mqtt?.external?.username,
      secrets.mqttPassword,
      'AMONT_MQTT_PASSWORD',
    ),
    ...needs(['influx', 'org'], value.influx?.org, secrets.influxToken, 'AMONT_INFLUX_TOKEN'),
    ...needs(['sms'], secretIn(value.sms), secrets.smsSecret, 'AMONT_SMS_SECRET'),
    ...needs(['sms', 'reports'], value.sms?.reports?.state, secrets.reportSecret, 'AMONT_REPORT_SECRET'),
    ...needs(['voice'], secretIn(value.voice), secrets.voiceSecret, 'AMONT_VOICE_SECRET'),
    ...needs(['heartbeat'], secretIn(value.heartbeat), secrets.heartbeatSecret, 'AMONT_HEARTBEAT_SECRET'),
    ...webhooksUnsigned(shape, secrets),
    ...needs(['webPush'], value.webPush?.services[0], secrets.pushKey, 'AMONT_WEB_PUSH_KEY'),
    ...needs(['replies', 'number'], value.replies?.number, secrets.replySecret, 'AMONT_REPLY_SECRET'),
  ];
}

/** What is not signed anybody can send to a siren. */
function webhooksUnsigned({ file, value }: Shape<AmontFile>, { webhookSecrets }: Secrets): Mistake[] {
  return (value?.webhooks ?? []).flatMap(({ name }, index) => {
    const secret = webhookSecrets.get(name);
    if (secret?.split(' ').every(isWebhookSecret)) return [];
    const variable = webhookVariable(name);
    const allowed = `${variable} or ${variable}_FILE in the environment beside it: whsec_ and 24 to 64 bytes in base64, or two such while keys are exchanged, parted by a space`;
    const found = secret === undefined ? name : `${variable}, which is none`;
    return [{ ...mistake(file, ['webhooks', index, 'name'], name, allowed), found }];
  });
}

/** @example webhookVariable('on-call') // 'AMONT_WEBHOOK_ON_CALL_SECRET' */
function webhookVariable(name: string): string {
  return `AMONT_WEBHOOK_${name.toUpperCase().replaceAll('-', '_')}_SECRET`;
}

function secretIn(template: unknown): string | undefined {
  return placeholdersIn(template).includes('secret') ? '{secret}' : undefined;
}

function readSecret(env: Environment, name: string): Result<string | null, Mistake> {
  const fileKey = `${name}_FILE`;
  const [direct, path] = [env[name], env[fileKey]];
  const wrong = (key: string, found: string, allowed: string) =>
    err({ file: 'environment', line: null, path: key, found, allowed });
  if (direct !== undefined && path !== undefined) return wrong(name, `${name} and ${fileKey}`, 'one of the two');
  if (path === undefined)
    return direct === '' ? wrong(name, 'empty', 'a secret, or not set at all') : ok(direct ?? null);
  try {
    // Editors and `echo` end a file with a line break that belongs to no password.
    const secret = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    return secret === '' ? wrong(fileKey, `${path}, which is empty`, 'a file that holds the secret') : ok(secret);
  } catch (cause) {
    const why = messageOf(cause);
    return wrong(fileKey, why, 'a readable file that holds the secret');
  }
}
