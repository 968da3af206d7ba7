/** One command of the command line: what was typed after its name, where to print, and the exit code it gives. */
export type Command = (args: readonly string[], out: (line: string) => void) => Promise<number>;
