import { expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { createWorld, NOW } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

it('the record tells each fact on a line, instants as people do, and who by name', async () => {
  const { doors } = createWorld();
  const detail = { station: 'coursan', from: NOW, reason: 'Vu <sur> place', readings: 36 };
  const entry = {
    at: NOW,
    actor: { person: 'coursan-deputy' },
    action: 'reading.excluded',
    commune: 'coursan',
    detail,
  };
  doors.record.append(entry);
  const { body } = await (await logIn(createServer(doors), 'staff-aude')).get('/fr/staff/record');
  const row = /<tr><th scope="row">[^]*?<\/tr>/.exec(body)![0].replaceAll('&nbsp;', ' ');
  expect(row).toContain('data-label="Qui">Dominique Bosc');
  expect(row.match(/<li>.*?<\/li>/g)).toEqual([
    '<li><code lang="en">station</code> coursan</li>',
    '<li><code lang="en">from</code> <time datetime="2020-01-23T02:00:00.000Z">jeu. 23 janvier 2020, 3 h 00</time></li>',
    '<li><code lang="en">reason</code> Vu &lt;sur&gt; place</li>',
    '<li><code lang="en">readings</code> 36</li>',
  ]);
});
