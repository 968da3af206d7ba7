import { expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { createWorld, flood } from '../support/flood-world.ts';

it.each([
  ['fr', 'mardi 24 novembre, 13 h 00 (heure de Paris)'],
  ['en', 'Tuesday 24 November, 13:00 (Paris time)'],
])('caught mail tells the time in %s as all pages do, in the zone of the communes', async (language, time) => {
  const world = createWorld();
  await flood(world);
  const app = createServer(world.doors);
  for (const url of [`/demo/mail?lang=${language}`, `/demo/mail/1?lang=${language}`]) {
    expect((await app.inject(url)).body.replaceAll('&nbsp;', ' ')).toContain(time);
  }
});
