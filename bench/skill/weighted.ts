/** The mean of a value over all issue times: each case counts for as many as it stands for. */
export function weighted<C extends { weight: number }>(cases: readonly C[], value: (each: C) => number): number {
  return sum(cases.map((each) => each.weight * value(each))) / sum(cases.map(({ weight }) => weight));
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, each) => total + each, 0);
}
