/** How much is measured: everything, or enough to see that the benchmark runs. */
export interface BenchPlan {
  pairs: number;
  messages: number;
  pacedSeconds: number;
  alerts: number;
  stations: number;
  days: number;
}

export const wholePlan: BenchPlan = {
  pairs: 7,
  messages: 20_000,
  pacedSeconds: 10,
  alerts: 40,
  stations: 100,
  days: 365,
};

export const quickPlan: BenchPlan = {
  pairs: 3,
  messages: 5_000,
  pacedSeconds: 2,
  alerts: 5,
  stations: 20,
  days: 30,
};
