import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { resolve } from 'node:path';
import type { Shape } from '../../lib/io/check-shape.ts';
import { type Mistake, mistake } from '../../lib/io/mistake.ts';
import type { Sealed } from '../../lib/pem-file.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { AmontFile } from '../schema/amont-file.ts';
import { readPem } from './tls-files.ts';

/** The certificate and key that sign CAP documents; that they do not belong together is told now, and not by whoever checks a signature in a flood. */
export function readCapSignature(folder: string, { file, value }: Shape<AmontFile>): Result<Sealed | null, Mistake[]> {
  const named = value?.cap?.signature;
  if (!named) return ok(null);
  const wrong = (key: 'certFile' | 'keyFile', found: string, allowed: string): Result<never, Mistake[]> =>
    err([{ ...mistake(file, ['cap', 'signature', key], named[key], allowed), found }]);
  const cert = readPem(resolve(folder, named.certFile));
  if (!cert.ok) return wrong('certFile', cert.error.found, cert.error.allowed);
  const key = readPem(resolve(folder, named.keyFile));
  if (!key.ok) return wrong('keyFile', key.error.found, key.error.allowed);
  const certificate = parsed(() => new X509Certificate(cert.value.pem));
  if (certificate === null) return wrong('certFile', named.certFile, 'a certificate (X.509)');
  const secret = parsed(() => createPrivateKey(key.value.pem));
  if (secret === null || !isStrongRsa(secret))
    return wrong('keyFile', named.keyFile, 'a private RSA key of 2048 bits at least, without a passphrase');
  if (!certificate.checkPrivateKey(secret)) return wrong('keyFile', named.keyFile, `the key of ${named.certFile}`);
  return ok({ cert: cert.value, key: key.value });
}

export function isStrongRsa({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
}

/** `null` where it is no such thing. */
function parsed<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch {
    return null; // OpenSSL's message may quote the key.
  }
}
