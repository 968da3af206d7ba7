import type { InfluxAddress } from './influx-address.ts';

/** One table of an answer; `tags` are those of GROUP BY. Times are epoch milliseconds in the column `time`. */
export interface InfluxSeries {
  tags?: Record<string, string>;
  columns: string[];
  values: (string | number | boolean | null)[][];
}

interface Answer {
  error?: string;
  results?: { series?: InfluxSeries[]; error?: string; partial?: boolean }[];
}

/** Asks with bound parameters only (`$name` in the statement); several statements are separated by `;`, one answer each. */
export type InfluxQuery = (statements: string, params: Record<string, string | number>) => Promise<InfluxSeries[][]>;

const TIMEOUT_MS = 30_000;

/**
 * InfluxQL over GET /query: the one language that InfluxDB 1.x, 2.x (a bucket of the database's name, or a DBRP mapping) and
 * 3 Core have in common. The official client has Flux only, which is gone in 3.
 */
export function createInfluxQuery({ url, database, token }: InfluxAddress): InfluxQuery {
  const headers = { accept: 'application/json', ...(token === null ? {} : { authorization: `Token ${token}` }) };
  return async (statements, params) => {
    const search = new URLSearchParams({ db: database, epoch: 'ms', q: statements, params: JSON.stringify(params) });
    const { ok, status, body } = await get(`${url.replace(/\/$/, '')}/query?${search.toString()}`, headers);
    if (!ok) throw new Error(`InfluxDB answered ${status}: ${body.slice(0, 500)}`);
    const answer: Answer = JSON.parse(body);
    // Errors also come under 200, and a server's row limit cuts an answer without one.
    const failure = answer.error ?? answer.results?.find((each) => each.error)?.error;
    if (failure) throw new Error(`InfluxDB refused the query: ${failure}`);
    if (!answer.results || answer.results.some((each) => each.partial)) {
      throw new Error('InfluxDB gave part of the answer only (max-row-limit?)');
    }
    return answer.results.map((each) => each.series ?? []);
  };
}

async function get(
  url: string,
  headers: Record<string, string>,
): Promise<{ ok: boolean; status: number; body: string }> {
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    return { ok: response.ok, status: response.status, body: await response.text() };
  } catch (error) {
    throw new Error(`InfluxDB cannot be reached at ${new URL(url).origin}`, { cause: error });
  }
}
