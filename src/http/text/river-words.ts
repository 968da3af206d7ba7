/** The public page of a commune: level, gauges, chart. */
export interface RiverWords {
  commune: {
    title(name: string): string;
    levelNow: string;
    /** Shown instead of « normal » while nothing has been told and the river is up. */
    noInstructionYet: string;
    /** After the only one was taken back. */
    noInstructionNow: string;
    deciding: string;
    heldBack: string;
    decidingFurther: string;
    heldBackFurther: string;
    /** A message that residents got was a mistake. */
    corrected(level: string, instant: string): string;
    /** Beside « no alert », in the days after one. */
    overSince(instant: string): string;
    whatToDo: string;
    ifNormal: readonly string[];
    ifUnknown: readonly string[];
    whileDeciding: readonly string[];
    emergency: string;
    /** Of the gauges that the commune watches, not of those upstream. */
    oldestWatched(time: string, station: string): string;
    staleData(station: string, time: string): string;
    neverSeen(station: string): string;
    suspectData(station: string): string;
    river: string;
    follow(seconds: number): string;
    stopFollowing: string;
    notVigilance: string;
    attribution(owners: string): string;
  };
  /** The State's own warnings, beside our level. */
  official: {
    title: string;
    /** `stated`: when the service made it, where it says so; `seen`: when it was read, with its day where that is not today. */
    asOf(stated: string | null, seen: string, isToday: boolean): string;
    source(owner: string): string;
    apart: string;
    /** From the row of the facts to the whole of it. */
    more: string;
  };
  gauge: {
    noReading: string;
    /** It shows the highest that it can. */
    atLimit: string;
    suspect: string;
    stale: string;
    neverSeen: string;
    rising(rate: string): string;
    falling(rate: string): string;
    steady: string;
    noTrend: string;
    rainIn(rain: string, hours: string): string;
    trend: string;
    chances: string;
    level: string;
    mark: string;
    chance: string;
    within(hours: string): string;
    when: string;
    alreadyPassed: string;
    noForecast: string;
    noWindow: string;
    forecastWithout(stations: string): string;
    outsideExperience: string;
    stopped(since: string): string;
    perhapsStuck: string;
    /** How high within so many hours: half of the developments come higher than `middle`, one in four than `high`. */
    highest(hours: string, middle: string, high: string): string;
    learning: string;
    issuedAt(instant: string): string;
    upstream: string;
    moreUpstream(count: number): string;
    noUpstream: string;
    /** Those who answer for gauges and dams on the river. */
    whomToRing: string;
    station: string;
    lastStage: string;
    age: string;
    /** By the clock, where an age would become false. */
    seenAt: string;
    /** An age that stays true of a page left open. */
    beforePage(span: string): string;
    state: string;
    fine: string;
  };
  chart: {
    title(station: string): string;
    description: string;
    /** Where the upper edge of the fan lies beyond the picture. */
    cut(stage: string): string;
    now: string;
    /** The same of a past moment that is looked at again. */
    atThatTime: string;
    /** Of a whole hour on the clock. */
    hour(hour: number): string;
    observed: string;
    median: string;
    band50: string;
    band90: string;
    /** A line at the height of a flood that people remember. */
    flood: string;
    betweenFloods: string;
    /** `floods`: each with its height, the highest first. */
    knownFloods(count: number, floods: string): string;
    suspect: string;
    /** One that lies above or below all that the picture shows. */
    beyond: string;
    table: string;
    time: string;
    stage: string;
    kind: string;
    half: string;
    nine: string;
    metres: string;
  };
}
