/** Enough to see a slip of the hand in its second half, where most are. @example inPart('maire@town.fr') // 'm…@town.fr'  @example inPart('+33612345678') // '+33…678' */
export function inPart(address: string): string {
  return address.replace(/^(.).*@/, '$1…@').replace(/^(\+\d\d)\d+(\d{3})$/, '$1…$2');
}
