/** An expected failure is a value with a reason; an exception is a bug. */
export type Result<T, E> = { ok: true; value: T } | { ok: false; error: E };

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function err<E>(error: E): { ok: false; error: E } {
  return { ok: false, error };
}

/** What was thrown and what that came of, in words: not all that is thrown is an error, and one of several addresses has but a code. */
export function messageOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const said = thrown.message === '' && 'code' in thrown ? String(thrown.code) : thrown.message;
  return thrown.cause === undefined ? said : `${said}: ${messageOf(thrown.cause)}`;
}
