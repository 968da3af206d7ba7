import { expect, it } from 'vitest';
import { newCommuneState } from '../../src/alert/alert.ts';
import { newGaugeState } from '../../src/alert/gauge-memory.ts';
import { judgedGauges } from '../../src/alert/judged-gauges.ts';
import { marks } from '../support/decisions.ts';

const commune = { watches: [{ station: 'bridge', marks }] };
const at = (level: 'normal' | 'act') => ({ ...newGaugeState(), level });

it('are those that are watched, each once, and those of old that stand above normal', () => {
  expect(judgedGauges(commune, null)).toEqual(['bridge']);
  const gauges = { bridge: at('act'), mill: at('act'), quay: at('normal') };
  expect(judgedGauges(commune, { ...newCommuneState('town'), gauges })).toEqual(['bridge', 'mill']);
});
