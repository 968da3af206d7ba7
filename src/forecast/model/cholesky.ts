/**
 * Solves A X = B for a symmetric positive definite A (n × n, row after row) and B (n × m); A and B are left as they are.
 * @example solveSymmetric(Float64Array.of(4, 0, 0, 2), 2, Float64Array.of(8, 2), 1) // [2, 1]
 */
export function solveSymmetric(a: Float64Array, n: number, b: Float64Array, m: number): Float64Array {
  const low = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= low[i * n + k]! * low[j * n + k]!;
      low[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / low[j * n + j]!;
    }
  }
  const x = b.slice();
  for (let column = 0; column < m; column++) {
    for (let i = 0; i < n; i++) {
      let sum = x[i * m + column]!;
      for (let k = 0; k < i; k++) sum -= low[i * n + k]! * x[k * m + column]!;
      x[i * m + column] = sum / low[i * n + i]!;
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = x[i * m + column]!;
      for (let k = i + 1; k < n; k++) sum -= low[k * n + i]! * x[k * m + column]!;
      x[i * m + column] = sum / low[i * n + i]!;
    }
  }
  return x;
}
