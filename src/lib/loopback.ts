/** Reached from this machine only. @example isLoopback('127.0.0.1') // true  @example isLoopback('0.0.0.0') // false */
export function isLoopback(host: string): boolean {
  return ['localhost', '::1', '[::1]'].includes(host) || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(host);
}
