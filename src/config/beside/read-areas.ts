import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Mistake, mistake } from '../../lib/io/mistake.ts';
import type { YamlFile } from '../../lib/io/yaml-file.ts';
import { err, messageOf, type Result } from '../../lib/result.ts';
import type { Area } from '../../territory/area.ts';
import { soundEntries } from '../entries.ts';
import { CommuneEntry } from '../schema/communes-file.ts';
import type { GeoFault } from './geojson.ts';
import { type Outline, readOutline } from './read-outline.ts';

export interface Areas {
  byCommune: ReadonlyMap<string, Area>;
  /** Communes whose outline leaves something out, which CAP cannot say. */
  withHoles: readonly string[];
  errors: readonly Mistake[];
}

/** Where communes lie: circles as written, outlines from the files that are named. */
export function readAreas(folder: string, file: YamlFile): Areas {
  const byCommune = new Map<string, Area>();
  const withHoles: string[] = [];
  const errors: Mistake[] = [];
  for (const { value, path } of soundEntries(file, 'communes', CommuneEntry)) {
    const { id, area } = value;
    if (area?.circle) byCommune.set(id, { circle: area.circle });
    if (area?.file === undefined) continue;
    const outline = readFile(resolve(folder, area.file));
    if (outline.ok) {
      byCommune.set(id, { rings: outline.value.rings });
      if (outline.value.hasHoles) withHoles.push(id);
    } else {
      const { found, allowed } = outline.error;
      const wrong = mistake(file, [...path, 'area', 'file'], area.file, allowed);
      errors.push({ ...wrong, found: `${area.file}, ${found}` });
    }
  }
  return { byCommune, withHoles, errors };
}

function readFile(path: string): Result<Outline, GeoFault> {
  try {
    return readOutline(readFileSync(path, 'utf8'));
  } catch (cause) {
    return err({ found: messageOf(cause), allowed: 'a readable GeoJSON file' });
  }
}
