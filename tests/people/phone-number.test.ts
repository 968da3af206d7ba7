import { expect, test } from 'vitest';
import { isMisdialled, withoutTrunk } from '../../src/people/phone-number.ts';

test.each([
  '+33612345678',
  '+33756789012',
  '+33468123456',
  '+33912345678',
  '+262692123456',
  '+262639123456',
  '+590690123456',
  '+594694123456',
  '+596696123456',
  '+687751234',
  '+68987123456',
  '+681821234',
  '+508551234',
  '+377612345678',
  '+37793123456',
  '+352621123456',
  '+35226123456',
  '+32470123456',
  '+32455123456',
  // Land lines of Namur and Liège: a digit less than mobile phones.
  '+3281246011',
  '+3242216611',
  '+41791234567',
  '+41221234567',
  '+34612345678',
  '+447911123456',
  '+442071234567',
  // Land lines of some British towns have a digit less.
  '+44169772345',
  '+351912345678',
  '+12125550199',
])('%s may reach somebody', (number) => expect(isMisdialled(number)).toBe(false));

test.each([
  '+3361234567',
  '+336123456789',
  '+330612345678',
  '+3247012345',
  '+26269212345',
  '+687687751234',
  '+35191234567',
])('%s reaches nobody', (number) => expect(isMisdialled(number)).toBe(true));

test.each([
  ['+330612345678', '+33', '+33612345678'],
  ['+390612345678', '+39', '+390612345678'],
  // Since 2024 all numbers of Benin begin with 01.
  ['+2290196123456', '+229', '+2290196123456'],
])('%s of %s is dialled as %s', (number, country, dialled) => expect(withoutTrunk(number, country)).toBe(dialled));
