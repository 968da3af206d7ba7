import type { Command } from './command.ts';

/** Each command: what it does, for `amont help`, and where it is; loaded when asked for, so that none waits for the others. */
export const commands: Record<string, { what: string; load: () => Promise<{ run: Command; usage: string }> }> = {
  start: {
    what: 'run the service on config/',
    load: () => import('./start.ts').then(({ start, usage }) => ({ run: start, usage })),
  },
  demo: {
    what: 'watch a recorded flood run through it',
    load: () => import('./demo.ts').then(({ demo, usage }) => ({ run: demo, usage })),
  },
  'check-config': {
    what: 'say what is wrong in the config folder',
    load: () => import('./check-config.ts').then(({ checkConfig, usage }) => ({ run: checkConfig, usage })),
  },
  backtest: {
    what: 'forecast a recorded river and write the chances as CSV',
    load: () => import('./backtest.ts').then(({ backtest, usage }) => ({ run: backtest, usage })),
  },
  tune: {
    what: "try policies on a river's own past, and propose one",
    load: () => import('./tune.ts').then(({ tuneCommand, usage }) => ({ run: tuneCommand, usage })),
  },
  'migrate-readings': {
    what: 'copy all readings between SQLite and InfluxDB',
    load: () => import('./migrate-readings.ts').then(({ migrateReadings, usage }) => ({ run: migrateReadings, usage })),
  },
  import: {
    what: 'store a record of the past from a file',
    load: () => import('./import.ts').then(({ importCommand, usage }) => ({ run: importCommand, usage })),
  },
  imports: {
    what: 'list what was imported, and take an import back',
    load: () => import('./imports.ts').then(({ importsCommand, usage }) => ({ run: importsCommand, usage })),
  },
  'export-dataset': {
    what: 'write what is stored as a dataset for backtest',
    load: () => import('./export-dataset.ts').then(({ exportDataset, usage }) => ({ run: exportDataset, usage })),
  },
  'preview-mapping': {
    what: 'try a mapping on the last raw frames of a device',
    load: () => import('./preview-mapping.ts').then(({ previewMapping, usage }) => ({ run: previewMapping, usage })),
  },
  'device-password': {
    what: 'let a device in to the embedded broker',
    load: () => import('./device-password.ts').then(({ devicePassword, usage }) => ({ run: devicePassword, usage })),
  },
  'push-key': {
    what: "make the key that signs notifications of residents' browsers",
    load: () => import('./push-key.ts').then(({ pushKey, usage }) => ({ run: pushKey, usage })),
  },
  'test-message': {
    what: 'try whether messages reach a contact or a machine',
    load: () =>
      import('./test-message.ts').then(({ testMessageCommand, usage }) => ({ run: testMessageCommand, usage })),
  },
  seal: {
    what: 'prove that nothing on record was changed',
    load: () => import('./seal.ts').then(({ sealCommand, usage }) => ({ run: sealCommand, usage })),
  },
  'end-alert': {
    what: 'end the alert of a commune that was taken out',
    load: () => import('./end-alert.ts').then(({ endAlert, usage }) => ({ run: endAlert, usage })),
  },
  'forget-residents': {
    what: 'erase residents: of a commune that was taken out, or one who asks',
    load: () => import('./forget-residents.ts').then(({ forgetResidents, usage }) => ({ run: forgetResidents, usage })),
  },
  user: {
    what: 'add, list and remove accounts, set a password',
    load: () => import('./user.ts').then(({ user, usage }) => ({ run: user, usage })),
  },
};
