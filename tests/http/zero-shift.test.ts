import { expect, it } from 'vitest';
import { newCommuneState } from '../../src/alert/alert.ts';
import { newGaugeState } from '../../src/alert/gauge-memory.ts';
import { createServer } from '../../src/http/server.ts';
import { iso, MINUTE_MS } from '../../src/lib/units.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { logIn } from '../support/visitor.ts';

const spaces = (text: string) => text.replaceAll('&nbsp;', ' ').replaceAll(/[\u00a0\u202f]/g, ' ');

it.each([
  [
    'fr',
    'Le niveau a baissé de 0,60 m d’un coup à 2 h 10 et y reste : le zéro de la sonde a-t-il changé ? Comparez avec l’échelle.',
    'zéro de la sonde à vérifier',
  ],
  [
    'en',
    'The level fell by 0.60 m at once at 02:10 and stays there: has the sensor’s zero changed? Compare it with the painted gauge.',
    'sensor’s zero to be checked',
  ],
])(
  'a zero that may have changed is told to the mayor and to staff (%s), in short to residents, and to programs',
  async (language, sentence, short) => {
    const world = createWorld();
    await flood(world);
    const { doors } = world;
    const state = doors.journal.state('coursan') ?? newCommuneState('coursan');
    const zeroShift = { at: NOW - 50 * MINUTE_MS, fellM: 0.6, inMin: 10, stays: true };
    const gauge = { ...(state.gauges['coursan'] ?? newGaugeState()), zeroShift };
    const commit = {
      state: { ...state, gauges: { ...state.gauges, coursan: gauge } },
      events: [],
      record: [],
      outbox: [],
    };
    const visitor = await logIn(createServer(doors), 'staff-aude');
    const page = async (path: string) => {
      const { body } = await visitor.get(`/${language}${path}`);
      expect(htmlFaults(body)).toEqual([]);
      return spaces(body);
    };
    expect(await page('/mayor/coursan')).not.toContain(short);
    doors.journal.commit(commit);
    expect(await page('/mayor/coursan')).toContain(sentence);
    expect(await page('/staff')).toContain(sentence);
    const told = await page('/communes/coursan');
    expect(told).toContain(short);
    expect(told).not.toContain(sentence);
    const { gauges } = (await visitor.get('/api/v1/communes/coursan')).json();
    expect(gauges[0].zeroShift).toEqual({ at: iso(zeroShift.at), fellM: 0.6 });
  },
);
