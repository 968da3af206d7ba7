/** One test of skill: fit on what was known by `fitUntil`, then forward through what came. */
export interface SkillTest {
  dataset: string;
  fitUntil: string;
  to?: string;
  stations?: string[];
  marksM?: number[];
  everyMin: number;
  /** `weeks`: a few quiet weeks before the flood and the prior without the river's group. `years`: its own record only. */
  kind: 'weeks' | 'years';
  name: string;
}

export const skillTests: SkillTest[] = [
  { name: 'herault', dataset: 'herault', fitUntil: '2020-09-12', everyMin: 30, kind: 'weeks' },
  { name: 'wear', dataset: 'wear', fitUntil: '2022-10-26', everyMin: 30, kind: 'weeks' },
  { name: 'orb', dataset: 'orb', fitUntil: '2020-01-19', everyMin: 60, kind: 'weeks' },
  { name: 'walnut-creek', dataset: 'walnut-creek', fitUntil: '2024-07-15', everyMin: 60, kind: 'weeks' },
  { name: 'aude', dataset: 'aude', fitUntil: '2020-01-19', everyMin: 60, kind: 'weeks' },
  { name: 'wangsukcheon', dataset: 'wangsukcheon', fitUntil: '2016-12-31', everyMin: 60, kind: 'years' },
  { name: 'annagh', dataset: 'annagh', fitUntil: '2007-01-01', everyMin: 60, kind: 'years' },
  {
    name: 'wangsukcheon 0.67 m',
    dataset: 'wangsukcheon',
    fitUntil: '2016-12-31',
    stations: ['3-jingwan-bridge'],
    marksM: [0.67],
    everyMin: 60,
    kind: 'years',
  },
  {
    name: 'wangsukcheon 0.26 m',
    dataset: 'wangsukcheon',
    fitUntil: '2016-12-31',
    stations: ['3-jingwan-bridge'],
    marksM: [0.26],
    everyMin: 60,
    kind: 'years',
  },
  {
    name: 'annagh 34.14 m',
    dataset: 'annagh',
    fitUntil: '2007-01-01',
    marksM: [34.14],
    everyMin: 60,
    kind: 'years',
  },
];

export const quickTests: SkillTest[] = [{ ...skillTests[0]!, name: 'herault, hourly', to: '2020-09-25', everyMin: 60 }];
