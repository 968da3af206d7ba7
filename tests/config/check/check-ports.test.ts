import { expect, test } from 'vitest';
import { checkPorts } from '../../../src/config/check/check-ports.ts';
import type { AmontFile } from '../../../src/config/schema/amont-file.ts';

const file = { name: 'amont.yaml', value: null, lineOf: () => null };

const mistakesOf = (doors: Partial<AmontFile>) =>
  checkPorts({ file, value: { instance: { name: 'Test', kind: 'operational' }, ...doors }, errors: [] }).map(
    ({ path, found }) => [path, found],
  );

test.each<[Partial<AmontFile>, [string, string][]]>([
  [{}, []],
  [{ mqtt: { embedded: { port: 8080 } } }, [['mqtt.embedded.port', '8080']]],
  [{ http: { port: 1883 } }, [['http.port', '1883']]],
  [{ http: { port: 1883 }, mqtt: { external: { url: 'mqtt://127.0.0.1:1883' } } }, []],
  [{ http: { host: '10.0.0.1' }, mqtt: { embedded: { host: '10.0.0.2', port: 8080 } } }, []],
  [
    { http: { host: '10.0.0.1' }, mqtt: { embedded: { host: '0.0.0.0', port: 8080 } } },
    [['mqtt.embedded.port', '8080']],
  ],
])('%j', (doors, mistakes) => {
  expect(mistakesOf(doors)).toEqual(mistakes);
});
