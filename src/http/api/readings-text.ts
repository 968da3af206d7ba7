import { MINUTE_MS } from '../../lib/units.ts';
import type { Reading } from '../../reading/reading.ts';
import type { Station } from '../../territory/station.ts';
import { unitOf } from '../../territory/station.ts';
import { MOST_SHOWN, thinnedTo } from '../views/thinned.ts';
import { Reading as ReadingLine } from './schemas/station.ts';
import { writerOf } from './write-answers.ts';

const write = writerOf(ReadingLine);

/**
 * The answer piece by piece, as it is taken: of a gauge that reports each minute a month is 6 MB. Made at once it holds everybody up for a quarter of a
 * second, and whoever asks for it a hundred times and takes none of it has the memory of the machine.
 *
 * So many readings as `thinned` leaves of the whole: what one piece does not need of them another may.
 */
export async function* readingsText(
  { id, quantity }: Pick<Station, 'id' | 'quantity'>,
  pieces: AsyncIterable<readonly Reading[]>,
  { pieceMs, spanMs }: { pieceMs: number; spanMs: number },
): AsyncGenerator<string> {
  let open = `${JSON.stringify({ station: id, quantity, unit: unitOf[quantity] }).slice(0, -1)},"readings":[`;
  let most = MOST_SHOWN;
  let leftMs = spanMs;
  let isThinned = false;
  for await (const all of pieces) {
    most += Math.min(pieceMs, leftMs) / MINUTE_MS;
    leftMs = Math.max(0, leftMs - pieceMs);
    const readings = thinnedTo(all, most);
    most -= readings.length;
    isThinned ||= readings !== all;
    if (readings.length === 0) continue;
    yield open + readings.map((each) => JSON.stringify(write(each))).join(',');
    open = ',';
  }
  yield `${open === ',' ? '' : open}]${isThinned ? ',"thinned":true' : ''}}`;
}
