import { expect, it } from 'vitest';
import { newCommuneState } from '../../src/alert/alert.ts';
import { newGaugeState } from '../../src/alert/gauge-memory.ts';
import { judgedGauges, remembering, rulesOf } from '../../src/alert/judged-gauges.ts';
import { marks, policyOf } from '../support/decisions.ts';

const commune = { watches: [{ station: 'bridge', marks }] };
const at = (level: 'normal' | 'act') => ({ ...newGaugeState(), level });

it('are those that are watched, each once, and those of old that stand above normal', () => {
  expect(judgedGauges(commune, null)).toEqual(['bridge']);
  const gauges = { bridge: at('act'), mill: at('act'), quay: at('normal') };
  expect(judgedGauges(commune, { ...newCommuneState('town'), gauges })).toEqual(['bridge', 'mill']);
});

it('alone are remembered, and their rules alone count', () => {
  const gauges = { bridge: at('act'), quay: at('normal') };
  expect(remembering({ ...newCommuneState('town'), gauges }, ['bridge']).gauges).toEqual({ bridge: gauges.bridge });
  const rules = [
    ...policyOf({ commune: 'town', station: 'bridge' }).rules,
    ...policyOf({ commune: 'town', station: 'quay' }).rules,
    ...policyOf({ commune: 'elsewhere', station: 'bridge' }).rules,
  ];
  expect(rulesOf({ ...policyOf(), version: 4, rules }, 'town', ['bridge'])).toEqual({
    ...policyOf({ commune: 'town', station: 'bridge' }),
    version: 4,
  });
});
