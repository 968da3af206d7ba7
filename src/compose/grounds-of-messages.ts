import type { ForecastStore } from '../forecast/forecast-store.ts';
import type { DecisionStore } from '../policy/decision-store.ts';

export interface GroundsOfMessages {
  decisions: Pick<DecisionStore, 'last'>;
  forecasts: Pick<ForecastStore, 'latest'>;
}

/** What a message says beside the alert: where the disk has spoiled that it is told, and the message goes without. */
export function groundsOfMessages(
  { decisions, forecasts }: GroundsOfMessages,
  failed: (place: string, error: unknown) => void,
): GroundsOfMessages {
  return {
    decisions: {
      last(commune, station, from, to) {
        try {
          return decisions.last(commune, station, from, to);
        } catch (error) {
          failed(station, error);
          return undefined;
        }
      },
    },
    forecasts: {
      latest(station, by) {
        try {
          return forecasts.latest(station, by);
        } catch (error) {
          failed(station, error);
          return null;
        }
      },
    },
  };
}
