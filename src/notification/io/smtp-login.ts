import { X509Certificate } from 'node:crypto';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailServer } from '../mail-server.ts';
import { connectionTo, DEADLINE_MS, plainlySaid, TOO_SLOW } from './smtp.ts';

export interface SmtpLogin {
  /** Comes in and goes, with our name and password, and hands over nothing. Why that was not possible; `null` where it was. */
  check(): Promise<string | null>;
  /** The certificate that the server showed last, as PEM; `null` where it has shown none that is valid. */
  cert(): string | null;
  close(): void;
}

/** Not by `verify` of the library: of a server that says a little now and then, its connection lasts, and the service with it when told to stop. */
export function createSmtpLogin(server: MailServer, deadlineMs = DEADLINE_MS): SmtpLogin {
  let shown: Buffer | null = null;
  const options = {
    ...connectionTo(server),
    socketCloseTimeout: 0,
    tls: {
      // Asked of what is valid, in whichever way the connection became a sealed one.
      checkServerIdentity(host: string, certificate: PeerCertificate) {
        shown = certificate.raw;
        return checkServerIdentity(host, certificate);
      },
    },
  };
  const closing = new AbortController();
  async function check(): Promise<string | null> {
    const inTime = AbortSignal.timeout(deadlineMs);
    const ended = AbortSignal.any([inTime, closing.signal]);
    const connection = new SMTPConnection(options);
    ended.addEventListener('abort', () => connection.close());
    try {
      await comeIn(connection, options.auth);
      // Waited for by nobody: a server that says no goodbye has let us in.
      connection.quit();
      return null;
    } catch (error) {
      connection.close();
      if (inTime.aborted) return TOO_SLOW;
      if (!(error instanceof Error)) throw error;
      return plainlySaid(error);
    }
  }
  return { check, cert: () => shown && new X509Certificate(shown).toString(), close: () => closing.abort() };
}

function comeIn(connection: SMTPConnection, auth: { user: string; pass: string } | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = (then: () => void) => (error?: Error | null) => (error ? reject(error) : then());
    connection.on('error', reject);
    connection.once('end', () => reject(new Error('Connection closed unexpectedly')));
    connection.connect(
      next(() => {
        if (auth && connection.allowsAuth) connection.login(auth, next(resolve));
        else resolve();
      }),
    );
  });
}
