import { Gauge, type Registry } from 'prom-client';
import type { Clock } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import type { DeviceHealthStore, DeviceState } from '../../reading/device/device-state.ts';
import type { RecentReadings } from '../../reading/recent-readings.ts';
import { timeGaps } from '../../reading/time-gaps.ts';
import type { Network } from '../../territory/network.ts';

export interface DeviceMetricsParts {
  clock: Clock;
  network: Network;
  deviceHealth: Pick<DeviceHealthStore, 'of'>;
  recent: Pick<RecentReadings, 'of'>;
}

/** How the sensors do, by station, read when it is asked for: silence, lost frames, battery, tilt. */
export function watchDevices(registry: Registry, { clock, network, deviceHealth, recent }: DeviceMetricsParts): void {
  const ofDevice = (name: string, help: string, read: (state: DeviceState) => number | null): void => {
    const gauge = new Gauge({
      name: `amont_device_${name}`,
      help,
      labelNames: ['station'],
      registers: [],
      collect() {
        for (const station of network.stations.keys()) {
          const state = deviceHealth.of(station);
          const value = state && read(state);
          if (value !== null) this.set({ station }, value);
        }
      },
    });
    registry.registerMetric(gauge);
  };
  ofDevice(
    'last_seen_seconds',
    'Since 1970, when its last frame came, with a level or without',
    (each) => each.lastSeenAt / 1000,
  );
  ofDevice('frames', 'Frames received, each once', (each) => each.frames);
  ofDevice('lost_frames', 'Frames that never came, by the frame counter', (each) => each.lostFrames);
  ofDevice('battery_volts', 'Battery as last told', (each) => each.batteryV);
  ofDevice('battery_percent', 'Battery as last told', (each) => each.batteryPercent);
  ofDevice('tilt_degrees', 'Tilt as last told', (each) => each.tiltDeg);
  const missing = new Gauge({
    name: 'amont_missing_readings',
    help: 'Readings of the last 24 hours that should have come and did not, by the interval of the station',
    labelNames: ['station'],
    registers: [],
    async collect() {
      const now = clock.now();
      for (const station of network.stations.values()) {
        const held = await recent.of({ station: station.id, quantity: station.quantity }, now);
        const day = held.filter(({ observedAt }) => observedAt >= now - DAY_MS && observedAt <= now);
        const gaps = timeGaps(day, station, now - DAY_MS, now);
        this.set(
          { station: station.id },
          gaps.reduce((sum, gap) => sum + gap.missing, 0),
        );
      }
    },
  });
  registry.registerMetric(missing);
}
