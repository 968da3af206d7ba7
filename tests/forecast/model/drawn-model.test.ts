import { expect, it } from 'vitest';
import { developments } from '../../../src/forecast/issue/developments.ts';
import { fitAnalogueModel } from '../../../src/forecast/learn/fit-analogue-model.ts';
import { drawOnce } from '../../../src/forecast/model/drawn-model.ts';
import { columnsOf } from '../../../src/forecast/observed/features.ts';
import { oneGaugeSample } from '../../support/one-gauge-sample.ts';

it('what one gauge tells of itself is the same, drawn once for all or at each asking', () => {
  // Between -1 and 1 of the first column: sometimes a line tells best what comes, sometimes what came.
  const sample = oneGaugeSample((height) => (height < 0 ? height : 1));
  const options = { drawn: 5, trees: 12, mostRows: 1500, leafSize: 5 };
  const { model } = fitAnalogueModel(sample, [0], ['future', 'error', 'scaled-error'], options)!;
  const drawn = drawOnce(model, 'town');
  for (const height of [-0.9, -0.3, 0, 0.2, 0.95]) {
    const situation = new Float64Array(columnsOf(0)).fill(height);
    const asked = developments(model, 'town', situation, [0], 40);
    expect(asked.rows.length).toBeGreaterThan(30);
    expect(developments(drawn, 'town', situation, [0], 40)).toEqual(asked);
  }
});
