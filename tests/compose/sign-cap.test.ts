import { copyFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { openCapSigning } from '../../src/compose/sign-cap.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import { makeCertificate } from '../support/certificate.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('sign-cap');
const made = (kind?: readonly string[]) => makeCertificate(mkdtempSync(join(folder, 'made-')), kind);
const bodyOf = (pem: string) => pem.replaceAll(/-----[A-Z ]+-----|\s/g, '');

afterEach(() => void vi.useRealTimers());

test('a certificate that was renewed beside the service signs within the hour; one that cannot sign leaves the former in use', async () => {
  const [first, next, elliptic] = [made(['rsa:2048']), made(['rsa:2048']), made()];
  const read = (file: string) => ({ file, pem: readFileSync(file, 'utf8') });
  const pem = { cert: read(first.cert), key: read(first.key) };
  const parts = new AsyncDisposableStack();
  vi.useFakeTimers();
  const { signCap, cert } = openCapSigning(pem, parts, pino({ level: 'silent' }));
  const shown = () => bodyOf(/<(?:\w+:)?X509Certificate>([^<]*)</.exec(signCap?.('<alert/>') ?? '')?.[1] ?? '');
  const renewBy = ({ cert: certFile, key }: typeof first) => {
    copyFileSync(certFile, first.cert);
    copyFileSync(key, first.key);
    vi.advanceTimersByTime(HOUR_MS);
  };
  expect(shown()).toBe(bodyOf(pem.cert.pem));
  renewBy(elliptic);
  expect([shown(), cert()]).toEqual([bodyOf(pem.cert.pem), pem.cert.pem]);
  renewBy(next);
  const renewed = readFileSync(next.cert, 'utf8');
  expect([shown(), cert()]).toEqual([bodyOf(renewed), renewed]);
  await parts.disposeAsync();
  expect(vi.getTimerCount()).toBe(0);
});

test('where there is none nothing is signed', () => {
  const { signCap, cert } = openCapSigning(null, new AsyncDisposableStack(), pino({ level: 'silent' }));
  expect([signCap, cert()]).toEqual([null, null]);
});
