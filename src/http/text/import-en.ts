import type { importFr } from './import-fr.ts';

export const importEn: typeof importFr = {
  imports: {
    title: (station) => `Imported readings: ${station}`,
    link: 'Imported readings',
    intro:
      'A wrong file (another gauge, unit or time zone) teaches the forecast wrongly. Take the import back: what it wrote goes, what it had replaced comes back.',
    none: 'Nothing has been imported at this gauge. Past readings are imported on the command line:',
    name: (id) => `Import ${id}`,
    file: 'File',
    readAs: 'Read as',
    importedBy: 'Imported by',
    period: 'Period',
    rows: 'Rows',
    counts: (fresh, revised, known, refused) =>
      `${fresh} new, ${revised} replacing others, ${known} already known, ${refused} refused`,
    cutShort: 'The import is still going on, or was cut short.',
    machineUser: (name) => `${name} (command line)`,
    takeBack: 'Take this import back',
    consequence:
      'What sensors sent stays, and so does what another import says. The forecast learns again within the hour. The record keeps the import and that it was taken back.',
    reason: 'Why',
    confirm: (id) => `Yes, take import ${id} back`,
    sign: 'Sign and take it back',
    takenBack: 'Taken back by',
    goingOn: 'Taking it back has begun and is not finished; it goes on by itself, or when you sign again.',
    became: (removed, restored) =>
      `${removed} ${removed === 1 ? 'reading' : 'readings'} gone, ${restored} as ${restored === 1 ? 'it was' : 'they were'} before`,
    done: 'Signed: this import is taken back. The forecast learns again within the hour.',
    notConfirmed: 'Nothing has changed: tick the box to confirm.',
    alreadyTaken: 'This import had been taken back already: nothing has changed.',
    noSuch: 'Nothing has changed: this gauge has no import of that number.',
    unreachable: {
      begun: 'Taking it back has begun, but the history does not answer; it will go on by itself within the hour.',
      notBegun: 'Nothing has changed: the history in InfluxDB does not answer. Try again later.',
    },
  },
};
