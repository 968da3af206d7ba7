import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { ConfigError } from './config-error.ts';
import { decimalAdvice } from './decimal-advice.ts';
import { mistake, suggest } from './mistake.ts';
import { type Path, valueAt, type YamlFile } from './yaml-file.ts';

/** A file measured against its schema: `value` only where nothing differs. */
export interface Shape<T> {
  file: YamlFile;
  value: T | null;
  errors: ConfigError[];
}

/** A file that could not be read at all. */
export function unreadable(name: string, errors: ConfigError[]): Shape<never> {
  return { file: { name, value: undefined, lineOf: () => null }, value: null, errors };
}

/** Finds every place where the file differs from the schema. */
export function checkShape<S extends TSchema>(schema: S, file: YamlFile): Shape<Static<S>> {
  const seen = new Set<string>();
  const errors: ConfigError[] = [];
  const add = (error: ConfigError): void => {
    // One wrong value can break several rules of its schema; its sentence says all of them at once.
    if (!seen.has(error.path)) errors.push(error);
    seen.add(error.path);
  };
  for (const fault of Value.Errors(schema, file.value)) {
    const path = toPath(fault.instancePath, file.value);
    const at = schemaAt(schema, path);
    if (fault.keyword === 'additionalProperties') {
      for (const key of fault.params.additionalProperties) add(unknownKey(file, [...path, key], key, keysOf(at)));
    } else if (fault.keyword === 'required') {
      for (const key of fault.params.requiredProperties) {
        const allowed = describe(schemaAt(schema, [...path, key]));
        add({ ...mistake(file, [...path, key], undefined, allowed), found: 'nothing' });
      }
    } else if (fault.keyword !== 'boolean') {
      const allowed = fault.keyword === '~refine' ? fault.params.message : describe(at);
      add(mistake(file, path, valueAt(file.value, path), allowed));
    }
  }
  return { file, value: Value.Check(schema, file.value) ? file.value : null, errors };
}

function unknownKey(file: YamlFile, path: Path, key: string, known: readonly string[]): ConfigError {
  const allowed = isSecret(key) ? secretAdvice(path) : suggest(key, known) + decimalAdvice(key);
  return { ...mistake(file, path, key, allowed), found: `unknown key ${key}` };
}

function isSecret(key: string): boolean {
  return /pass(word|wd|phrase)?$|secret|token|api-?_?key/i.test(key);
}

function secretAdvice(path: Path): string {
  const name = { mail: 'AMONT_SMTP_PASSWORD', mqtt: 'AMONT_MQTT_PASSWORD', influx: 'AMONT_INFLUX_TOKEN' }[
    String(path[0])
  ];
  return name === undefined
    ? 'no secret in these files: they come from the environment'
    : `no secret in these files: set ${name}, or ${name}_FILE to a file that holds it, in the environment`;
}

type Fields = { description?: string; properties?: Record<string, Fields>; items?: Fields };

function schemaAt(schema: TSchema, path: Path): Fields | null {
  let at: Fields | null = schema;
  for (const step of path) at = (typeof step === 'number' ? at?.items : at?.properties?.[step]) ?? null;
  return at;
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
