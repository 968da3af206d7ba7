import type { ForecastSummary } from '../../forecast/forecast-store.ts';
import type { MessageWords } from '../../text/message-words.ts';
import type { Names } from '../../text/words.ts';

/** What limits a forecast. */
export type Caveats = Pick<ForecastSummary, 'degraded' | 'outsideExperience' | 'learning' | 'highest'>;

/** One line that says what must be known to trust the chances that are told. */
export function caveatLines(
  caveats: Caveats | null,
  { labels, labelled, caveats: words }: MessageWords,
  names: Names,
): string[] {
  if (!caveats) return [];
  const { degraded, outsideExperience, learning } = caveats;
  const sentences = [
    ...(degraded.length > 0 ? [words.without(degraded.map((id) => names.station(id)).join(', '))] : []),
    ...(outsideExperience ? [words.outsideExperience] : []),
    ...(learning ? [words.learning] : []),
  ];
  return sentences.length === 0 ? [] : [labelled(labels.caveat, sentences.join(' '))];
}
