import type { Account, AccountStore } from '../../people/account.ts';
import type { SecondFactor } from '../../people/second-factor.ts';
import type { Database } from './database.ts';
import { type Json, storedJson } from './stored-json.ts';

type Row = Omit<Account, 'communes' | 'secondFactor'> & {
  communes: Json<string[]>;
  secondFactor: Json<SecondFactor> | null;
};
type NewRow = Omit<Row, 'communes' | 'secondFactor'> & { communes: string };
const columns =
  'id, name, role, language, communes, password_hash AS passwordHash, second_factor AS secondFactor, created_at AS createdAt';

export function createSqliteAccountStore(db: Database): AccountStore {
  const insert = db.prepare<[NewRow]>(
    `INSERT INTO account (id, name, role, language, communes, password_hash, created_at)
     VALUES (@id, @name, @role, @language, @communes, @passwordHash, @createdAt) ON CONFLICT (id) DO NOTHING`,
  );
  const find = db.prepare<[string], Row>(`SELECT ${columns} FROM account WHERE id = ?`);
  const list = db.prepare<[], Row>(`SELECT ${columns} FROM account ORDER BY id`);
  const setPassword = db.prepare<[string, string]>('UPDATE account SET password_hash = ? WHERE id = ?');
  const setSecondFactor = db.prepare<[string | null, string]>('UPDATE account SET second_factor = ? WHERE id = ?');
  const setCommunes = db.prepare<[string, string]>('UPDATE account SET communes = ? WHERE id = ?');
  const remove = db.prepare<[string]>('DELETE FROM account WHERE id = ?');
  return {
    find: (id) => {
      const row = find.get(id);
      return row ? toAccount(row) : null;
    },
    add: (account) => insert.run({ ...account, communes: JSON.stringify(account.communes) }).changes === 1,
    list: () => list.all().map(toAccount),
    setPassword: (id, passwordHash) => setPassword.run(passwordHash, id).changes === 1,
    setSecondFactor: (id, factor) => setSecondFactor.run(factor && JSON.stringify(factor), id).changes === 1,
    setCommunes: (id, communes) => setCommunes.run(JSON.stringify(communes), id).changes === 1,
    remove: (id) => remove.run(id).changes === 1,
  };
}

function toAccount(row: Row): Account {
  return { ...row, communes: storedJson(row.communes), secondFactor: row.secondFactor && storedJson(row.secondFactor) };
}
