import { expect, test } from 'vitest';
import { checkConfig } from '../../../src/cli/check-config.ts';
import { demo } from '../../../src/cli/demo.ts';
import { endAlert } from '../../../src/cli/end-alert.ts';
import { exportDataset } from '../../../src/cli/export-dataset.ts';
import { forgetResidents } from '../../../src/cli/forget-residents.ts';
import { migrateReadings } from '../../../src/cli/migrate-readings.ts';
import { previewMapping } from '../../../src/cli/preview-mapping.ts';
import { testMessageCommand } from '../../../src/cli/test-message.ts';
import { user } from '../../../src/cli/user.ts';

test.each([
  [demo, '--speed x', '--speed: found x; allowed is a number above 0, or max'],
  [demo, '--port 99999', '--port: found 99999; allowed is a number from 1 to 65535'],
  [migrateReadings, '--from x', '--from: found x; allowed are sqlite and influx'],
  [migrateReadings, '--from influx --to influx', '--to: found influx; allowed with --from influx is sqlite'],
  [checkConfig, 'a b', 'DIR: found a b; allowed is one folder'],
  [checkConfig, '--config=', 'DIR: found --config=; allowed is one folder'],
  [checkConfig, 'a --config b', 'DIR: found a --config b; allowed is one folder'],
  [exportDataset, '', 'DIR: found nothing; allowed is one folder'],
  [previewMapping, '', 'STATION: found nothing; allowed is the id of one in stations.yaml'],
  [previewMapping, 'trebes --frames x', '--frames: found x; allowed is a whole number from 1 on'],
  [testMessageCommand, '', 'CONTACT: found nothing; allowed is the id of one in communes.yaml'],
  [testMessageCommand, '--all', '--commune: found nothing; allowed with --all is the id of one in communes.yaml'],
  [endAlert, '', 'COMMUNE: found nothing; allowed is the id of one that was taken out of communes.yaml'],
  [
    forgetResidents,
    '',
    'COMMUNE or --address: found nothing; allowed is one of them: the id of a commune that was taken out of communes.yaml, or a mail address or number',
  ],
  [
    user,
    'rename anne',
    'amont user: found rename anne; allowed are add ID, import FILE, communes ID, password ID, second-factor ID, remove ID and list',
  ],
])('what is wrong in a call is named, with what is allowed (%o %s)', async (command, typed, said) => {
  const lines: string[] = [];
  const code = await command(typed.split(' ').filter(Boolean), (line) => void lines.push(line));
  expect([code, lines.join('\n').split('\n\nusage:')[0]]).toEqual([2, said]);
});
