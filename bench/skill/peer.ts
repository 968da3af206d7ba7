import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PriorRiver } from '../../src/forecast/learn/prior.ts';
import type { Instant } from '../../src/lib/clock.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';

/** The chances of gradient boosting (scikit-learn), by issue time, gauge, mark and lead time. */
export type Peer = ReadonlyMap<string, number>;

export interface PeerOptions {
  data: string;
  out: string;
  /** Where the forecasts of an earlier run lie: it takes minutes a river. */
  peers: string | undefined;
  /** Slots named by their end: it sees nothing past the issue time. */
  rightEdge: boolean;
  rivers: readonly PriorRiver[];
}

/** Told of the same rivers as the forecast. `null` where Debian's python3-sklearn is not present. */
export function boosting(dataset: string, fitUntil: string, pooled: boolean, options: PeerOptions): Peer | null {
  const { data, out, peers, rightEdge, rivers } = options;
  const edge = rightEdge ? ['--right-edge'] : [];
  const file = join(peers ?? out, `${dataset}${edge.join('')}.csv`);
  if (existsSync(file)) return readPeer(file);
  if (spawnSync('/usr/bin/python3', ['-c', 'import sklearn']).status !== 0) {
    console.log('no python3-sklearn: without gradient boosting');
    return null;
  }
  const pool = join(out, `pool-${dataset}`);
  rmSync(pool, { recursive: true, force: true });
  mkdirSync(pool, { recursive: true });
  const group = rivers.find(({ id }) => id === dataset)?.group ?? dataset;
  const others = rivers.filter((river) => river.group !== group).map(({ id }) => id);
  for (const id of readdirSync(data).filter((each) => others.includes(each))) {
    symlinkSync(resolve(data, id), join(pool, id));
  }
  const script = new URL('../peers/boosting.py', import.meta.url).pathname;
  const from = [join(data, dataset), '--fit-until', `${fitUntil}T00:00:00`, ...(pooled ? ['--pool', pool] : [])];
  const run = spawnSync('/usr/bin/python3', ['-B', script, ...from, ...edge, '--out', file], { stdio: 'inherit' });
  return run.status === 0 ? readPeer(file) : null;
}

export function peerKey(at: Instant, station: string, markM: number, leadTimeH: number): string {
  return `${Math.floor(at / (5 * MINUTE_MS))} ${station} ${markM.toFixed(3)} ${leadTimeH}`;
}

function readPeer(file: string): Peer {
  const chances = new Map<string, number>();
  for (const line of readFileSync(file, 'utf8').split('\n').slice(1)) {
    const [at, station, mark, lead, chance] = line.split(',');
    if (chance === undefined) continue;
    chances.set(peerKey(Date.parse(at!), station!, Number(mark), Number(lead)), Number(chance));
  }
  return chances;
}
