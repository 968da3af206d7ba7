import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';

/**
 * What quotes, or a comma, have made of a value that would be right without them; empty where something else is wrong with it.
 * @example quoteAdvice(whole('a port', 0, 65_535), '8080') // '; a number stands without quotes'
 */
export function quoteAdvice(schema: TSchema | null, found: unknown): string {
  if (schema === null) return '';
  if (typeof found === 'number' || typeof found === 'boolean')
    return Value.Check(schema, String(found)) ? '; in quotes where it is meant as text' : '';
  if (typeof found !== 'string' || found.trim() === '') return '';
  if (Value.Check(schema, Number(found))) return '; a number stands without quotes';
  const point = found.replace(',', '.');
  return Value.Check(schema, Number(point)) ? `; decimals are written with a point (${point})` : '';
}
