import { waysToResidents } from '../../notification/ways.ts';
import type { ResidentWay } from '../../people/way.ts';
import type { Commune, Language } from '../../territory/commune.ts';
import {
  type Conformity,
  type Controller,
  conformityOf,
  notFilledIn,
  type Publisher,
} from '../../territory/publisher.ts';
import type { Doors } from '../doors.ts';
import { byName } from './own-communes.ts';

/** All that is said of the site itself. */
export interface AboutView {
  publisher: Publisher;
  isIncomplete: boolean;
  conformity: Conformity;
  /** In which the town's own words are written. */
  townLanguage: Language;
  waysToResidents: readonly ResidentWay[];
  ways: Doors['ways'];
  pushServices: readonly string[];
  /** Whether machines are told what staff are, with names. */
  tellsMachines: boolean;
  /** Communes that decide on their residents' data themselves, by name. */
  controllers: readonly { commune: Commune; controller: Controller }[];
  /** `unnamed`: gauges of which nobody has said whose they are. */
  sources: { owners: readonly string[]; unnamed: readonly string[] };
}

export function viewAbout(doors: Doors, speech: { language: string }): AboutView {
  const { publisher, instance, ways, webPush, webhooks, communes, network, wallClock } = doors;
  const stations = [...network.stations.values()];
  const controllers = [...communes.values()].flatMap((commune) =>
    commune.controller === null ? [] : [{ commune, controller: commune.controller }],
  );
  return {
    publisher,
    isIncomplete: notFilledIn(publisher).length > 0,
    conformity: conformityOf(publisher.accessibility.audit, wallClock.now()),
    townLanguage: instance.languages[0] ?? 'fr',
    waysToResidents: waysToResidents(doors),
    ways,
    pushServices: webPush?.services ?? [],
    tellsMachines: webhooks.some(({ tells }) => tells === 'staff'),
    controllers: controllers.toSorted(byName(speech)),
    sources: {
      owners: [...new Set(stations.flatMap(({ attribution }) => attribution ?? []))],
      unnamed: stations.filter(({ attribution }) => attribution === null).map(({ name }) => name),
    },
  };
}
