import type { FastifyRequest } from 'fastify';
import type { Account } from '../people/account.ts';
import { may, type Right } from '../people/rights.ts';
import { findRule, type Policy, type Rule } from '../policy/policy.ts';
import type { Who } from '../record/record.ts';
import { isRaisedLevel } from '../territory/alert-level.ts';
import type { Commune } from '../territory/commune.ts';
import type { Station } from '../territory/station.ts';
import type { Auth } from './auth.ts';
import type { Doors } from './doors.ts';
import { communeWith, mayChangeRules } from './views/own-communes.ts';
import { communeFor } from './views/station-rights.ts';
import { findTunedGauge, type TunedGauge } from './views/tuning-view.ts';

/** What is needed to let somebody in. Whom it refuses is told so in `errors.ts`: a person on a page, a program by RFC 9457. */
interface Entrance {
  doors: Doors;
  auth: Auth;
}

export interface OfCommune {
  Params: { commune: string };
}
export interface OfStation {
  Params: { station: string };
}
export interface OfGauge {
  Params: { commune: string; station: string };
}
export interface OfRule {
  Params: { commune: string; station: string; level: string };
}

/** A person in a commune in which they have the right that is asked for. */
export interface InCommune {
  account: Account;
  commune: Commune;
}

/** A person at a station, and the one of their communes for which they may act on it. */
export interface AtStation extends InCommune {
  station: Station;
  /** Who signs what is done there. */
  who: Who;
}

export function notFound(missing = ''): Error {
  return Object.assign(new Error(missing), { statusCode: 404 });
}

/** What is not the reader's looks the same as what does not exist: nobody learns from the answer what others have. */
export function orNotFound<T>(thing: T | null | undefined, missing?: string): T {
  if (thing == null) throw notFound(missing);
  return thing;
}

/** Who asks. Anybody else is sent to the login. */
export function enter({ auth }: Pick<Entrance, 'auth'>, request: FastifyRequest): Account {
  const account = auth.whoIs(request);
  if (!account) throw Object.assign(new Error('Log in first.'), { statusCode: 401 });
  return account;
}

/** Staff of at least one commune. */
export function enterStaff(entrance: Entrance, request: FastifyRequest): Account {
  const account = enter(entrance, request);
  if (!account.communes.some((commune) => may(account, 'see-rejections', commune))) throw notFound();
  return account;
}

export function enterCommune(entrance: Entrance, request: FastifyRequest<OfCommune>, right: Right): InCommune {
  const account = enter(entrance, request);
  const commune = communeWith(entrance.doors, account, right, request.params.commune);
  return { account, commune: orNotFound(commune, 'No such commune.') };
}

export function enterStation(entrance: Entrance, request: FastifyRequest<OfStation>, right: Right): AtStation {
  const { communes, network } = entrance.doors;
  const account = enter(entrance, request);
  const station = orNotFound(network.stations.get(request.params.station), 'No such station.');
  const commune = communes.get(communeFor(entrance.doors, account, station.id, right) ?? '');
  return atStation(account, station, orNotFound(commune, 'No such station.'));
}

/** At a gauge with a painted scale, where what is read there is the commune's to say. */
export function enterGauge({ doors, auth }: Entrance, request: FastifyRequest<OfGauge>): AtStation {
  const account = enter({ auth }, request);
  const commune = orNotFound(communeWith(doors, account, 'read-gauge', request.params.commune), 'No such gauge.');
  const station = doors.network.stations.get(request.params.station);
  const isTheirs =
    station?.quantity === 'stage' && communeFor(doors, account, station.id, 'read-gauge', [commune.id]) !== null;
  return atStation(account, orNotFound(isTheirs ? station : null, 'No such gauge.'), commune);
}

function atStation(account: Account, station: Station, commune: Commune): AtStation {
  return { account, station, commune, who: { person: account.id, commune: commune.id } };
}

/** At a gauge whose rules the person may tune. */
export function enterTunedGauge(
  { doors, auth }: Entrance,
  request: FastifyRequest<OfGauge>,
): { account: Account; gauge: TunedGauge } {
  const account = enter({ auth }, request);
  return { account, gauge: orNotFound(findTunedGauge(doors, account, request.params), 'No such gauge.') };
}

/** A rule that the person may change, in the policy in force. */
export function enterRule(
  entrance: Entrance,
  request: FastifyRequest<OfRule>,
): { account: Account; policy: Policy; rule: Rule } {
  const { doors } = entrance;
  const account = enter(entrance, request);
  const { commune, station, level } = request.params;
  const policy = orNotFound(doors.policies.current(), 'No such rule.');
  const isTheirs = mayChangeRules(doors, account, request.params);
  const rule = isTheirs && isRaisedLevel(level) ? findRule(policy, { commune, station, level }) : null;
  return { account, policy, rule: orNotFound(rule, 'No such rule.') };
}
