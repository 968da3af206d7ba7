import { expect, test } from 'vitest';
import { countTests, type VitestReport } from './vitest-counts.ts';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});
const report = (
  passed: number,
  failed: number,
  pending: number,
  ...testResults: VitestReport['testResults']
): VitestReport => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: pending,
  numTodoTests: 0,
  testResults,
});

test.each<[string, VitestReport | null, number, [number, number, number]]>([
  ['a good run', report(2, 0, 1, file('passed', 'passed', 'passed', 'skipped')), 0, [2, 0, 1]],
  ['a failing test', report(1, 1, 0, file('failed', 'passed', 'failed')), 1, [1, 1, 0]],
  ['a file that cannot be loaded', report(1, 0, 0, file('passed', 'passed'), file('failed')), 1, [1, 1, 0]],
  ['a run that fails for another reason', report(1, 0, 0, file('passed', 'passed')), 1, [1, 1, 0]],
  ['no report at all', null, 1, [0, 1, 0]],
])('%s', (_, given, exitCode, [passed, failed, skipped]) => {
  expect(countTests(given, exitCode)).toEqual({ passed, failed, skipped });
});
