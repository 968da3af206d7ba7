import type { Config } from '../../config/config.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { isCleared, readTable } from '../../reading/decode/formats/csv-table.ts';
import { type NewAccount, readAccount } from './read-account.ts';

/** An account with the line that it was read from. */
export interface ListedAccount extends NewAccount {
  line: number;
}

const NEEDED = ['id', 'name', 'communes'];

/**
 * The accounts of a table with the heads id, name, communes, and perhaps role (without it: mayor) and language; other columns are left
 * alone. Or a line for each fault, with its file and line: one mistake among hundreds makes none of them.
 */
export function readAccounts(
  text: string,
  file: string,
  config: Config,
  folder: string,
): Result<ListedAccount[], string[]> {
  const [head, ...rows] = [...readTable(text).rows].filter((row) => !isCleared(row));
  const missing = NEEDED.filter((each) => !head?.cells.includes(each));
  if (!head || missing.length > 0)
    return err([faultIn(file, head?.line ?? 1, `the first line names the columns; missing ${missing.join(', ')}`)]);
  const lineOf = new Map<string, number>();
  const accounts: ListedAccount[] = [];
  const faults: string[] = [];
  for (const { line, cells } of rows) {
    const cell = (name: string) => cells[head.cells.indexOf(name)] ?? '';
    const id = cell('id');
    const tell = (fault: string) => void faults.push(faultIn(file, line, fault));
    const known = lineOf.get(id);
    lineOf.set(id, known ?? line);
    if (known !== undefined && id !== '')
      tell(`id: ${id} stands in line ${known} already: all communes of a person stand in one line, parted by a space`);
    const nameless = cells.filter((each, index) => each !== '' && !head.cells[index]);
    if (nameless.length > 0)
      tell(
        `found ${nameless.join(', ')}, for which the first line names no column; what has a comma in it stands in quotes`,
      );
    const language = cell('language');
    const read = readAccount(
      {
        id,
        role: cell('role') || 'mayor',
        name: cell('name'),
        communes: cell('communes').replaceAll(/[\s,;]+/g, ','),
        ...(language !== '' && { language }),
      },
      config,
      folder,
    );
    if (read.ok) accounts.push({ ...read.value, line });
    else for (const fault of read.error) tell(fault.replace(/^(--|ID)/, (start) => (start === 'ID' ? 'id' : '')));
  }
  if (rows.length === 0) faults.push(`${file}: no line below the names of the columns`);
  return faults.length === 0 ? ok(accounts) : err(faults);
}

export function faultIn(file: string, line: number, fault: string): string {
  return `${file} line ${line}: ${fault}`;
}
