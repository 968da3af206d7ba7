import { DAY_MS, HOUR_MS } from '../lib/units.ts';
import type { QualityTest } from '../reading/reading.ts';
import { frNumbers } from './fr-numbers.ts';

const testNames: Readonly<Record<QualityTest, string>> = {
  'gross-range': 'valeur impossible',
  'rate-of-change': 'variation trop rapide',
  spike: 'pic isolé',
  'flat-line': 'capteur figé',
  'unit-slip': 'peut-être une autre unité',
  late: 'arrivée trop tardive',
  excluded: 'mesure écartée',
  'taken-back': 'import annulé',
  'by-person': 'lue par une personne',
};

/** A sensor that has lost its power begins at 1970 or so: by how much it is off says nothing. */
const A_YEAR_MS = 365 * DAY_MS;

const tests = new Map<string, string>(Object.entries(testNames));

export function clockOff(offMs: number): string {
  if (Math.abs(offMs) > A_YEAR_MS)
    return `La sonde parle, mais son horloge a perdu la date : rien de ce qu'elle dit ne compte.`;
  const by = frNumbers.hours(Math.abs(offMs) / HOUR_MS);
  return offMs > 0
    ? `La sonde parle, mais son horloge avance d'environ ${by} : ses messages sont refusés.`
    : `La sonde parle, mais son horloge retarde d'environ ${by} : ses mesures passent pour anciennes.`;
}

export function doubts(found: readonly string[]): string {
  return found.map((test) => tests.get(test) ?? test).join(', ');
}

/** Within brackets after what is doubted; nothing where no test is named. */
export function listed(found: readonly string[]): string {
  return found.length === 0 ? '' : ` (${doubts(found)})`;
}
