/** What each name's password leaves behind, and changes with it; `null` where it cannot be read just now. */
export type Proofs = () => ReadonlyMap<string, string> | null;

/** Turns out whoever came in with a password that has been changed or removed since: a stolen device must not stay as long as it stays connected. */
export function watchPasswords<C>(proofs: Proofs, everyMs: number, turnOut: (connection: C, user: string) => void) {
  const inside = new Map<C, { user: string; proof: string }>();
  const timer = setInterval(() => {
    const now = proofs();
    if (now === null) return;
    for (const [connection, { user, proof }] of inside) if (now.get(user) !== proof) turnOut(connection, user);
  }, everyMs);
  return {
    enter: (connection: C, user: string, proof: string) => void inside.set(connection, { user, proof }),
    leave: (connection: C) => void inside.delete(connection),
    stop: () => clearInterval(timer),
  };
}
