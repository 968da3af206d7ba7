import { compareWithNodeRed } from './ingest/compare-with-node-red.ts';
import { quickPlan } from './ingest/bench-plan.ts';
console.log(JSON.stringify(await compareWithNodeRed(quickPlan)));
