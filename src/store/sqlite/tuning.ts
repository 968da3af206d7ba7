import type { GaugeTuning } from '../../verification/tune/tune-gauge.ts';
import type {
  KeptFinding,
  TuningRequest,
  TuningRun,
  TuningRunSoFar,
  TuningStore,
} from '../../verification/tune/tuning-store.ts';
import type { Database } from './database.ts';
import { type Json, storedJson } from './stored-json.ts';

type RunRow = TuningRun<Json<GaugeTuning[]>>;
type FindingRow = Omit<KeptFinding, 'finding'> & { finding: Json<KeptFinding['finding']> };
const columns =
  'id, commune, station, policy_version AS policyVersion, asked_by AS askedBy, asked_at AS askedAt, done_at AS doneAt, failure';
const LATEST = 'FROM tuning_run WHERE commune = ? AND station = ? ORDER BY id DESC LIMIT 1';

export function createSqliteTuningStore(db: Database): TuningStore {
  const begin = db
    .prepare<[TuningRequest], number>(
      `INSERT INTO tuning_run (commune, station, policy_version, asked_by, asked_at)
       VALUES (@commune, @station, @policyVersion, @askedBy, @askedAt) RETURNING id`,
    )
    .pluck();
  const finish = db.prepare<[number, string, number]>('UPDATE tuning_run SET done_at = ?, tunings = ? WHERE id = ?');
  const fail = db.prepare<[number, string, number]>('UPDATE tuning_run SET done_at = ?, failure = ? WHERE id = ?');
  const abandon = db.prepare<[number, string]>('UPDATE tuning_run SET done_at = ?, failure = ? WHERE done_at IS NULL');
  const latest = db.prepare<[string, string], RunRow>(`SELECT ${columns}, tunings ${LATEST}`);
  const latestSoFar = db.prepare<[string, string], TuningRunSoFar>(`SELECT ${columns} ${LATEST}`);
  const lastTwo = db.prepare<[], Pick<RunRow, 'commune' | 'station' | 'askedBy' | 'askedAt' | 'failure'>>(
    'SELECT commune, station, asked_by AS askedBy, asked_at AS askedAt, failure FROM tuning_run ORDER BY id DESC LIMIT 2',
  );
  const clear = db.prepare('DELETE FROM watch_finding');
  const put = db.prepare<[Omit<KeptFinding, 'finding'> & { kind: string; finding: string }]>(
    'INSERT INTO watch_finding (commune, station, level, kind, at, finding) VALUES (@commune, @station, @level, @kind, @at, @finding)',
  );
  const findings = db.prepare<[string], FindingRow>(
    'SELECT commune, station, level, at, finding FROM watch_finding WHERE commune = ? ORDER BY station, level, kind',
  );
  const putAll = db.transaction((all: readonly KeptFinding[]) => {
    clear.run();
    for (const each of all) put.run({ ...each, kind: each.finding.kind, finding: JSON.stringify(each.finding) });
  });
  return {
    begin: (request) => begin.get(request)!,
    finish: (id, doneAt, tunings) => void finish.run(doneAt, JSON.stringify(tunings), id),
    fail: (id, doneAt, failure) => void fail.run(doneAt, failure, id),
    abandon: (doneAt, failure) => void abandon.run(doneAt, failure),
    latest(commune, station) {
      const row = latest.get(commune, station);
      if (!row) return null;
      return row.tunings === null ? row : { ...row, tunings: storedJson(row.tunings) };
    },
    latestSoFar: (commune, station) => latestSoFar.get(commune, station) ?? null,
    toBeginAgain() {
      const [last, before] = lastTwo.all();
      const isAgain =
        before?.failure === 'stopped' && before.commune === last?.commune && before.station === last.station;
      return last?.failure === 'stopped' && !isAgain ? last : null;
    },
    putFindings: (all) => putAll.immediate(all),
    findings: (commune) => findings.all(commune).map((row) => ({ ...row, finding: storedJson(row.finding) })),
  };
}
