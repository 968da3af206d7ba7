import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { serve } from './serve.ts';

export interface NationalServiceStandIn {
  url: string;
  /** In the order of asking: address and `user-agent`, and when. */
  asked: { url: string; userAgent: string; at: number }[];
}

/** A service on this machine that answers as it is told; the last answer repeats. Closed after the test. */
export async function nationalService(
  ...answers: ((request: IncomingMessage, response: ServerResponse) => void)[]
): Promise<NationalServiceStandIn> {
  const asked: NationalServiceStandIn['asked'] = [];
  const server = createServer((request, response) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push({
      url: request.url ?? '',
      userAgent: request.headers['user-agent'] ?? '',
      at: performance.now(),
    });
    answer?.(request, response);
  });
  return { url: `http://127.0.0.1:${await serve(server)}/api`, asked };
}

/** Answers with a body, under any status and headers. */
export function say(body: unknown, status = 200, headers: Record<string, string> = {}) {
  return (_request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

/** Answers as `say`, compressed, and with HTTP 304 whoever knows that answer already; `told` hears which of the two. */
export function sayOnce(
  body: string,
  headers: { etag?: string; 'last-modified'?: string },
  told?: (status: number) => void,
) {
  return ({ headers: asked }: IncomingMessage, response: ServerResponse): void => {
    const { etag, 'last-modified': modified } = headers;
    const isKnown = etag === undefined ? asked['if-modified-since'] === modified : asked['if-none-match'] === etag;
    const isGzip = /\bgzip\b/.test(asked['accept-encoding'] ?? '');
    told?.(isKnown ? 304 : 200);
    response.writeHead(isKnown ? 304 : 200, {
      ...headers,
      ...(isGzip && !isKnown ? { 'content-encoding': 'gzip' } : {}),
    });
    response.end(isKnown ? '' : isGzip ? gzipSync(body) : body);
  };
}

/** A row of Hub'Eau as recorded, with what a test changes. */
export function hubeauRow(date_obs: string, resultat_obs: number | null, more: object = {}) {
  return {
    code_site: 'Y1612050',
    code_station: 'Y161205001',
    grandeur_hydro: 'H',
    code_systeme_alti_serie: 31,
    date_obs,
    resultat_obs,
    code_methode_obs: 0,
    libelle_methode_obs: 'Mesurée',
    code_qualification_obs: 16,
    libelle_qualification_obs: 'Non qualifiée',
    code_statut: 4,
    libelle_statut: 'Brute',
    ...more,
  };
}
