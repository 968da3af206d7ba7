/** Services of the State that state a level of their own, each in its own words. None is ever turned into a level of ours. */
export const vigicruesLevels = ['green', 'yellow', 'orange', 'red'] as const;
export const floodWarningLevels = [
  'no-warning',
  'warning-removed',
  'flood-alert',
  'flood-warning',
  'severe-flood-warning',
] as const;

export type OfficialLevel = (typeof vigicruesLevels)[number] | (typeof floodWarningLevels)[number];

/** Whose level it is, and of which place: Vigicrues' section of a river (« tronçon »), or a flood area of the Environment Agency. */
export interface OfficialSource {
  service: 'vigicrues' | 'environment-agency';
  /** As the service writes its code: `CO1`, `061FWF10Witney`. */
  place: string;
}

const calm: ReadonlySet<OfficialLevel> = new Set(['green', 'no-warning', 'warning-removed']);

/** Whether it warns of something. @example isWarning('yellow') // true */
export function isWarning(level: OfficialLevel): boolean {
  return !calm.has(level);
}

/** @example sourceKey({ service: 'vigicrues', place: 'CO1' }) // 'vigicrues/CO1' */
export function sourceKey({ service, place }: OfficialSource): string {
  return `${service}/${place}`;
}

/** Places that several communes have set, each once. */
export function differing(sources: readonly OfficialSource[]): readonly OfficialSource[] {
  return [...new Map(sources.map((source) => [sourceKey(source), source])).values()];
}
