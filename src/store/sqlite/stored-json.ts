/** A JSON column and what is in it, said where the row's type is said. A changed type needs a migration that rewrites its rows. */
export type Json<T> = string & { readonly holds?: T };

/** Reads back what a store wrote. @example storedJson('[1,2]' of Json<number[]>) // [1, 2] */
export function storedJson<T>(text: Json<T>): T {
  return JSON.parse(text);
}

/** The same of a row that may not be there, or a column that is empty. */
export function storedOrNull<T>(text: Json<T> | null | undefined): T | null {
  return text == null ? null : storedJson(text);
}
