import type { ForecastSummary } from '../../forecast/forecast-store.ts';
import type { ZeroShift } from '../../reading/quality/zero-shift.ts';
import type { MessageWords } from '../../text/message-words.ts';
import type { Names } from '../../text/words.ts';

/** What limits a forecast. */
export type Caveats = Pick<ForecastSummary, 'degraded' | 'outsideExperience' | 'learning' | 'highest'>;

const none = { degraded: [], outsideExperience: false, learning: false } as const;

/** One line that says what must be known to trust the water and the chances that are told. */
export function caveatLines(
  caveats: Caveats | null,
  zeroShift: ZeroShift | null,
  { labels, labelled, caveats: words }: MessageWords,
  names: Names,
): string[] {
  const { degraded, outsideExperience, learning } = caveats ?? none;
  const sentences = [
    ...(degraded.length > 0 ? [words.without(degraded.map((id) => names.station(id)).join(', '))] : []),
    ...(zeroShift ? [words.zeroShift(zeroShift.fellM, zeroShift.at, names.timeZone)] : []),
    ...(outsideExperience ? [words.outsideExperience] : []),
    ...(learning ? [words.learning] : []),
  ];
  return sentences.length === 0 ? [] : [labelled(labels.caveat, sentences.join(' '))];
}
