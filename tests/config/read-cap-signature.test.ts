import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { makeCertificate } from '../support/certificate.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('read-cap-signature');

/** The good town with this certificate and key for its CAP documents: what signs, or what is wrong. */
function read(cert: string, key: string) {
  const town = mkdtempSync(join(folder, 'config-'));
  cpSync('tests/fixtures/good-config', town, { recursive: true });
  const amont = readFileSync(join(town, 'amont.yaml'), 'utf8');
  writeFileSync(
    join(town, 'amont.yaml'),
    `${amont}cap:\n  signature: { certFile: ${JSON.stringify(cert)}, keyFile: ${JSON.stringify(key)} }\n`,
  );
  const loaded = loadConfig(town, {});
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
