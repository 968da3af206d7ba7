import { expect, test } from 'vitest';
import { secretAdvice } from '../../../src/config/beside/secret-advice.ts';

test.each([
  [['mail', 'password'], 'AMONT_SMTP_PASSWORD'],
  [['mqtt', 'external', 'password'], 'AMONT_MQTT_PASSWORD'],
  [['mqtt', 'password'], 'AMONT_MQTT_PASSWORD'],
  [['sms', 'secret'], 'AMONT_SMS_SECRET'],
  [['sms', 'reports', 'secret'], 'AMONT_REPORT_SECRET'],
  [['replies', 'secret'], 'AMONT_REPLY_SECRET'],
  [['webhooks', 0, 'secret'], 'AMONT_WEBHOOK_<NAME>_SECRET'],
] as const)('a secret that somebody wrote at %j belongs into its own variable', (path, name) => {
  expect(secretAdvice(path, String(path.at(-1)))).toContain(`set ${name}, or ${name}_FILE`);
});

test('a password of the embedded broker is no matter of the environment, and what sounds like no secret is none', () => {
  expect(secretAdvice(['mqtt', 'embedded', 'password'], 'password')).toBeNull();
  expect(secretAdvice(['mail', 'hots'], 'hots')).toBeNull();
  expect(secretAdvice(['metricsToken'], 'metricsToken')).toBe(
    'no secret in these files: they come from the environment',
  );
});
