import type { Doors } from '../../src/http/doors.ts';
import { iso } from '../../src/lib/units.ts';
import { isSeenLately, type OfficialSpell } from '../../src/reading/national/official-warning.ts';
import type { OfficialSource } from '../../src/territory/official-warning.ts';

/** Vigicrues' map with these sections, in the form of 2026. */
export function vigicruesMap(levels: Readonly<Record<string, unknown>>, statedAt: number): string {
  const features = Object.entries(levels).map(([CdEntCru, NivInfViCr]) => ({
    type: 'Feature',
    properties: { CdEntCru, typentcru: '8', lbentcru: `Rivière de ${CdEntCru}`, NivInfViCr },
    geometry: { type: 'MultiLineString', coordinates: [] },
  }));
  return JSON.stringify({ type: 'FeatureCollection', DtHrInfoVigiCru: iso(statedAt), features });
}

export const aude: OfficialSource = { service: 'vigicrues', place: 'AU4' };

export function spellOf(firstSeenAt: number, change: Partial<OfficialSpell> = {}): OfficialSpell {
  return {
    ...aude,
    name: 'Aude aval',
    level: 'orange',
    since: firstSeenAt,
    statedAt: firstSeenAt,
    firstSeenAt,
    lastSeenAt: firstSeenAt,
    ...change,
  };
}

/** The doors of a town whose communes have set a place of the State, of which this was seen last; `null`: nothing yet. */
export function withOfficial(doors: Doors, spell: OfficialSpell | null, source: OfficialSource = aude): Doors {
  const communes = new Map(
    [...doors.communes].map(([id, commune]) => [id, { ...commune, officialWarnings: [source] }] as const),
  );
  return {
    ...doors,
    communes,
    officialWarnings: (sources, at) =>
      sources.map((each) => ({
        ...each,
        spell,
        isCurrent: spell !== null && isSeenLately(spell, at),
        failures: 0,
        failure: null,
      })),
  };
}
