import { describe, test } from 'vitest';
import { expectTimeline } from '../support/expect-timeline.ts';
import { mayorReleases, playRiver } from '../support/play-river.ts';
import { lacksRecording, recordedRiver } from '../support/recorded-river.ts';

const at = (text: string) => Date.parse(`${text}Z`);
/** What the forecast learned from: enough to be fitted in a second or two, and never the river that is played. */
const taught = ['herault', 'tioughnioga'];
const known = ['aude', 'orb', 'herault', 'walnut-creek', 'wear', 'tioughnioga', 'kenduskeag', 'isar', 'annagh'];

interface Flood {
  river: string;
  gauge: string;
  from: string;
  to: string;
  everyMin: number;
  /** When the water passes prepare, act and danger: for the reader, and the latest time of each alert. */
  passes: string;
  told: string;
}

/**
 * The marks are shares of each record's own rise, made for testing. The mayor releases `act` ten minutes after being asked;
 * of `danger` nobody decides, and the signed policy does after fifteen.
 */
const floods: readonly Flood[] = [
  {
    river: 'orb',
    gauge: '06-cessenon-sur-orb',
    from: '2020-01-25T18:00',
    to: '2020-01-28T06:00',
    everyMin: 20,
    passes: '26 01:40, 04:20, 05:10; crest 4.79 m at 06:30',
    told: `
      25 18:00 – 26 01:40  raised prepare → mayor
      25 23:00 – 26 04:20  escalated act → mayor
      25 23:10 – 26 04:40  released act by mayor → mayor, residents
      26 00:00 – 26 05:20  escalated danger → duty-officer, mayor
      26 00:20 – 26 05:40  released danger by policy → duty-officer, mayor, residents
    ? 26 09:00 – 26 16:00  lowered act → duty-officer, mayor, residents
      26 14:00 – 27 00:00  lowered prepare → duty-officer, mayor, residents
      27 12:00 – 28 06:00  closed normal → duty-officer, mayor, residents`,
  },
  {
    river: 'herault',
    gauge: '06-gignac',
    from: '2020-09-19T06:00',
    to: '2020-09-20T20:00',
    everyMin: 20,
    passes: '19 15:40, 16:20, 17:50; crest 5.73 m at 20:10',
    told: `
      19 06:00 – 19 15:40  raised prepare → mayor
      19 10:00 – 19 16:20  escalated act → mayor
      19 10:10 – 19 16:40  released act by mayor → mayor, residents
      19 12:00 – 19 18:00  escalated danger → duty-officer, mayor
      19 12:20 – 19 18:20  released danger by policy → duty-officer, mayor, residents
    ? 19 22:00 – 20 04:00  lowered act → duty-officer, mayor, residents
      20 03:00 – 20 10:00  lowered prepare → duty-officer, mayor, residents
      20 10:00 – 20 20:00  closed normal → duty-officer, mayor, residents`,
  },
  {
    river: 'annagh',
    gauge: 'clonsingle-bridge',
    from: '2014-07-24T12:00',
    to: '2014-07-25T10:00',
    everyMin: 15,
    passes: '24 18:00, 19:15, 20:30; crest 35.16 m at 21:45',
    told: `
      24 12:00 – 24 18:00  raised prepare → mayor
      24 14:00 – 24 19:15  escalated act → mayor
      24 14:15 – 24 19:30  released act by mayor → mayor, residents
      24 16:00 – 24 20:30  escalated danger → duty-officer, mayor
      24 16:15 – 24 20:45  released danger by policy → duty-officer, mayor, residents
    ? 24 23:00 – 25 05:00  lowered act → duty-officer, mayor, residents
      25 01:00 – 25 06:00  lowered prepare → duty-officer, mayor, residents
      25 03:00 – 25 09:00  closed normal → duty-officer, mayor, residents`,
  },
  {
    river: 'wangsukcheon',
    gauge: '3-jingwan-bridge',
    from: '2016-07-04T12:00',
    to: '2016-07-06T12:00',
    everyMin: 60,
    passes: '04 18:00, 05 01:00, 02:00, from hourly readings; crest 3.1 m',
    told: `
      04 14:00 – 04 18:00  raised prepare → mayor
      04 20:00 – 05 01:00  escalated act → mayor
    ? 04 21:00 – 05 02:00  released act by mayor → mayor, residents
      04 22:00 – 05 02:00  escalated danger → duty-officer, mayor
      04 23:00 – 05 03:00  released danger by policy → duty-officer, mayor, residents
    ? 05 04:00 – 05 10:00  lowered act → duty-officer, mayor, residents
      05 06:00 – 05 18:00  lowered prepare → duty-officer, mayor, residents
      05 12:00 – 06 12:00  closed normal → duty-officer, mayor, residents`,
  },
  {
    river: 'isar',
    gauge: 'muenchen',
    from: '2025-07-26T18:00',
    to: '2025-07-30T18:00',
    everyMin: 30,
    passes:
      '27 02:15, 07:45, 29 00:30; crest 2.70 m on the 29th at 04:30; on the 28th from 12:00 to 17:00 it stands up to 2 cm below the second mark',
    told: `
      26 18:00 – 27 02:30  raised prepare → mayor
      27 00:00 – 27 08:00  escalated act → mayor
      27 00:30 – 27 08:30  released act by mayor → mayor, residents
      28 12:00 – 29 00:30  escalated danger → duty-officer, mayor
      28 12:30 – 29 01:00  released danger by policy → duty-officer, mayor, residents
    ? 29 12:00 – 30 18:00  lowered act → duty-officer, mayor, residents`,
  },
  {
    river: 'kenduskeag',
    gauge: 'kenduskeag-stream',
    from: '2015-09-30T12:00',
    to: '2015-10-04T06:00',
    everyMin: 60,
    passes: '01 01:00, 07:00, 12:00; crest 2.80 m on the 2nd at 01:00; the gauge is silent for hours on the 3rd',
    told: `
      30 12:00 – 30 23:59  raised prepare → mayor
      01 01:00 – 01 07:00  escalated act → mayor
      01 02:00 – 01 08:00  released act by mayor → mayor, residents
      01 06:00 – 01 12:00  escalated danger → duty-officer, mayor
      01 07:00 – 01 13:00  released danger by policy → duty-officer, mayor, residents
    ? 02 18:00 – 03 12:00  lowered act → duty-officer, mayor, residents
      03 06:00 – 03 18:00  lowered prepare → duty-officer, mayor, residents
      03 15:00 – 04 06:00  closed normal → duty-officer, mayor, residents`,
  },
];

/** Six real floods through the whole service; read from beside the checkout, since not every owner lets them be shipped. */
describe.each(floods)('the flood of $from on the $river', ({ river, gauge, from, to, everyMin, told }) => {
  test.skipIf(lacksRecording(river))(
    'is told in time, to whom it concerns, released, lowered and closed',
    async () => {
      const recorded = recordedRiver(river, gauge, at(from), at(to));
      const priorWithout = [river, ...known.filter((each) => !taught.includes(each))];
      const people = mayorReleases('act');
      const { lines } = await playRiver({ ...recorded, from: at(from), to: at(to), everyMin, priorWithout, people });
      expectTimeline(lines, told);
    },
    300_000,
  );
});
