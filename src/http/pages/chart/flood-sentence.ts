import { asSentence, floodText } from '../../../text/flood-text.ts';
import type { Speech } from '../../speech.ts';
import type { ReportGauge } from '../../views/afterwards/report-view.ts';
import type { WatchedGauge } from '../../views/commune-view.ts';
import { isInDoubt } from '../../views/in-doubt.ts';
import { mayStandAbove } from '../gauge-figure.ts';
import { highestAhead } from './chance-table.ts';

/** How the water of now stands to floods that people remember; `null` where there is nothing to compare. */
export function floodsNow({ words }: Speech, gauge: WatchedGauge): string | null {
  const text = floodText(words, { ...comparedOf(gauge), ahead: null });
  return text && asSentence(text);
}

/** The same of the highest that is likely, where more is to come. It stands beside that. */
export function floodsAhead({ words }: Speech, gauge: WatchedGauge): string | null {
  const text = floodText(words, { ...comparedOf(gauge), ahead: highestAhead(gauge) });
  return text && asSentence(text);
}

/** The same of the highest of an alert that is told afterwards. */
export function floodsAtPeak({ words }: Speech, { peak, marks, knownFloods: floods }: ReportGauge): string | null {
  const fromM = Math.min(...marks.map(({ markM }) => markM));
  const text = floodText(words, { nowM: peak?.value ?? null, ahead: null, fromM, floods });
  return text && asSentence(text);
}

function comparedOf(gauge: WatchedGauge) {
  // Water that may stand higher than what is believed or was read is below no flood that people remember.
  const seen = mayStandAbove(gauge) ? null : (gauge.read ?? (isInDoubt(gauge) ? null : gauge.accepted));
  const nowM = seen?.value ?? null;
  return { nowM, fromM: Math.min(...Object.values(gauge.watch.marks)), floods: gauge.knownFloods };
}
