import type { Network } from '../../territory/network.ts';
import { isHubeauQuantity } from '../decode/formats/hubeau.ts';
import type { NationalGauge } from '../national/national-gauge.ts';
import { ENVIRONMENT_AGENCY_URL, environmentAgencyFeed } from './environment-agency.ts';
import type { Feed } from './feed.ts';
import { HUBEAU_URL, hubeauFeed } from './hubeau.ts';

export interface NationalGauges {
  /** By station. */
  gauges: ReadonlyMap<string, NationalGauge>;
  /** `null`: the service's own address. */
  hubeauUrl: string | null;
  environmentAgencyUrl: string | null;
}

/** The feeds of the gauges that a town has named; none where it has named none. */
export function nationalFeeds({ gauges, hubeauUrl, environmentAgencyUrl }: NationalGauges, network: Network): Feed[] {
  return [...gauges].map(([id, gauge]) => {
    const station = network.stations.get(id);
    if (!station) throw new Error(`a national gauge of an unknown station: ${id}`);
    if (gauge.service === 'environment-agency') {
      return environmentAgencyFeed(station, gauge.measure, new URL(environmentAgencyUrl ?? ENVIRONMENT_AGENCY_URL));
    }
    const { quantity } = station;
    if (!isHubeauQuantity(quantity)) throw new Error(`${id}: Hub'Eau has no ${quantity}`);
    return hubeauFeed({ ...station, quantity }, gauge.code, new URL(hubeauUrl ?? HUBEAU_URL));
  });
}

/**
 * Names the instance to whoever runs a service. A header carries ASCII only.
 * @example userAgent('Démo', 'https://a.example') // 'Amont (Demo; https://a.example)'
 */
export function userAgent(name: string, baseUrl: string): string {
  const plain = name.normalize('NFKD').replaceAll(/[^\x20-\x7e]|[()]/g, '');
  return `Amont (${plain.trim()}; ${baseUrl})`;
}
