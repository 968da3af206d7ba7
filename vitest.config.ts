import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/support/property-sizes.ts', 'tests/support/answers-as-declared.ts'],
    // Native modules (better-sqlite3) and real servers: a process for each file, and no more than a small machine carries.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // An expectation kept in a file is written only when asked for (-u): one that is missing is a failure.
    update: 'none',
  },
});
