import type { BaseLogger } from 'pino';
import type { Network } from '../../territory/network.ts';
import type { ForecastModel } from '../forecast-model.ts';
import { createAdlpModel } from '../issue/adlp-model.ts';
import { createInterimModel } from '../issue/interim-model.ts';
import { changedSince, type FitBasis } from '../learn/fit-basis.ts';
import { type KeptFit, loadFit } from './kept-fit.ts';

/** What was kept over a restart, and what forecasts by it; the fit itself only where it is of the gauges as they are set now. */
interface Restored {
  model: ForecastModel;
  kept: KeptFit | null;
}

export async function restoreModel(
  file: string | null,
  network: Network,
  basis: FitBasis,
  log: BaseLogger,
): Promise<Restored | null> {
  const stored = file === null ? null : await loadFit(file, basis.method, log);
  if (stored === null) return null;
  const changed = changedSince(stored.basis, basis);
  if (changed.size === 0) return { model: createAdlpModel(network, stored.fit), kept: stored };
  log.warn(
    { changed: [...changed] },
    'gauges are new or set otherwise: the forecast learns anew, and until then is simpler for these and for those below them',
  );
  return { model: createInterimModel(network, stored.fit, changed), kept: null };
}
