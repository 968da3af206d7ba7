import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../src/lib/units.ts';
import type { QualityTest } from '../../src/reading/reading.ts';
import { reportsOftener } from '../../src/reading/reports-oftener.ts';

const at = (minutes: readonly number[], tests: readonly QualityTest[] = []) =>
  minutes.map((minute) => ({ receivedAt: minute * MINUTE_MS, tests }));
const every = (stepMin: number, count: number) => at(Array.from({ length: count }, (_, index) => index * stepMin));
const hourly = { intervalMin: 60 };

describe('reportsOftener: a gauge that is oftener heard than stations.yaml says', () => {
  it('says how often, once it has been so for an interval', () => {
    expect(reportsOftener(hourly, every(5, 13))).toBe(5);
    expect(reportsOftener(hourly, every(5, 12))).toBeNull();
    expect(reportsOftener(hourly, every(0.1, 700))).toBe(1);
    expect(reportsOftener(hourly, [])).toBeNull();
  });

  it('needs three times as often, all the time: a report that is late now and then is not', () => {
    expect(reportsOftener(hourly, every(20, 10))).toBe(20);
    expect(reportsOftener(hourly, every(21, 10))).toBeNull();
    expect(reportsOftener(hourly, at([0, 5, 10, 15, 40, 45, 50, 55, 60, 65]))).toBeNull();
  });

  it('takes what came together for one report, as of a logger that sends its hour at once', () => {
    expect(reportsOftener(hourly, at([0, 0, 0, 0, 0, 0, 60, 60, 60, 60, 60, 60, 120]))).toBeNull();
  });

  it('leaves out what people read, and intervals so short that nothing is gained', () => {
    expect(
      reportsOftener(hourly, [...every(60, 3), ...at([10, 20, 30, 40, 50, 70, 80, 90], ['by-person'])]),
    ).toBeNull();
    expect(reportsOftener({ intervalMin: 14 }, every(1, 60))).toBeNull();
    expect(reportsOftener({ intervalMin: 15 }, every(1, 60))).toBe(1);
  });
});
