import { createInfluxRequest, type InfluxAddress } from './request.ts';

/** One table of an answer; `tags` are those of GROUP BY. Times are epoch milliseconds in the column `time`. */
export interface InfluxSeries {
  tags?: Record<string, string>;
  columns: string[];
  values: (string | number | boolean | null)[][];
}

interface Answer {
  error?: string;
  results?: {
    statement_id?: number;
    series?: (InfluxSeries & { partial?: boolean })[];
    error?: string;
    partial?: boolean;
  }[];
}

/** It answered, and not with what was asked: of another gauge it may. */
export class RefusedQuery extends Error {}

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
      // In parts, a line each: a `max-row-limit` cuts what comes whole, and where the cut is between two series nothing says so.
      chunked: 'true',
      q: statements,
      params: JSON.stringify(params),
    });
    const { status, body } = await request(`/query?${search.toString()}`);
    if (status !== 200) throw new Error(`InfluxDB answered ${status}: ${body.slice(0, 500)}`);
    return joined(body.trim().split('\n').map(readAnswer));
  };
}

/** The series of each statement, of all parts of the answer. Errors also come under 200, and amid it. */
function joined(parts: readonly Answer[]): InfluxSeries[][] {
  const results = parts.flatMap((part) => part.results ?? []);
  const failure = [...parts, ...results].find((each) => each.error)?.error;
  if (failure) throw new RefusedQuery(`InfluxDB refused the query: ${failure}`);
  const byStatement = [...Map.groupBy(results, (each) => each.statement_id ?? 0).values()];
  const isWhole = byStatement.every((of) => !isCut(of.at(-1)));
  if (byStatement.length === 0 || !isWhole) throw new RefusedQuery('InfluxDB gave a part of the answer only');
  return byStatement.map((of) => of.flatMap((each) => each.series ?? []));
}

/** A part after which more were to come. */
function isCut(last: NonNullable<Answer['results']>[number] | undefined): boolean {
  return last?.partial === true || last?.series?.at(-1)?.partial === true;
}

/** A proxy that asks for a log-in says 200 too. */
function readAnswer(body: string): Answer {
  try {
    return JSON.parse(body);
  } catch {
    throw new Error(`what answers is no InfluxDB: ${body.slice(0, 100)}`);
  }
}
