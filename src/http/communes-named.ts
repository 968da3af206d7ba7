import type { Commune } from '../territory/commune.ts';

/** Communes whose name holds what was typed, accents, hyphens and « St » for « Saint » apart. @example communesNamed([{ name: 'Saint-Étienne-la-Rivière' }], 'st etienne') // that one */
export function communesNamed(communes: readonly Commune[], typed: string): Commune[] {
  const asked = plain(typed);
  const exact = communes.filter(({ name }) => plain(name) === asked);
  return exact.length > 0 ? exact : communes.filter(({ name }) => plain(name).includes(asked));
}

function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\bst(e?)\b/g, 'saint$1')
    .trim();
}
