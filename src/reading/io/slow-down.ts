/**
 * For each message of one connection, how many milliseconds it has to wait so that after a first burst no more than `perS` a
 * second go on (the virtual scheduling of ITU-T I.371, annex A). Waiting, it is not acknowledged: the sensor waits too.
 * @example const wait = slowDown(10, 1); wait(0) // 0; wait(0) // 100; wait(1_000) // 0
 */
export function slowDown(perS: number, burst: number): (nowMs: number) => number {
  const stepMs = 1_000 / perS;
  let nextMs = Number.NEGATIVE_INFINITY;
  return (nowMs) => {
    nextMs = Math.max(nextMs, nowMs) + stepMs;
    return Math.max(0, nextMs - nowMs - burst * stepMs);
  };
}
