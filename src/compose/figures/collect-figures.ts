import type { Registry } from 'prom-client';
import type { Failed } from '../tell-failures.ts';

/** All figures; one that cannot be read is told and left out: without any, whoever watches them takes the service for down. */
export async function collectFigures(registry: Registry, notShown: Failed): Promise<string> {
  const figures = registry.getMetricsAsArray().map(async ({ name }) => {
    try {
      return [await registry.getSingleMetricAsString(name)];
    } catch (error) {
      notShown(name, error);
      return [];
    }
  });
  return `${(await Promise.all(figures)).flat().join('\n\n')}\n`;
}
