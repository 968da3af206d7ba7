import type { Path } from '../../lib/io/mistake.ts';

/** By where the secret was written; the first that fits. */
const names: readonly (readonly [string, string])[] = [
  ['mail.', 'AMONT_SMTP_PASSWORD'],
  ['mqtt.', 'AMONT_MQTT_PASSWORD'],
  ['influx.', 'AMONT_INFLUX_TOKEN'],
  ['sms.reports.', 'AMONT_REPORT_SECRET'],
  ['sms.', 'AMONT_SMS_SECRET'],
  ['voice.', 'AMONT_VOICE_SECRET'],
  ['replies.', 'AMONT_REPLY_SECRET'],
  ['webhooks.', 'AMONT_WEBHOOK_<NAME>_SECRET'],
  ['heartbeat.', 'AMONT_HEARTBEAT_SECRET'],
  ['webPush.', 'AMONT_WEB_PUSH_KEY'],
];

/** Where a secret belongs that somebody wrote into a file; `null` for a key that sounds like none, and for a device's, which no file holds. */
export function secretAdvice(path: Path, key: string): string | null {
  if (!/pass(word|wd|phrase)?$|secret|token|api-?_?key/i.test(key)) return null;
  const place = path.join('.');
  if (place.startsWith('mqtt.embedded.')) return null;
  const name = names.find(([begins]) => place.startsWith(begins))?.[1];
  return name === undefined
    ? 'no secret in these files: they come from the environment'
    : `no secret in these files: set ${name}, or ${name}_FILE to a file that holds it, in the environment`;
}
