/** Why a forecast says what it says, and how long the water takes. Numbers come in as words. */
export interface ExplainWords {
  explain: {
    title: string;
    rise(hours: string, metres: string, low: string, high: string): string;
    fall(hours: string, metres: string, low: string, high: string): string;
    steady(hours: string, low: string, high: string): string;
    /** Parts of the rise, after their metres. */
    above: string;
    own: string;
    rain: string;
    rest: string;
    /** `about` as `travel.about` says it, or `travel.underHour`. */
    travel(about: string): string;
    /** The chances were raised, or lowered, for how the last hours came true. */
    cameHigher: string;
    cameLower: string;
    developments: string;
    /** `count`: of 100, for the plural. */
    reach(count: number, frequency: string, mark: string, hours: string): string;
    events: string;
    here: string;
  };
  travel: {
    title: string;
    /** Where they are many, and folded. */
    reaches(count: number): string;
    note: string;
    /** Under the name of a gauge upstream. */
    here(about: string): string;
    about(hours: string): string;
    underHour: string;
    from: string;
    to: string;
    time: string;
    between: string;
    range(fastest: string, slowest: string): string;
    rises: string;
    risesOf(agreeing: number, rises: number): string;
    unknown: Record<'too-quiet' | 'too-weak' | 'differing', string>;
    none: string;
  };
}
