import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

function derive(plain: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(plain.normalize('NFKC'), salt, 32, COST, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

export async function hashPassword(plain: string): Promise<string> {
  const salt = randomBytes(16);
  return `scrypt$${salt.toString('base64url')}$${(await derive(plain, salt)).toString('base64url')}`;
}

export async function verifyPassword(plain: string, hash: string): Promise<boolean> {
  const [, salt = '', key = ''] = hash.split('$');
  const given = await derive(plain, Buffer.from(salt, 'base64url'));
  const wanted = Buffer.from(key, 'base64url');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
