import { createPrivateKey } from 'node:crypto';
import type { Logger } from 'pino';
import { isStrongRsa } from '../config/beside/read-cap-signature.ts';
import type { Sealed } from '../lib/pem-file.ts';
import { createCapSigner } from '../notification/io/sign-cap.ts';
import { createRenewal, startRenewal } from './renew-certificate.ts';

interface CapSigning {
  signCap: ((document: string) => string) | null;
  cert(): string | null;
}

/** Signs CAP documents with the certificate that lies beside the configuration, a renewed one too. */
export function openCapSigning(first: Sealed | null, parts: AsyncDisposableStack, log: Logger): CapSigning {
  if (first === null) return { signCap: null, cert: () => null };
  let sign = signerOf(first);
  const renewal = createRenewal(first, { use: (found) => void (sign = signerOf(found)), log });
  parts.defer(startRenewal(renewal));
  return { signCap: (document) => sign(document), cert: () => renewal.held().cert.pem };
}

function signerOf({ cert, key }: Sealed): (document: string) => string {
  if (!isStrongRsa(createPrivateKey(key.pem))) throw new Error(`${key.file} holds no RSA key of 2048 bits at least`);
  return createCapSigner({ cert: cert.pem, key: key.pem });
}
