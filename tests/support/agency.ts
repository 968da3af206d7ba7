import { newCommuneState } from '../../src/alert/alert.ts';
import { createServer } from '../../src/http/server.ts';
import { DAY_MS } from '../../src/lib/units.ts';
import type { OfficialSpell } from '../../src/reading/national/official-warning.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { stations } from './aude.ts';
import { createWorld, flood, NOW, type World } from './flood-world.ts';
import { withOfficial } from './official.ts';
import { stageReading } from './stage-reading.ts';
import { logIn } from './visitor.ts';

/** An agency: the three communes of the flood and 27 more that watch the gauge of Coursan, one where all is calm, and twelve brooks. */
export async function agency(calmGauges = ['ru-0'], spell: OfficialSpell | null = null) {
  const world = createWorld({ kind: 'operational' });
  await flood(world);
  const { doors } = world;
  const coursan = doors.communes.get('coursan')!;
  const more = Array.from({ length: 27 }, (_, index) => ({ ...coursan, id: `ville-${index}`, name: `Ville ${index}` }));
  const calm = Array.from({ length: 12 }, (_, index) => ({
    ...stations[0]!,
    id: `ru-${index}`,
    name: `Le Ru ${index}`,
    upstream: [],
  }));
  const above = (upstream: readonly string[]) => [...upstream, ...calm.map(({ id }) => id)];
  const network = createNetwork([
    ...stations.map((each) => (each.id === 'coursan' ? { ...each, upstream: above(each.upstream) } : each)),
    ...calm,
  ]);
  for (const { id } of calm) await doors.readings.append([stageReading(id, NOW, 0.5)]);
  const communes = new Map([
    ...doors.communes,
    ...[...more, calmCommune(world, calmGauges)].map((each) => [each.id, each] as const),
  ]);
  const staff = doors.accounts.find('staff-aude')!;
  doors.accounts.add({ ...staff, id: 'agency', communes: [...communes.keys()] });
  const spans: number[] = [];
  const readings = {
    ...doors.readings,
    window: (...asked: Parameters<typeof doors.readings.window>) => {
      spans.push(asked[2] - asked[1]);
      return doors.readings.window(...asked);
    },
    reaching: (...asked: Parameters<typeof doors.readings.reaching>) => {
      spans.push(asked[3] - asked[2]);
      return doors.readings.reaching(...asked);
    },
  };
  const policy = doors.policies.current()!;
  const own = policy.rules.filter(({ commune }) => commune === 'coursan');
  const rules = [...policy.rules, ...more.flatMap(({ id }) => own.map((rule) => ({ ...rule, commune: id })))];
  const entry = { at: NOW, actor: { service: true }, action: 'policy.extended', commune: null, detail: {} } as const;
  doors.policies.append({ author: 'agency', reason: 'more', createdAt: NOW, rules }, entry);
  /** The gauges whose statements were read, in however many parts. */
  const judged = new Set<string>();
  const statements = {
    ...doors.statements,
    firstAt: () => NOW - 90 * DAY_MS,
    hourly: (...asked: Parameters<typeof doors.statements.hourly>) => {
      judged.add(`${asked[0]}/${asked[1]}`);
      return doors.statements.hourly(...asked);
    },
  };
  const all = { ...doors, network, communes, readings, statements };
  const app = createServer(spell ? withOfficial(all, spell) : all);
  return { ...world, app, visitor: await logIn(app, 'agency'), spans, judged: () => judged.size };
}

/** A brook of hers stands low, and nothing is likely. */
function calmCommune({ doors }: World, own: readonly string[]) {
  const lagrasse = doors.communes.get('lagrasse')!;
  const watches = own.map((station) => ({ ...lagrasse.watches[0]!, station }));
  const gauges = { 'ru-0': doors.journal.state('lagrasse')!.gauges['lagrasse']! };
  const state = { ...newCommuneState('calm'), gauges };
  const judged = doors.decisions.last('lagrasse', 'lagrasse', NOW, NOW)!;
  doors.decisions.append({ ...judged, assessment: { ...judged.assessment, commune: 'calm', station: 'ru-0' } });
  doors.journal.commit({ state, events: [], outbox: [], record: [] });
  const chances = Object.values(watches[0]!.marks).map((markM) => ({ markM, leadTimeH: 3, probability: 0.03 }));
  doors.forecasts.append({ ...doors.forecasts.latest('lagrasse', NOW)!, station: 'ru-0', stageM: 0.5, chances });
  return { ...lagrasse, id: 'calm', name: 'Calme', watches };
}
