import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SignedXml } from 'xml-crypto';
import { capDocument } from '../../../src/notification/cap/cap.ts';
import { capMessages } from '../../../src/notification/cap/cap-chain.ts';
import { createCapSigner } from '../../../src/notification/io/sign-cap.ts';
import { capFaults, readCap } from '../../support/cap-documents.ts';
import { makeCertificate } from '../../support/certificate.ts';
import { AT, contextOf, coursan, eventOf, names } from '../../support/notices.ts';
import { runCommand } from '../../support/run-command.ts';
import { hasService, lacks } from '../../support/services.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = mkdtempSync(join(tempFolder('sign-cap'), 'keys-'));
const files = makeCertificate(folder, ['rsa:2048']);
const signature = { cert: readFileSync(files.cert, 'utf8'), key: readFileSync(files.key, 'utf8') };
const sign = createCapSigner(signature);

const raised = eventOf({ id: 'coursan:1' });
const person = { because: 'person', person: 'mayor-1' } as const;
const released = eventOf({ id: 'coursan:2', at: AT + 60_000, kind: 'released', audience: 'public', reason: person });
const [message] = capMessages([raised, released], { last: () => undefined }, AT + 60_000);
const name = 'L’Aude & <Coursan> "€" 😀';
const document = capDocument(message!, { ...coursan, name }, { issuer: contextOf().issuer, names });
const signed = sign(document);

/** Whether whoever has the certificate believes it. */
function isBelieved(text: string, cert: string): boolean {
  const [signatureNode] = /<Signature [\s\S]*<\/Signature>/.exec(text) ?? [];
  const checking = new SignedXml({ publicCert: cert, getCertFromKeyInfo: () => null });
  checking.loadSignature(signatureNode ?? '');
  try {
    return checking.checkSignature(text);
  } catch {
    return false; // How xml-crypto says that it was changed.
  }
}

test('a signed document says the same, is still CAP by the schema of OASIS, and is signed alike each time', async () => {
  const { Signature, ...alert } = readCap(signed).alert;
  expect(Signature).toBeDefined();
  expect({ ...readCap(signed), alert }).toEqual(readCap(document));
  expect(signed).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>/);
  expect(sign(document)).toBe(signed);
  if (hasService('xmllint')) expect(await capFaults([signed])).toBe('');
});

test('whoever has the certificate sees whether anything was changed', () => {
  expect(isBelieved(signed, signature.cert)).toBe(true);
  expect(isBelieved(signed.replace('<urgency>Immediate', '<urgency>Past'), signature.cert)).toBe(false);
  const other = makeCertificate(mkdtempSync(join(folder, 'other-')), ['rsa:2048']);
  expect(isBelieved(signed, readFileSync(other.cert, 'utf8'))).toBe(false);
});

test('the certificate stands beside it', () => {
  const [, written] = /<X509Certificate>([^<]+)<\/X509Certificate>/.exec(signed) ?? [];
  const der = execFileSync('openssl', ['x509', '-in', files.cert, '-outform', 'der']);
  expect(Buffer.from(written ?? '', 'base64')).toEqual(der);
});

test.skipIf(lacks('xmlsec1'))(
  'another implementation than ours believes it too, and nothing that was changed',
  async () => {
    const verify = async (text: string) => {
      const file = join(folder, 'signed.xml');
      writeFileSync(file, text);
      return (await runCommand('xmlsec1', ['--verify', '--trusted-pem', files.cert, file])).code;
    };
    expect(await verify(signed)).toBe(0);
    expect(await verify(signed.replace('<urgency>Immediate', '<urgency>Past'))).not.toBe(0);
  },
);
