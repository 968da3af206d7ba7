import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import webPush from 'web-push';
import { serve } from './serve.ts';

/** What a browser was given, once it is decrypted. */
export interface Shown {
  title: string;
  body: string;
  language: string;
  path: string;
  about: string;
  stays: boolean;
}

interface Pushed {
  shown: Shown;
  ttl: number;
  urgency: string;
  topic: string;
}

interface Said {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** A town's key pair as `amont push-key` makes it: Node's own drops a leading zero, one time in 256, and 31 bytes sign nothing. */
export const pushKeys = (): { publicKey: string; privateKey: string } => webPush.generateVAPIDKeys();

/** A push service on this machine, with browsers that subscribe there: it takes nothing whose signature or encryption is wrong. */
export async function pushService(publicKey: string, answer: (browser: string) => Said = () => ({ status: 201 })) {
  const browsers = new Map<string, { ecdh: ReturnType<typeof createECDH>; auth: Buffer; pushed: Pushed[] }>();
  const faults: string[] = [];
  let origin = '';
  const server = createServer((request, reply) => {
    void buffer(request).then((body) => {
      const name = (request.url ?? '').split('/').at(-1) ?? '';
      const browser = browsers.get(name);
      if (!browser) return void reply.writeHead(404).end();
      try {
        checkVapid(request, origin, publicKey);
        const { ttl, urgency = '', topic = '' } = request.headers;
        const shown: Shown = JSON.parse(decrypt(body, browser.ecdh, browser.auth));
        browser.pushed.push({ shown, ttl: Number(ttl), urgency: String(urgency), topic: String(topic) });
      } catch (error) {
        faults.push(String(error));
      }
      const { status, headers, body: said } = answer(name);
      return void reply.writeHead(status, headers).end(said);
    });
  });
  const host = `127.0.0.1:${await serve(server)}`;
  origin = `http://${host}`;
  return {
    host,
    faults,
    /** As `PushSubscription.toJSON` gives it. */
    browser(name: string) {
      const [ecdh, auth] = [createECDH('prime256v1'), randomBytes(16)];
      const p256dh = ecdh.generateKeys('base64url');
      browsers.set(name, { ecdh, auth, pushed: [] });
      const keys = { p256dh, auth: auth.toString('base64url') };
      return { endpoint: `${origin}/push/${name}`, expirationTime: null, keys };
    },
    pushed: (name: string): readonly Pushed[] => browsers.get(name)?.pushed ?? [],
    shown: (name: string): Shown[] => (browsers.get(name)?.pushed ?? []).map(({ shown }) => shown),
  };
}

/** RFC 8292. */
function checkVapid({ headers }: IncomingMessage, origin: string, publicKey: string): void {
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(.+)$/.exec(headers.authorization ?? '') ?? [];
  if (key !== publicKey) throw new Error(`signed with ${key}`);
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const signer = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const signed = Buffer.from(`${head}.${claims}`);
  const is = verify('sha256', signed, { key: signer, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  if (!is) throw new Error('the signature is wrong');
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  const leftS = exp - Date.now() / 1000;
  if (aud !== origin || leftS < 0 || leftS > 24 * 3600 || !/^(mailto|https):/.test(sub))
    throw new Error(`claims ${JSON.stringify({ aud, exp, sub })}`);
}

/** RFC 8188 and RFC 8291, one record. */
function decrypt(body: Buffer, ecdh: ReturnType<typeof createECDH>, auth: Buffer): string {
  const [salt, keyLength] = [body.subarray(0, 16), body[20] ?? 0];
  const sender = body.subarray(21, 21 + keyLength);
  const sealed = body.subarray(21 + keyLength);
  const hkdf = (secret: Buffer, from: Buffer, info: Buffer | string, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, from, info, length));
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender]);
  const secret = hkdf(ecdh.computeSecret(sender), auth, info, 32);
  const key = hkdf(secret, salt, 'Content-Encoding: aes128gcm\0', 16);
  const nonce = hkdf(secret, salt, 'Content-Encoding: nonce\0', 12);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString();
}
