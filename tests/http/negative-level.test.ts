import { expect, test } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { stageReading } from '../support/stage-reading.ts';
import { logIn } from '../support/visitor.ts';

test.each(['fr', 'en'])(
  'in %s a level below the zero of its gauge has the sign of a minus wherever it is read',
  async (language) => {
    const world = createWorld();
    await flood(world);
    const observedAt = NOW;
    const low = { ...stageReading('coursan', observedAt, -5.35), receivedAt: NOW };
    await world.doors.readings.append([low]);
    const body = (await (await logIn(createServer(world.doors), 'mayor-coursan')).get(`/${language}/mayor/coursan`))
      .body;
    const chart = /<svg class="chart"[\s\S]*?<\/svg>/.exec(body)![0];
    const table = /<details class="chart-table">[\s\S]*?<\/details>/.exec(body)![0];
    expect(body).toMatch(/class="number">−5[,.]35&nbsp;m</);
    expect(table).toMatch(/<td>−5[,.]35<\/td>/);
    expect(chart).toMatch(/>−\d[,.\d]*<\/text>/);
    expect(body.replace(/<[^>]*>/g, ' ')).not.toMatch(/(?<!\S)-\d/);
  },
);
