import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import { certificateEnd } from '../config/certificate-end.ts';
import { tellSparingly } from '../lib/io/tell-sparingly.ts';
import type { PemFile } from '../lib/pem-file.ts';
import { HOUR_MS } from '../lib/units.ts';

interface PemFiles {
  ca?: PemFile | null;
  cert: PemFile | null;
  key: PemFile | null;
}

interface RenewalTools<Files> {
  /** Takes them from now on; throws where they are of no use. */
  use(files: Files): void;
  log: Pick<Logger, 'info' | 'error'>;
}

/**
 * Certificates in use, read again as somebody renews them: without, what rests on them ends with the first ones, with others lying on the disk
 * for a month.
 */
export function createRenewal<Files extends PemFiles>(first: Files, { use, log }: RenewalTools<Files>) {
  let held = first;
  const faultLog = tellSparingly(log);
  const files = [first.ca, first.cert, first.key].flatMap((each) => each?.file ?? []);
  return {
    /** What is in use. */
    held: () => held,
    look(): void {
      try {
        const found = { ...first, ...readAnew(first) };
        if ((['ca', 'cert', 'key'] as const).every((part) => found[part]?.pem === held[part]?.pem)) return;
        // One of them may be written and the other not yet, or the disk was full meanwhile.
        checkWhole(found);
        use(found);
        held = found;
        log.info({ files }, 'renewed certificates are in use from now on');
      } catch (err) {
        faultLog.error({ err, files }, 'renewed certificates cannot be used: the former go on');
      }
    },
  };
}

function readAnew({ ca = null, cert, key }: PemFiles): PemFiles {
  const read = (each: PemFile | null) => each && { ...each, pem: readFileSync(each.file, 'utf8') };
  return { ...(ca && { ca: read(ca) }), cert: read(cert), key: read(key) };
}

/** OpenSSL takes an empty file for a certificate that nobody has set. */
function checkWhole({ ca, cert, key }: PemFiles): void {
  if (ca && certificateEnd(ca.pem) === null) throw new Error(`${ca.file} holds no certificate`);
  if (cert && key && !new X509Certificate(cert.pem).checkPrivateKey(createPrivateKey(key.pem)))
    throw new Error(`${key.file} is not the key of ${cert.file}`);
}

/** Once an hour. Gives the function that stops it. */
export function startRenewal({ look }: { look(): void }): () => void {
  const timer = setInterval(look, HOUR_MS);
  return () => clearInterval(timer);
}
