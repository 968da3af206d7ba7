import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** As openssl names a kind of key. */
const ELLIPTIC = ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];

/** A certificate for 127.0.0.1 that vouches for itself: authority, server and client in one. Files in `folder`. */
export function makeCertificate(folder: string, kind: readonly string[] = ELLIPTIC): { cert: string; key: string } {
  const cert = join(folder, 'cert.pem');
  const key = join(folder, 'key.pem');
  const subject = ['-subj', '/CN=amont-test', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
  const made = ['req', '-x509', '-newkey', ...kind, '-nodes'];
  execFileSync('openssl', [...made, ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  return { cert, key };
}
