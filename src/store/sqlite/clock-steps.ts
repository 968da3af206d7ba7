import type { ClockStep, ClockStepStore } from '../../reading/clock/clock-steps.ts';
import type { Database } from './database.ts';

const columns = 'id, boot, at, by_ms AS byMs, offset_ms AS offsetMs';

export function createSqliteClockSteps(db: Database): ClockStepStore {
  const insert = db.prepare<[Omit<ClockStep, 'id'>], ClockStep>(
    `INSERT INTO clock_step (boot, at, by_ms, offset_ms) VALUES (@boot, @at, @byMs, @offsetMs) RETURNING ${columns}`,
  );
  const finish = db.prepare<[number]>('UPDATE clock_step SET is_done = 1 WHERE id = ?');
  const unfinished = db.prepare<[], ClockStep>(`SELECT ${columns} FROM clock_step WHERE is_done = 0 ORDER BY id`);
  const ofBoot = db.prepare<[string], ClockStep>(`SELECT ${columns} FROM clock_step WHERE boot = ? ORDER BY id`);
  const back = db.prepare<[], ClockStep>(`SELECT ${columns} FROM clock_step WHERE by_ms < 0 ORDER BY id DESC LIMIT 20`);
  return {
    append: (step) => insert.get(step)!,
    finish: (id) => void finish.run(id),
    unfinished: () => unfinished.all(),
    settingsBack: () => back.all(),
    ofBoot: (boot) => ofBoot.all(boot),
  };
}
