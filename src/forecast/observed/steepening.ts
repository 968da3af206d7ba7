/** How many columns `steepening` gives. */
export const STEEPENING_COLUMNS = 4;

/**
 * How much faster the own gauge rose of late than before that, in bankfull rises an hour: in the newest 20 minutes beside the ten before, then in the
 * newest half hour, hour and two hours beside as long before. A tree asks for one column at a time, and no single one of a situation says that a
 * rise slackens.
 * @param own the own columns of a situation: level, rises over 0 to ½, ½ to 1, 1 to 2, 2 to 4 and 4 to 8 h, and over the newest 20 min
 * @example an even rise of .3 an hour: [0.9, 0.15, 0.15, 0.3, 0.6, 1.2, 0.1] // 0 0 0 0
 * @example a rise that began an hour ago: [0.9, 0.15, 0.15, 0, 0, 0, 0.1] // 0 0 0.3 0.15
 */
export function steepening(own: ArrayLike<number>): number[] {
  const [halfHour, newest] = [own[1]!, own[6]!];
  const hour = halfHour + own[2]!;
  const twoHours = hour + own[3]!;
  const fourHours = twoHours + own[4]!;
  return [
    3 * newest - 6 * (halfHour - newest),
    2 * (2 * halfHour - hour),
    2 * hour - twoHours,
    (2 * twoHours - fourHours) / 2,
  ];
}
