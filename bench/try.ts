import { keepAYear } from './ingest/keep-a-year.ts';
import { quickPlan } from './ingest/bench-plan.ts';
console.log(JSON.stringify(await keepAYear(quickPlan)));
