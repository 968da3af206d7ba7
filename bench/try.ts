import { quickPlan } from './ingest/bench-plan.ts';
import { compareWithNoStore } from './ingest/compare-with-no-store.ts';

const n = Number(process.argv[3] ?? 20000);
console.log(await compareWithNoStore(process.argv[2] as 'mosquitto', { ...quickPlan, messages: n }));
