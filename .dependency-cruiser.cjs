// The dependency rule: who may know whom. `npm run check` measures every import against it.
//
// Rooms, from left to right: each imports only itself and those before it. A room's io/ folder is no part of the room.
const rooms = [
  'lib',
  'territory',
  'people',
  'record',
  'reading',
  'forecast',
  'policy',
  'alert',
  'text',
  'notification',
  'verification',
];

const inRooms = (names) => `^src/(${names.join('|')})/(?!io/)`;
const anyRoom = inRooms(rooms);
/** What several rooms' io/ need of the machine: files that people write, with their mistakes named; threads. */
const libIo = '^src/lib/io/';

/** What lies in `path` imports nothing of src but what `allowed` names. */
const only = (name, comment, path, allowed, more = {}) => ({
  name,
  comment,
  severity: 'error',
  from: { path },
  to: { path: '^src/', pathNot: allowed, ...more },
});

module.exports = {
  forbidden: [
    ...rooms.map((room, index) =>
      only(
        `${room}-imports-to-its-left`,
        `${room} may import ${rooms.slice(0, index + 1).join(', ')}`,
        inRooms([room]),
        inRooms(rooms.slice(0, index + 1)),
      ),
    ),
    only('io-imports-rooms', 'An io/ folder imports rooms, lib/io and itself', '^src/([^/]+)/io/', [
      anyRoom,
      libIo,
      '^src/$1/io/',
    ]),
    only('lib-io-imports-lib', 'lib/io knows no room but lib', libIo, [inRooms(['lib']), libIo]),
    only('store-imports-rooms', 'The store imports rooms and itself', '^src/store/', [anyRoom, '^src/store/']),
    only('config-imports-rooms', 'The config imports rooms, lib/io and itself', '^src/config/', [
      anyRoom,
      libIo,
      '^src/config/',
    ]),
    only('http-imports-rooms', 'The doors import rooms, themselves and the types of the config', '^src/http/', [
      anyRoom,
      '^src/(http/|config/config\\.ts$)',
    ]),
    {
      name: 'http-imports-only-types-of-config',
      severity: 'error',
      from: { path: '^src/http/' },
      to: { path: '^src/config/', dependencyTypesNot: ['type-only'] },
    },
    only(
      'flow-imports-rooms',
      'Only app.ts, demo.ts, main.ts and cli/ compose',
      '^src/(?!app\\.|demo\\.|main\\.)[^/]+$',
      [anyRoom, '^src/(?!app\\.|demo\\.|main\\.)[^/]+$'],
    ),
    {
      name: 'pure-rooms-touch-no-machine',
      comment: 'Now, seeds and data come in as arguments; people/ may hash',
      severity: 'error',
      from: { path: anyRoom },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'only-people-hash',
      severity: 'error',
      from: { path: anyRoom, pathNot: '^src/people/' },
      to: { path: '^(node:)?crypto$', dependencyTypes: ['core'] },
    },
    {
      name: 'pure-rooms-use-few-parts',
      comment: 'Numerics, schemas, one-time codes and the metrics in lib/; what talks to the world belongs in io/',
      severity: 'error',
      from: { path: anyRoom },
      to: {
        path: 'node_modules/',
        pathNot: 'node_modules/(simple-statistics|typebox|otpauth|xmlbuilder2|prom-client)/',
      },
    },
    {
      name: 'the-states-word-decides-nothing',
      comment: "The State's own warning stands beside our level and never moves it (docs/decisions/035)",
      severity: 'error',
      from: { path: inRooms(['forecast', 'policy', 'alert']) },
      to: { path: '/official-' },
    },
    {
      name: 'what-is-learned-knows-not-how',
      comment:
        'What is observed, a model and what is read from paths import neither what learns nor what issues a forecast',
      severity: 'error',
      from: { path: '^src/forecast/(observed|model|ensemble)/' },
      to: { path: '^src/forecast/(learn|issue)/' },
    },
    {
      name: 'simulator-is-a-stranger',
      comment: 'It speaks only MQTT',
      severity: 'error',
      from: { path: '^sensors-sim/' },
      to: { path: '^(src|tests|bench)/' },
    },
    {
      name: 'nothing-imports-the-simulator-or-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(sensors-sim|tests|bench)/' },
    },
    {
      name: 'what-runs-needs-no-dev-dependency',
      severity: 'error',
      from: { path: '^(src|sensors-sim)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    { name: 'not-found', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    // Under TypeScript 7 every other parser sees no module at all, and says so to nobody.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
