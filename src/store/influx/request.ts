/** Where an InfluxDB is. 1.x needs the database only, and as token `user:password` where it asks for them; 2.x also the organisation and a token. */
export interface InfluxAddress {
  url: string;
  database: string;
  org: string | null;
  token: string | null;
}

/** Once, whatever comes of it: trying again is its caller's matter. With a body it is a POST. */
export type InfluxRequest = (path: string, body?: string) => Promise<{ status: number; body: string }>;

const TIMEOUT_MS = 30_000;

/** A request without an answer is given up after half a minute, or once its owner is `closing`: held open, it would keep the service from ending. */
export function createInfluxRequest({ url, org, token }: InfluxAddress, closing?: AbortSignal): InfluxRequest {
  // 1.x knows users by Basic alone (1.6.7 cannot read `Token user:password`). A token of 2.x has no colon, and its `/write` needs no organisation.
  const isUser = org === null && token?.includes(':');
  const shown = isUser ? `Basic ${Buffer.from(token ?? '').toString('base64')}` : `Token ${token}`;
  const headers = { accept: 'application/json', ...(token === null ? {} : { authorization: shown }) };
  return async (path, body) => {
    const inTime = AbortSignal.timeout(TIMEOUT_MS);
    const signal = closing ? AbortSignal.any([closing, inTime]) : inTime;
    try {
      const sent = body === undefined ? {} : { method: 'POST', body };
      // Elsewhere is a service that nobody has configured, and its yes would be taken for InfluxDB's.
      const asked = { headers, signal, redirect: 'manual', ...sent } as const;
      const response = await fetch(`${url.replace(/\/$/, '')}${path}`, asked);
      return { status: response.status, body: await response.text() };
    } catch (error) {
      throw new Error(`InfluxDB cannot be reached at ${new URL(url).origin}`, { cause: error });
    }
  };
}
