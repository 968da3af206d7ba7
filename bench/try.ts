import { compareWithNoStore } from './ingest/compare-with-no-store.ts';
import { quickPlan } from './ingest/bench-plan.ts';
const n = Number(process.argv[3] ?? 20000);
console.log(await compareWithNoStore(process.argv[2] as 'mosquitto', {...quickPlan, messages: n}));
