import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Value } from 'typebox/value';
import { type Mistake, mistake } from '../../lib/io/mistake.ts';
import { valueAt, type YamlFile } from '../../lib/io/yaml-file.ts';
import { err, messageOf, ok, type Result } from '../../lib/result.ts';
import { RiversEntry } from '../schema/stations-file.ts';
import type { GeoFault } from './geojson.ts';
import { type Courses, readCourses } from './read-courses.ts';

/** As the file is read whole. */
const MOST_BYTES = 30_000_000;

/** The courses of the rivers in the file that is named; none where none is. */
export function readRivers(folder: string, file: YamlFile): Result<Courses, Mistake[]> {
  const entry = valueAt(file.value, ['rivers']);
  // What has another shape is told by the check of the whole file.
  if (!Value.Check(RiversEntry, entry)) return ok({ lines: [], empty: 0 });
  const courses = readFile(resolve(folder, entry.file));
  if (courses.ok) return courses;
  const { found, allowed } = courses.error;
  return err([{ ...mistake(file, ['rivers', 'file'], entry.file, allowed), found: `${entry.file}, ${found}` }]);
}

function readFile(path: string): Result<Courses, GeoFault> {
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES)
      return err({
        found: `${Math.round(size / 1e6)} MB`,
        allowed: `${MOST_BYTES / 1e6} MB at most: leave small streams out, and all but names from what is told of each`,
      });
    return readCourses(readFileSync(path, 'utf8'));
  } catch (cause) {
    return err({ found: messageOf(cause), allowed: 'a readable GeoJSON file' });
  }
}
