import { box } from './chart-scale.ts';

/** A level line across the picture, and its name at one end of it. */
export interface NamedLine {
  y: number;
  name: string;
  end: 'left' | 'right';
  /** It is never left out; where there is no room it stands above its line. */
  isNeeded: boolean;
}

/** Of the chart's letters, in its own pixels: the widest of common fonts, from a baseline up and down. */
const LETTER_WIDE = 7.5;
const LETTERS_HIGH = 10;
const LETTERS_DEEP = 3;
/** From a line to the baseline of its name. */
const ABOVE = -4;
const BELOW = 13;

interface Area {
  from: number;
  to: number;
  top: number;
  bottom: number;
}

/**
 * The baseline of each name: above its line, or else below, where no other line goes through it and no name placed before touches it;
 * `null` where neither is free. Those that come first choose first.
 * @example two lines at 100 and 94, both named at the left // 113 and 90: the lower one's name goes below
 */
export function placeNames(lines: readonly NamedLine[]): readonly (number | null)[] {
  const taken: Area[] = [];
  return lines.map((line) => {
    const areas = [ABOVE, BELOW].map((shift) => ({ baseline: line.y + shift, area: areaOf(line, line.y + shift) }));
    const isFree = ({ area }: (typeof areas)[number]) =>
      area.bottom <= box.height - box.bottom &&
      !lines.some(({ y }) => y !== line.y && y > area.top && y < area.bottom) &&
      !taken.some((each) => overlap(each, area));
    const place = areas.find(isFree) ?? (line.isNeeded ? areas[0] : undefined);
    if (place) taken.push(place.area);
    return place?.baseline ?? null;
  });
}

function areaOf({ name, end }: NamedLine, baseline: number): Area {
  const wide = name.length * LETTER_WIDE;
  const [from, to] =
    end === 'left' ? [box.left, box.left + wide] : [box.width - box.right - wide, box.width - box.right];
  return { from, to, top: baseline - LETTERS_HIGH, bottom: baseline + LETTERS_DEEP };
}

function overlap(a: Area, b: Area): boolean {
  return a.from < b.to && b.from < a.to && a.top < b.bottom && b.top < a.bottom;
}
