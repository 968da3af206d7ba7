import type { Instant } from '../lib/clock.ts';

/** What GDPR, art. 6(1), allows a town to handle data on: consent (a), a legal obligation (c), a task in the public interest (e). */
export const legalBases = ['consent', 'legal-obligation', 'public-task'] as const;
export type LegalBasis = (typeof legalBases)[number];

/** Who answers for a site before the public. `null`: not filled in. */
export interface Publisher {
  name: string | null;
  address: string | null;
  /** As people dial it. */
  phone: string | null;
  email: string | null;
  /** The person who answers for what is published (in France the « directeur de la publication »). */
  director: string | null;
  host: { name: string; address: string; phone: string } | null;
  dataProtection: DataProtection;
  accessibility: Accessibility;
}

export interface DataProtection {
  /** How the data protection officer is reached. */
  officer: string | null;
  legalBasis: { residents: LegalBasis | null; officials: LegalBasis | null };
  /** Who handles data for the publisher, and what for. */
  processors: readonly string[];
  /** With whom people may lodge a complaint; `null`: that of their country. */
  authority: { name: string; url: string } | null;
}

/** Who decides on the data of a commune's residents, where that is not the publisher. */
export interface Controller {
  name: string;
  /** How it is reached. */
  contact: string;
  officer: string | null;
}

export interface Accessibility {
  /** `percent` of the criteria that apply are met. */
  audit: { by: string; on: Instant; percent: number } | null;
  notAccessible: readonly string[];
  /** Of the plan for the coming years. */
  planUrl: string | null;
}

/** The keys that the law asks for and nobody has filled in, as they are called in `amont.yaml`. */
export function notFilledIn({ dataProtection, host, ...publisher }: Publisher): string[] {
  const { officer, legalBasis } = dataProtection;
  const asked = {
    name: publisher.name,
    address: publisher.address,
    phone: publisher.phone,
    email: publisher.email,
    director: publisher.director,
    host,
    'dataProtection.officer': officer,
    'dataProtection.legalBasis.residents': legalBasis.residents,
    'dataProtection.legalBasis.officials': legalBasis.officials,
  };
  return Object.entries(asked).flatMap(([key, value]) => (value === null ? [key] : []));
}

/** `unaudited`, `outdated`: nobody has checked yet, or too long ago; in law both are the same as `none`. */
export type Conformity = 'full' | 'partial' | 'none' | 'outdated' | 'unaudited';

/** A statement is good for three years. */
const VALID_YEARS = 3;

/**
 * What a site may say of its own accessibility: all criteria met, half of them, or fewer; never more than somebody has audited
 * (RGAA 4.1, obligations: « état de conformité »).
 * @example conformityOf({ by: 'X', on: Date.parse('2026-01-10'), percent: 82 }, Date.parse('2026-11-28')) // 'partial'
 */
export function conformityOf(audit: Accessibility['audit'], now: Instant): Conformity {
  if (audit === null || now < audit.on) return 'unaudited';
  const ends = new Date(audit.on);
  ends.setUTCFullYear(ends.getUTCFullYear() + VALID_YEARS);
  if (now >= ends.getTime()) return 'outdated';
  if (audit.percent === 100) return 'full';
  return audit.percent >= 50 ? 'partial' : 'none';
}
