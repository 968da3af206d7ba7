import { createInfluxRequest, type InfluxAddress } from './request.ts';

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

/**
 * InfluxQL over GET /query: the one language that InfluxDB 1.x, 2.x (a bucket of the database's name, or a DBRP mapping) and
 * 3 Core have in common. The official client has Flux only, which is gone in 3.
 */
export function createInfluxQuery(address: InfluxAddress, closing?: AbortSignal): InfluxQuery {
  const request = createInfluxRequest(address, closing);
  return async (statements, params) => {
    const search = new URLSearchParams({
      db: address.database,
      epoch: 'ms',
      q: statements,
      params: JSON.stringify(params),
    });
    const { status, body } = await request(`/query?${search.toString()}`);
    if (status !== 200) throw new Error(`InfluxDB answered ${status}: ${body.slice(0, 500)}`);
    const answer = readAnswer(body);
    // Errors also come under 200, and a server's row limit cuts an answer without one.
    const failure = answer.error ?? answer.results?.find((each) => each.error)?.error;
    if (failure) throw new Error(`InfluxDB refused the query: ${failure}`);
    if (!answer.results || answer.results.some((each) => each.partial)) {
      throw new Error('InfluxDB gave part of the answer only (max-row-limit?)');
    }
    return answer.results.map((each) => each.series ?? []);
  };
}

/** A proxy that asks for a log-in says 200 too. */
function readAnswer(body: string): Answer {
  try {
    return JSON.parse(body);
  } catch {
    throw new Error(`what answers is no InfluxDB: ${body.slice(0, 100)}`);
  }
}
