import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../tests/support/free-port.ts';
import { type CaseResult, type CrashPlan, inFolder, sendingOnce, standsStill, stations } from './case.ts';
import { readingsToSend, startSensors } from './sensors.ts';
import { createCrashService } from './service.ts';
import { judge } from './verdict.ts';

const DISK_MB = 64;
const LEFT_BYTES = 2 * 1024 * 1024;

/** The data folder lies on a small disk that is nearly full; when nothing is acknowledged any more, room is made. */
export function fullDisk(plan: CrashPlan): Promise<CaseResult> {
  return inFolder(async (folder) => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tmpfs', disk]);
    try {
      const port = await freePort();
      const service = await createCrashService(folder, disk, port);
      const readings = readingsToSend(plan.messages, stations, Date.now());
      await service.start();
      const { bavail, bsize } = statfsSync(disk);
      const ballast = join(disk, 'ballast');
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - LEFT_BYTES)));
      const sensors = startSensors(`mqtt://127.0.0.1:${port}`, readings, sendingOnce(plan));
      const before = await standsStill(() => sensors.acknowledged.size, plan.messages, 3_000);
      const full = before < plan.messages;
      rmSync(ballast);
      await sensors.done;
      await service.stop();
      await sensors.close();
      return {
        name: 'full disk (tmpfs), embedded',
        promised: true,
        events: [full ? `disk full after ${before}, room made 3 s later` : 'the disk never became full: send more'],
        rate: sensors.rate(),
        failures: sensors.failures(),
        verdict: judge(disk, readings, sensors.acknowledged),
        note: full ? '' : 'NOT PROVEN',
      };
    } finally {
      execFileSync('umount', [disk]);
    }
  });
}
