import { writeFileSync } from 'node:fs';
import { coldStart } from './bench/skill/cold-start.ts';
import { createContext } from './bench/skill/context.ts';
const context = createContext({ data: '/work/shared/data', out: '/tmp/rf/cw', peers: undefined, rightEdge: false, withBoosting: false, quick: false });
for (const d of ['walnut-creek', 'wangsukcheon']) {
  const o = coldStart({ kind: 'cold-start', name: 'cold-start', datasets: [d], quietThinning: 100 }, context);
  console.log(o.markdown); writeFileSync(`/tmp/rf/cold-${d}.json`, JSON.stringify(o, null, 1));
}
