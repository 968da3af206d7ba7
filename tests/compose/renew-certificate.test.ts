import { X509Certificate } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import mqtt from 'mqtt';
import pino from 'pino';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { certificatesEnding } from '../../src/compose/certificates-ending.ts';
import { createRenewal, startRenewal } from '../../src/compose/renew-certificate.ts';
import { certificateEnd } from '../../src/config/certificate-end.ts';
import { DAY_MS, HOUR_MS } from '../../src/lib/units.ts';
import { startEmbeddedBroker } from '../../src/reading/io/broker.ts';
import { makeCertificate } from '../support/certificate.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('renew-certificate');
const log = pino({ level: 'silent' });

/** A broker of its own, the files that it reads and what another certificate would put into them. */
async function sealedBroker() {
  const [own, another] = [
    makeCertificate(mkdtempSync(join(folder, 'own-'))),
    makeCertificate(mkdtempSync(join(folder, 'new-'))),
  ];
  const read = ({ cert, key }: typeof own) => ({ cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') });
  const pem = read(own);
  const first = { ...pem, certFile: own.cert, keyFile: own.key };
  const files = { cert: { file: own.cert, pem: pem.cert }, key: { file: own.key, pem: pem.key } };
  const broker = await startEmbeddedBroker(
    { host: '127.0.0.1', port: 0, now: Date.now, tls: first },
    async () => {},
    log,
  );
  if (!broker.ok) throw new Error(broker.error);
  const { port, renew, close } = broker.value;
  onTestFinished(close);
  return {
    port,
    first,
    another: { ...another, pem: read(another) },
    renewal: createRenewal(files, { use: ({ cert, key }) => renew({ cert: cert.pem, key: key.pem }), log }),
  };
}

/** Which certificate whoever comes now is shown. */
function shownAt(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(socket.getPeerX509Certificate()?.fingerprint256 ?? '');
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

const printOf = (pem: string) => new X509Certificate(pem).fingerprint256;

describe('a certificate that is renewed beside the service', () => {
  test('is shown to whoever comes in after the next look, and whoever is inside stays', async () => {
    const { port, first, another, renewal } = await sealedBroker();
    const inside = await mqtt.connectAsync(`mqtts://127.0.0.1:${port}`, { ca: first.cert, reconnectPeriod: 0 });
    onTestFinished(() => inside.endAsync(true));
    expect(await shownAt(port)).toBe(printOf(first.cert));
    copyFileSync(another.cert, first.certFile);
    copyFileSync(another.key, first.keyFile);
    expect(await shownAt(port)).toBe(printOf(first.cert));
    renewal.look();
    expect(await shownAt(port)).toBe(printOf(another.pem.cert));
    expect(renewal.held().cert.pem).toBe(another.pem.cert);
    await inside.publishAsync('amont/v1/quay/stage', '{"time":"2020-01-22T12:00:00Z","value":1.2}', { qos: 1 });
    expect(inside.connected).toBe(true);
  });

  test('half written or out of reach it leaves the former in use, and is taken by the look after it is whole', async () => {
    const { port, first, another, renewal } = await sealedBroker();
    copyFileSync(another.cert, first.certFile);
    renewal.look();
    expect([await shownAt(port), renewal.held().cert.pem]).toEqual([printOf(first.cert), first.cert]);
    // As a disk that was full leaves it: to OpenSSL that is no certificate, and no mistake.
    writeFileSync(first.certFile, '');
    renewal.look();
    expect([await shownAt(port), renewal.held().cert.pem]).toEqual([printOf(first.cert), first.cert]);
    copyFileSync(another.cert, first.certFile);
    rmSync(first.keyFile);
    renewal.look();
    expect([await shownAt(port), renewal.held().cert.pem]).toEqual([printOf(first.cert), first.cert]);
    copyFileSync(another.key, first.keyFile);
    renewal.look();
    expect([await shownAt(port), renewal.held().cert.pem]).toEqual([printOf(another.pem.cert), another.pem.cert]);
  });

  test('with who signed it, all three are taken together, once; what is the same is not told as renewed', () => {
    const [own, another] = [
      makeCertificate(mkdtempSync(join(folder, 'own-'))),
      makeCertificate(mkdtempSync(join(folder, 'new-'))),
    ];
    const ca = join(mkdtempSync(join(folder, 'ca-')), 'ca.pem');
    copyFileSync(own.cert, ca);
    const held = (file: string) => ({ file, pem: readFileSync(file, 'utf8') });
    const use = vi.fn<() => void>();
    const renewal = createRenewal({ ca: held(ca), cert: held(own.cert), key: held(own.key) }, { use, log });
    renewal.look();
    expect(use).not.toHaveBeenCalled();
    copyFileSync(another.cert, ca);
    copyFileSync(another.cert, own.cert);
    copyFileSync(another.key, own.key);
    renewal.look();
    renewal.look();
    expect(use).toHaveBeenCalledTimes(1);
    expect(renewal.held().ca.pem).toBe(readFileSync(another.cert, 'utf8'));
  });

  afterEach(() => void vi.useRealTimers());

  test('is looked for once an hour, until the service stops', () => {
    vi.useFakeTimers();
    const look = vi.fn<() => void>();
    const stop = startRenewal({ look });
    vi.advanceTimersByTime(3 * HOUR_MS);
    expect(look).toHaveBeenCalledTimes(3);
    stop();
    vi.advanceTimersByTime(3 * HOUR_MS);
    expect(look).toHaveBeenCalledTimes(3);
  });
});

test('certificates are told within two weeks of their end and after it; what is none has no end', () => {
  const files = makeCertificate(mkdtempSync(join(folder, 'ends-')));
  const cert = readFileSync(files.cert, 'utf8');
  const endsAt = new X509Certificate(cert).validToDate.getTime();
  const told = (at: number, broker: string | null, cap: string | null) =>
    certificatesEnding({ broker: () => broker, cap: () => cap, mail: () => null }, { now: () => at })();
  expect(told(endsAt - 15 * DAY_MS, cert, cert)).toEqual([]);
  expect(told(endsAt - 13 * DAY_MS, cert, null)).toEqual([{ of: 'broker', endsAt, isUrgent: true }]);
  expect(told(endsAt - 13 * DAY_MS, null, cert)).toEqual([{ of: 'cap', endsAt, isUrgent: true }]);
  expect(told(endsAt + DAY_MS, cert, cert).map(({ of }) => of)).toEqual(['broker', 'cap']);
  expect(told(endsAt, null, null)).toEqual([]);
  // What a mail server shows may be valid for two days, and is another tomorrow: told within the last sixth.
  const shown = (at: number) =>
    certificatesEnding({ broker: () => null, cap: () => null, mail: () => cert }, { now: () => at })();
  expect(shown(endsAt - 9 * HOUR_MS)).toEqual([]);
  expect(shown(endsAt - 7 * HOUR_MS)).toEqual([{ of: 'mail', endsAt, isUrgent: false }]);
  expect(shown(endsAt - 3 * HOUR_MS)).toEqual([{ of: 'mail', endsAt, isUrgent: true }]);
  expect(certificateEnd('-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----')).toBeNull();
});
