import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig, readConfig } from '../../../src/config/load.ts';
import { DAY_MS } from '../../../src/lib/units.ts';
import { makeCertificate } from '../../support/certificate.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = tempFolder('read-cap-signature');

/** The good town with this certificate and key for its CAP documents. */
function town(cert: string, key: string) {
  const made = mkdtempSync(join(folder, 'config-'));
  cpSync('tests/fixtures/good-config', made, { recursive: true });
  const amont = readFileSync(join(made, 'amont.yaml'), 'utf8');
  writeFileSync(
    join(made, 'amont.yaml'),
    `${amont}cap:\n  signature: { certFile: ${JSON.stringify(cert)}, keyFile: ${JSON.stringify(key)} }\n`,
  );
  return made;
}

/** What signs, or what is wrong. */
function read(cert: string, key: string) {
  const loaded = loadConfig(town(cert, key), {});
  return loaded.ok ? loaded.value.capSignature : loaded.error.map(({ path, allowed }) => `${path}: ${allowed}`);
}
const keys = (kind?: readonly string[]) => makeCertificate(mkdtempSync(join(folder, 'keys-')), kind);

test('a certificate and its key are read, and what cannot sign is told at the start', () => {
  const [rsa, other, short, elliptic] = [keys(['rsa:2048']), keys(['rsa:2048']), keys(['rsa:1024']), keys()];
  expect(read(rsa.cert, rsa.key)).toEqual({
    cert: { file: rsa.cert, pem: readFileSync(rsa.cert, 'utf8') },
    key: { file: rsa.key, pem: readFileSync(rsa.key, 'utf8') },
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

test('a certificate that ends within a month is told, and one that has ended: whoever checks a signature refuses it', () => {
  const { cert, key } = keys(['rsa:2048']); // For two days.
  const folderOfTown = town(cert, key);
  const told = (days: number) => {
    const loaded = readConfig(folderOfTown, {}, Date.now() + days * DAY_MS);
    return loaded.ok ? loaded.value.warnings.filter((each) => each.includes('cap.signature')) : [];
  };
  expect(told(-60)).toEqual([]);
  expect(told(0)).toEqual([
    expect.stringMatching(/^the certificate that signs CAP documents ends on \d{4}-\d\d-\d\d:/),
  ]);
  expect(told(3)).toEqual([
    expect.stringMatching(/^the certificate that signs CAP documents ended on \d{4}-\d\d-\d\d:/),
  ]);
});
