import { expect, test } from 'vitest';
import { isNear } from '../../../src/config/check/near.ts';

test.each([
  'localhost',
  '127.0.0.1',
  '[::1]',
  '10.255.2.3',
  '172.16.0.1',
  '172.31.255.254',
  '192.168.200.20',
  '[fd12::1]',
])('what goes to %s in clear crosses no network but the town’s own', (hostname) => expect(isNear(hostname)).toBe(true));

test.each([
  'sms.example.org',
  '192.168.1.20.example.org',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.1',
  '172.15.0.1',
  '172.32.0.1',
  '192.167.1.1',
  '192.169.1.1',
  '[2001:db8::1]',
  '[fe00::1]',
])('what goes to %s crosses others', (hostname) => expect(isNear(hostname)).toBe(false));
