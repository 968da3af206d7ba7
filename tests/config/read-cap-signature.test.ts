import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig, readConfig } from '../../src/config/load.ts';
import { makeCertificate } from '../support/certificate.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('read-cap-signature');

/** The good town with this certificate and key for its CAP documents. */
function townWith(cert: string, key: string): string {
  const town = mkdtempSync(join(folder, 'config-'));
  cpSync('tests/fixtures/good-config', town, { recursive: true });
  const amont = readFileSync(join(town, 'amont.yaml'), 'utf8');
  writeFileSync(
    join(town, 'amont.yaml'),
    `${amont}cap:\n  signature: { certFile: ${JSON.stringify(cert)}, keyFile: ${JSON.stringify(key)} }\n`,
  );
  return town;
}

/** What signs there, or what is wrong. */
function read(cert: string, key: string) {
  const loaded = loadConfig(townWith(cert, key), {});
  return loaded.ok ? loaded.value.capSignature : loaded.error.map(({ path, allowed }) => `${path}: ${allowed}`);
}
const keys = (kind?: readonly string[]) => makeCertificate(mkdtempSync(join(folder, 'keys-')), kind);

test('a certificate and its key are read, and what cannot sign is told at the start', () => {
  const [rsa, other, short, elliptic] = [keys(['rsa:2048']), keys(['rsa:2048']), keys(['rsa:1024']), keys()];
  expect(read(rsa.cert, rsa.key)).toEqual({
    cert: readFileSync(rsa.cert, 'utf8'),
    key: readFileSync(rsa.key, 'utf8'),
  });
  expect(read(rsa.cert, other.key)).toEqual([`cap.signature.keyFile: the key of ${rsa.cert}`]);
  const weak = ['cap.signature.keyFile: a private RSA key of 2048 bits at least, without a passphrase'];
  expect([read(short.cert, short.key), read(elliptic.cert, elliptic.key), read(rsa.cert, rsa.cert)]).toEqual([
    weak,
    weak,
    weak,
  ]);
  expect(read(rsa.key, rsa.key)).toEqual(['cap.signature.certFile: a certificate (X.509)']);
});

test('that a certificate ends soon is told: from that day whoever checks a signature takes the alert for forged', () => {
  const warned = (days: number) => {
    const { cert, key } = makeCertificate(mkdtempSync(join(folder, 'keys-')), ['rsa:2048'], days);
    const config = readConfig(townWith(cert, key), {});
    return config.ok && config.value.warnings.filter((each) => each.includes('cap.signature'));
  };
  expect(warned(29)).toEqual([
    expect.stringMatching(
      /^the certificate that signs CAP documents ends on \d{4}-\d\d-\d\d: make another, and give it to whoever checks them \(amont\.yaml, cap\.signature\)$/,
    ),
  ]);
  expect(warned(60)).toEqual([]);
});
