import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readPrior, shippedPrior, writePrior } from '../../../src/forecast/io/prior-file.ts';
import { tempFolder } from '../../support/temp-folder.ts';

describe('the shipped prior', () => {
  const rivers = readPrior();

  it('is what fit:prior would write of the same rivers, to the last byte', () => {
    const again = join(tempFolder('prior'), 'prior.json.gz');
    writePrior(again, rivers);
    const plain = (file: URL | string): string => gunzipSync(readFileSync(file)).toString('utf8');
    expect(plain(again) === plain(shippedPrior)).toBe(true);
  });

  it('names the owner and an open licence of each river, and leaves out the one whose mark could not be read', () => {
    const open = /^(Licence Ouverte 2\.0|Open Government Licence v3\.0|public domain|CC BY 4\.0)/;
    expect(rivers.filter(({ owner, licence }) => owner === '' || !open.test(licence))).toEqual([]);
    expect(rivers.map(({ id }) => id)).not.toContain('wangsukcheon');
  });

  it('holds rivers that share storms as one group', () => {
    const groupOf = (river: string): string => rivers.find(({ id }) => id === river)!.group;
    expect(groupOf('aude')).toBe(groupOf('orb'));
  });
});
