/**
 * How many readings were ever written of each series. A trigger, so that whoever writes one counts it, in the same transaction: a running service
 * tells by it of which gauges another process has written, and reads those again and no others.
 */
export const readingsWritten = [
  'ALTER TABLE series ADD COLUMN written INTEGER NOT NULL DEFAULT 0',
  `CREATE TRIGGER count_written AFTER INSERT ON reading
    BEGIN UPDATE series SET written = written + 1 WHERE id = NEW.series; END`,
];
