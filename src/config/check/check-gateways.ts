import type { Shape } from '../../lib/io/check-shape.ts';
import { type Mistake, mistake, unknownName } from '../../lib/io/mistake.ts';
import type { AmontFile } from '../schema/amont-file.ts';

/** What a schema cannot see: a gateway has a name of its own and speaks for stations that there are. */
export function checkGateways({ file, value }: Shape<AmontFile>, stations: readonly string[] | null): Mistake[] {
  if (stations === null) return [];
  const gateways = value?.mqtt?.embedded?.gateways ?? [];
  return gateways.flatMap(({ user, stations: spokenFor }, index) => {
    const path = ['mqtt', 'embedded', 'gateways', index];
    const taken = stations.includes(user) || gateways.slice(0, index).some((each) => each.user === user);
    const name = taken
      ? [mistake(file, [...path, 'user'], user, 'a name that no station and no other gateway has')]
      : [];
    const unknown = spokenFor.flatMap((id, at) =>
      stations.includes(id)
        ? []
        : [unknownName(file, [...path, 'stations', at], id, 'a station of stations.yaml', stations)],
    );
    return [...name, ...unknown];
  });
}
