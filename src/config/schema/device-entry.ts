import { type Static, Type } from 'typebox';
import { closed, keeping, list, number, oneOf, text } from '../../lib/io/field.ts';
import { payloadFormats } from '../../reading/decode/device-mapping.ts';
import { flowUnits, lengthUnits, pressureUnits } from '../../reading/decode/units.ts';

const optional = Type.Optional;

const path = () => text('the path of a value in the payload, keys joined by dots');
const metres = () => number('metres above the zero of the gauge', -500, 10_000);

/** What each kind of measurement may be sent in, and which keys it needs beside its unit. */
export const kinds = {
  stage: { units: Object.keys(lengthUnits), needs: ['gaugeZeroM'] },
  'distance-to-water': { units: Object.keys(lengthUnits), needs: ['mountedAtM'] },
  'relative-pressure': { units: Object.keys(pressureUnits), needs: ['mountedAtM'] },
  'absolute-pressure': { units: Object.keys(pressureUnits), needs: ['mountedAtM', 'air'] },
  discharge: { units: Object.keys(flowUnits), needs: [] },
  rain: { units: ['mm'], needs: [] },
} as const;

const kindNames = [
  'stage',
  'distance-to-water',
  'relative-pressure',
  'absolute-pressure',
  'discharge',
  'rain',
] as const;
const lengthNames = ['m', 'cm', 'mm', 'ft', 'in'] as const;
const pressureNames = ['Pa', 'hPa', 'mbar', 'kPa', 'bar'] as const;
const flowNames = ['m³/s', 'l/s'] as const;

const timePath = closed({ path: path(), as: oneOf(['iso', 's', 'ms']) });

const scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean()], {
  description: 'a text, a number, true or false',
});

const condition = keeping(
  closed({
    path: path(),
    is: optional(list(scalar, 'a list of values, at least one', 1)),
    atLeast: optional(number('the smallest value', -1e9, 1e9)),
    absent: optional(Type.Literal(true, { description: 'true' })),
  }),
  ({ is, atLeast, absent }) => [is, atLeast, absent].filter((each) => each !== undefined).length === 1,
  'path and one of is, atLeast, absent',
);

/** A sensor that does not speak Amont's own JSON: what it sends, and how that becomes a reading of its station. */
export const DeviceEntry = closed({
  format: oneOf(payloadFormats),
  topic: keeping(
    text('an MQTT topic'),
    isDeviceTopic,
    'an MQTT topic as the sensor publishes it, + for any one level, no #; not below amont/ or $',
  ),
  value: path(),
  kind: oneOf(kindNames),
  unit: oneOf([...lengthNames, ...pressureNames, ...flowNames]),
  gaugeZeroM: optional(
    number('what the sensor shows, in metres, when the water stands at the zero of the gauge', -500, 10_000),
  ),
  mountedAtM: optional(metres()),
  air: optional(closed({ path: path(), unit: oneOf(pressureNames) })),
  sign: optional(keeping(number('1, or -1 for a sensor that counts the other way', -1, 1), isSign, '1 or -1')),
  time: optional(timePath),
  history: optional(closed({ path: path(), value: path(), time: timePath })),
  only: optional(list(condition, 'a list of conditions')),
  battery: optional(closed({ path: path(), unit: oneOf(['V', '%']) })),
  tilt: optional(closed({ path: path() })),
  simulated: optional(closed({ path: path() })),
});

export type DeviceEntry = Static<typeof DeviceEntry>;

function isSign(value: number): boolean {
  return value === 1 || value === -1;
}

/** Amont's own topics are read as such; `#` would take in what no mapping describes. */
function isDeviceTopic(topic: string): boolean {
  const levels = topic.split('/');
  const whole = levels.every((each) => each === '+' || !/[+#\0]/.test(each));
  return whole && !topic.startsWith('$') && levels[0] !== 'amont' && levels[0] !== '+';
}
