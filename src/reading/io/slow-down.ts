/**
 * For each message of one connection, how many milliseconds it has to wait so that after a first burst no more than `perS`
 * readings a second go on (the virtual scheduling of ITU-T I.371, annex A). Waiting, it is not acknowledged: the sensor waits too.
 * @example const wait = slowDown(10, 1); wait(0) // 0; wait(0) // 100; wait(1_000, 3) // 200
 */
export function slowDown(perS: number, burst: number): (nowMs: number, readings?: number) => number {
  const stepMs = 1_000 / perS;
  let nextMs = Number.NEGATIVE_INFINITY;
  return (nowMs, readings = 1) => {
    nextMs = Math.max(nextMs, nowMs) + readings * stepMs;
    return Math.max(0, nextMs - nowMs - burst * stepMs);
  };
}
