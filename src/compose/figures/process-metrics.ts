import { readdirSync } from 'node:fs';
import { Counter, Gauge, type Registry } from 'prom-client';

/** What the service takes of the machine, by the names that Prometheus' own dashboards know: a leak shows here before the machine runs out. */
export function watchProcess(registry: Registry): void {
  const figure = (name: string, help: string, read: () => number) =>
    registry.registerMetric(
      new Gauge({
        name,
        help,
        registers: [],
        collect() {
          this.remove();
          try {
            this.set(read());
          } catch {
            // No file can be opened, as when none is left, or there is no /proc: all other figures are told.
          }
        },
      }),
    );
  const startedAt = Math.round(Date.now() / 1000 - process.uptime());
  figure('process_resident_memory_bytes', 'Memory in use', () => process.memoryUsage.rss());
  figure('process_start_time_seconds', 'When the service was started, since 1970', () => startedAt);
  const used = new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Time of all cores',
    registers: [],
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
    },
  });
  registry.registerMetric(used);
  // Elsewhere than on Linux nobody counts them.
  if (process.platform === 'linux')
    figure('process_open_fds', 'Open files and connections', () => readdirSync('/proc/self/fd').length - 1);
}
