/** A machine of the town's or the agency's own that is told at once: a siren, a panel, a tool of those on call. */
export interface Webhook {
  /** What the town calls it. */
  id: string;
  url: string;
  /** `residents`: what residents are told. `staff`: what those who decide are told. */
  tells: 'residents' | 'staff';
  /** By id. */
  communes: readonly string[];
  /** The first, and while keys are exchanged the one before, as `whsec_` and base64. */
  secrets: readonly string[];
}

/** The names of those that are told with the residents of a commune, or with those who decide there. */
export function machinesToldWith(
  whom: Webhook['tells'],
  webhooks: readonly Pick<Webhook, 'id' | 'tells' | 'communes'>[],
  commune: string,
): readonly string[] {
  return webhooks.flatMap(({ id, tells, communes }) => (tells === whom && communes.includes(commune) ? [id] : []));
}

/** 24 to 64 bytes in base64, behind `whsec_` (Standard Webhooks 1.0). */
export function isWebhookSecret(secret: string): boolean {
  const [, written] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  const { length } = Buffer.from(written ?? '', 'base64');
  return length >= 24 && length <= 64;
}
