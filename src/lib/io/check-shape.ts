import type { Static, TSchema } from 'typebox';
import { Settings } from 'typebox/system';
import { Value } from 'typebox/value';
import { decimalAdvice } from './decimal-advice.ts';
import { type Mistake, mistake, type Path, suggest, unknownKey } from './mistake.ts';
import { quoteAdvice } from './quote-advice.ts';
import { valueAt, type YamlFile } from './yaml-file.ts';

/** A file measured against its schema: `value` only where nothing differs. */
export interface Shape<T> {
  file: YamlFile;
  value: T | null;
  errors: Mistake[];
}

/** A file that could not be read at all. */
export function unreadable(name: string, errors: Mistake[]): Shape<never> {
  return { file: { name, value: undefined, lineOf: () => null }, value: null, errors };
}

// Eight is what it stops at by itself: a ninth mistake would be told only after the first were mended, and eight keys too many
// in one place hid why the file was refused at all.
Settings.Set({ maxErrors: 1_000 });

/** Finds every place where the file differs from the schema. `adviceOn` says more of an unknown key than what is near it. */
export function checkShape<S extends TSchema>(
  schema: S,
  file: YamlFile,
  adviceOn: (path: Path, key: string) => string | null = () => null,
): Shape<Static<S>> {
  const seen = new Set<string>();
  const errors: Mistake[] = [];
  const add = (error: Mistake): void => {
    // One wrong value can break several rules of its schema; its sentence says all of them at once.
    if (!seen.has(error.path)) errors.push(error);
    seen.add(error.path);
  };
  for (const fault of Value.Errors(schema, file.value)) {
    const path = toPath(fault.instancePath, file.value);
    const at = schemaAt(schema, path);
    if (fault.keyword === 'additionalProperties') {
      for (const key of fault.params.additionalProperties) {
        const advice = adviceOn([...path, key], key) ?? suggest(key, keysOf(at)) + decimalAdvice(key);
        add(unknownKey(file, [...path, key], key, advice));
      }
    } else if (fault.keyword === 'required') {
      for (const key of fault.params.requiredProperties) {
        const allowed = describe(schemaAt(schema, [...path, key]));
        add({ ...mistake(file, [...path, key], undefined, allowed), found: 'nothing' });
      }
    } else if (fault.keyword !== 'boolean') {
      const allowed = fault.keyword === '~refine' ? fault.params.message : describe(at);
      const key = path.at(-1);
      const found = valueAt(file.value, path);
      const advice = typeof key === 'string' ? decimalAdvice(key) : '';
      add(mistake(file, path, found, allowed + advice + (/quote/.test(allowed) ? '' : quoteAdvice(at, found))));
    }
  }
  return { file, value: Value.Check(schema, file.value) ? file.value : null, errors };
}

type Fields = {
  description?: string;
  properties?: Record<string, Fields>;
  /** What every other key holds, where names are free. */
  additionalProperties?: Fields | boolean;
  items?: Fields;
};

function schemaAt(schema: TSchema, path: Path): Fields | null {
  let at: Fields | null = schema;
  for (const step of path) at = (typeof step === 'number' ? at?.items : below(at, step)) ?? null;
  return at;
}

function below(at: Fields | null, key: string): Fields | undefined {
  const others = at?.additionalProperties;
  return at?.properties?.[key] ?? (typeof others === 'object' ? others : undefined);
}

function describe(schema: Fields | null): string {
  return schema?.description ?? 'something else';
}

function keysOf(schema: Fields | null): string[] {
  return Object.keys(schema?.properties ?? {});
}

/** A JSON pointer as a path; a step into a list is a number. */
function toPath(pointer: string, root: unknown): Path {
  const path: (string | number)[] = [];
  let at = root;
  for (const raw of pointer.split('/').slice(1)) {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(at) ? Number(step) : step);
    at = valueAt(at, [path.at(-1)!]);
  }
  return path;
}
