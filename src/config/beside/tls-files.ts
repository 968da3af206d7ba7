import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Shape } from '../../lib/io/check-shape.ts';
import { type Mistake, mistake } from '../../lib/io/mistake.ts';
import type { PemFile } from '../../lib/pem-file.ts';
import { err, messageOf, ok, type Result } from '../../lib/result.ts';
import type { AmontFile } from '../schema/amont-file.ts';

export interface TlsFiles {
  ca: PemFile | null;
  cert: PemFile | null;
  key: PemFile | null;
}

const keys = { ca: 'caFile', cert: 'certFile', key: 'keyFile' } as const;

/** Reads the certificates for the broker, ours or another's; a file that cannot be read is told now and not when the first reading is missed. */
export function readTlsFiles(folder: string, { file, value }: Shape<AmontFile>): Result<TlsFiles, Mistake[]> {
  const tls: TlsFiles = { ca: null, cert: null, key: null };
  const { external, embedded } = value?.mqtt ?? {};
  const named: { caFile?: string; certFile?: string; keyFile?: string } | undefined = external?.tls ?? embedded?.tls;
  if (named === undefined) return ok(tls);
  const path = ['mqtt', external ? 'external' : 'embedded', 'tls'];
  if (external && !external.url.startsWith('mqtts:')) {
    return err([mistake(file, path, named, 'tls together with a url that begins with mqtts://')]);
  }
  const errors: Mistake[] = [];
  for (const part of ['ca', 'cert', 'key'] as const) {
    const name = named[keys[part]];
    if (name === undefined) continue;
    const read = readPem(resolve(folder, name));
    if (read.ok) tls[part] = read.value;
    else errors.push({ ...mistake(file, [...path, keys[part]], name, read.error.allowed), found: read.error.found });
  }
  return errors.length > 0 ? err(errors) : ok(tls);
}

export function readPem(file: string): Result<PemFile, { found: string; allowed: string }> {
  const allowed = 'a readable PEM file';
  try {
    const pem = readFileSync(file, 'utf8');
    return pem.includes('-----BEGIN ') ? ok({ file, pem }) : err({ found: `${file}, which holds no PEM`, allowed });
  } catch (cause) {
    return err({ found: messageOf(cause), allowed });
  }
}
