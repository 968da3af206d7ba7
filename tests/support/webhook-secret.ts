/** As `openssl rand -base64 32` makes one. */
export const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
