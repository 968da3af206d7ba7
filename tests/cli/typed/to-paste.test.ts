import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { toPaste } from '../../../src/cli/typed/to-paste.ts';

test('the folder of config is named where it is not the one that is meant without', () => {
  expect(toPaste('user list', 'config')).toBe('npm run -s amont -- user list');
  expect(toPaste('user list', 'my-town/config')).toBe('npm run -s amont -- user list --config my-town/config');
});

test.each(['our towns', "l'Aude", '$HOME', 'a;b', '*'])(
  'a shell takes the folder %s for one word, as it is',
  (folder) => {
    const words = toPaste('user list', folder).replace('npm', "printf '%s\\n'");
    expect(execFileSync('sh', ['-c', words], { encoding: 'utf8' }).trimEnd().split('\n').at(-1)).toBe(folder);
  },
);
