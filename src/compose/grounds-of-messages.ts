import type { ForecastStore } from '../forecast/forecast-store.ts';
import type { ToldStore } from '../notification/told-store.ts';
import type { DecisionStore } from '../policy/decision-store.ts';

export interface GroundsOfMessages {
  decisions: Pick<DecisionStore, 'last'>;
  forecasts: Pick<ForecastStore, 'latest'>;
  told: Pick<ToldStore, 'toContacts'>;
}

/** What a message, and the ladder, know beside the alert: where the disk has spoiled that it is told, and they go on without. */
export function groundsOfMessages(
  { decisions, forecasts, told }: GroundsOfMessages,
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
    told: {
      toContacts(event) {
        try {
          return told.toContacts(event);
        } catch (error) {
          failed(event, error);
          return [];
        }
      },
    },
  };
}
