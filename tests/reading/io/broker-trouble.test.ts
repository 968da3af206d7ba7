import pino from 'pino';
import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../../src/lib/units.ts';
import { createBrokerTrouble } from '../../../src/reading/io/broker-trouble.ts';

const refused = (code: number) => Object.assign(new Error('Connection refused: Not authorized'), { code });
const away = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1883'), { code: 'ECONNREFUSED' });

function listener(username: string | null) {
  const said: string[] = [];
  let nowMs = 0;
  const log = pino({ level: 'warn' }, { write: (line: string) => void said.push(JSON.parse(line).msg) });
  const trouble = createBrokerTrouble({ url: 'mqtt://hub', username }, log, () => nowMs);
  return { said, trouble, pass: (ms: number) => void (nowMs += ms) };
}

test('the same trouble is told once a minute; another one, or the same after a connection, at once', () => {
  const { said, trouble, pass } = listener('hub');
  for (let second = 0; second < 61; second += 1) {
    trouble.tell(refused(135));
    pass(1_000);
  }
  expect(said).toHaveLength(2);
  trouble.tell(away);
  trouble.tell(away);
  expect(said.slice(2)).toEqual(['broker connection']);
  trouble.over();
  trouble.tell(away);
  expect(said).toHaveLength(4);
  pass(MINUTE_MS);
  trouble.tell(away);
  expect(said).toHaveLength(5);
});

test.each([4, 5, 134, 135])('a refusal with code %i names the user, or that one is missing', (code) => {
  const [named, nameless] = [listener('hub'), listener(null)];
  named.trouble.tell(refused(code));
  nameless.trouble.tell(refused(code));
  expect(named.said[0]).toMatch(/user hub: check mqtt\.external\.username in amont\.yaml and AMONT_MQTT_PASSWORD/);
  expect(nameless.said[0]).toContain('set mqtt.external.username in amont.yaml');
});
