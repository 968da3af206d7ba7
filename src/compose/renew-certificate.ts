import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import { HOUR_MS } from '../lib/units.ts';

/** PEM text, and the files that it was read from. */
export interface Sealed {
  cert: string;
  key: string;
  certFile: string;
  keyFile: string;
}

interface RenewalTools {
  /** Shows it to whoever comes in from now on; `false` where certificate and key do not belong together. */
  use(tls: { cert: string; key: string }): boolean;
  log: Logger;
}

/** The certificate that is shown, read again as somebody renews it: without, every sensor is silent from the day on which the first one ends. */
export function createRenewal(first: Sealed, { use, log }: RenewalTools) {
  let shown = first;
  return {
    cert: () => shown.cert,
    look(): void {
      const { certFile, keyFile } = first;
      try {
        const found = { certFile, keyFile, cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
        if (found.cert === shown.cert && found.key === shown.key) return;
        // One of the two may be written and the other not yet.
        if (!use(found)) return log.warn({ certFile }, 'certificate and key do not go together: the former go on');
        shown = found;
        log.info({ certFile }, 'the renewed certificate is shown to sensors from now on');
      } catch (error) {
        log.warn({ err: error }, 'the certificate cannot be read again: the former goes on');
      }
    },
  };
}

/** Once an hour. Gives the function that stops it. */
export function startRenewal({ look }: { look(): void }): () => void {
  const timer = setInterval(look, HOUR_MS);
  return () => clearInterval(timer);
}
