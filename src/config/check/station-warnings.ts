import type { Instant } from '../../lib/clock.ts';
import { isMisdialled } from '../../people/phone-number.ts';
import { floodsBefore, type KnownFlood } from '../../territory/known-flood.ts';
import type { Config } from '../config.ts';

type Read = Pick<Config, 'knownFloods' | 'stationPhones' | 'communes'>;

/** What a town would regret of the floods that it wrote down, and of the numbers of those upstream. */
export function ofStations(config: Read, now: Instant): string[] {
  const floods = [...config.knownFloods].flatMap(([station, known]) => ofFloods(config, station, known, now));
  const misdialled = [...config.stationPhones].filter(([, { number }]) => isMisdialled(number)).map(([id]) => id);
  if (misdialled.length === 0) return floods;
  return [
    ...floods,
    `the number to ring at ${misdialled.join(', ')} is shorter or longer than the numbers of its country, or has the nought that is dialled within it: ring it once (stations.yaml, phone)`,
  ];
}

function ofFloods(config: Read, station: string, floods: readonly KnownFlood[], now: Instant): string[] {
  const watches = [...config.communes.values()].flatMap((commune) => commune.watches);
  const firstMarks = watches.filter((watch) => watch.station === station).map(({ marks }) => marks.prepare);
  if (firstMarks.length === 0)
    return [`no commune watches ${station}: its known floods are shown nowhere (stations.yaml, knownFloods)`];
  const over = floodsBefore(config.knownFloods, station, now);
  const said = (what: string, why: string) => `${what} at ${station} ${why} (stations.yaml, knownFloods)`;
  const low = floods.filter(({ stageM }) => stageM < Math.min(...firstMarks));
  const ahead = floods.filter((each) => !over.includes(each));
  const twice = floods.filter((each, index) => floods.slice(0, index).some((other) => isCalledAlike(each, other)));
  return [
    ...low.map((each) =>
      said(
        called(each),
        `lies below the first mark (${Math.min(...firstMarks)} m): is that the same zero, metres above this gauge's and not above the sea?`,
      ),
    ),
    ...ahead.map((each) => said(called(each), 'is not over by its date: until then it is not shown')),
    ...twice.map((each) => said(called(each), 'is called as another flood there is: nobody can tell which is meant')),
  ];
}

function called({ name, date, stageM }: KnownFlood): string {
  return `the known flood ${name?.en ?? date} (${stageM} m)`;
}

/** In any language; of one without a name the date is its name. */
function isCalledAlike(a: KnownFlood, b: KnownFlood): boolean {
  if (a.name === null || b.name === null) return a.name === b.name && a.date === b.date;
  return a.name.fr === b.name.fr || a.name.en === b.name.en;
}
