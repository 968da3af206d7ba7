import type { Instant } from '../../lib/clock.ts';
import type { Refusal } from '../decode/refusal.ts';
import type { Point } from '../reading.ts';

/** A gauge of the State whose readings are open data, fetched from its owner's service. */
export type NationalGauge =
  /** Hub'Eau's station code (`code_station`), ten characters. */
  | { service: 'hubeau'; code: string }
  /** The Environment Agency's measure: the last part of its address, which ends in its unit. */
  | { service: 'environment-agency'; measure: string };

export type NationalService = NationalGauge['service'];

/** A row as it came, and why it is refused. */
export type RefusedRow = Refusal & { row: string };

/** What one page of a service's answer says of one gauge, in the unit of its quantity. */
export interface Page {
  points: readonly Point[];
  /** Rows of this gauge that are no reading. */
  refused: readonly RefusedRow[];
  /** Rows of something else: another station, or a whole site. */
  ignored: number;
  /** Where the next page is, in the service's own words; `null` on the last one. */
  next: string | null;
}

/** How the asking of a service for one gauge goes, for staff. */
export interface FeedState {
  station: string;
  service: NationalService;
  lastSuccessAt: Instant | null;
  /** Polls in a row that failed. */
  failures: number;
  /** What went wrong at the last poll; `null` where it went well. */
  failure: string | null;
  /** Rows of other stations or of whole sites, since the start. */
  ignored: number;
}

/** Owner and licence, as each service's terms ask for it to be shown. */
export const attributionOf: Record<NationalService, string> = {
  hubeau: "Vigicrues / Hub'Eau (Ministère de la Transition écologique), Licence Ouverte 2.0",
  'environment-agency':
    'Environment Agency flood and river level data from the real-time data API (Beta), Open Government Licence v3.0',
};

/** Readings of both services are seen to come 15 to 75 minutes after they were observed. */
export const NATIONAL_DELAY_MIN = 75;
