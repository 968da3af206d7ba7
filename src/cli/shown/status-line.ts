const REDRAW_MS = 200;
const LINE_EVERY_MS = 30_000;

export interface StatusLine {
  show(line: string): void;
  /** The same at once: what begins now may take minutes before there is more to show. */
  begin(line: string): void;
  clear(): void;
}

/** How far long work is, on standard error: one line of a terminal drawn anew, and where a file or a pipe reads a line every half minute. */
export function statusLine(
  { stderr }: { stderr: Pick<NodeJS.WriteStream, 'isTTY'> & { write(text: string): unknown } } = process,
  nowMs: () => number = () => performance.now(),
): StatusLine {
  let shownMs = stderr.isTTY ? Number.NEGATIVE_INFINITY : nowMs();
  const begin = (line: string) => {
    shownMs = nowMs();
    stderr.write(stderr.isTTY ? `\r${line}\u001b[K` : `${line}\n`);
  };
  return {
    begin,
    show(line) {
      if (nowMs() - shownMs >= (stderr.isTTY ? REDRAW_MS : LINE_EVERY_MS)) begin(line);
    },
    clear: () => void (stderr.isTTY && stderr.write('\r\u001b[K')),
  };
}
