import type { DeviceHealthStore, DeviceState } from '../../reading/device/device-state.ts';
import type { Database } from './database.ts';
import { type Json, storedOrNull } from './stored-json.ts';

export function createSqliteDeviceHealthStore(db: Database): DeviceHealthStore {
  const find = db.prepare<[string], Json<DeviceState>>('SELECT state FROM device_state WHERE station = ?').pluck();
  const put = db.prepare<[string, string]>(
    'INSERT INTO device_state (station, state) VALUES (?, ?) ON CONFLICT (station) DO UPDATE SET state = excluded.state',
  );
  return {
    of: (station) => storedOrNull(find.get(station)),
    put: (state) => {
      put.run(state.station, JSON.stringify(state));
    },
  };
}
