/** A gauge of an invented river and the land that drains to it below the next gauges upstream. */
export interface Gauge {
  id: string;
  name: string;
  upstream: readonly string[];
  /** Mean travel time of the water from the gauges upstream. */
  travelH: number;
  /** Land between here and the gauges upstream. */
  areaKm2: number;
  /** Share of the rain that reaches the river within the flood. */
  runoffShare: number;
  /** How long the fast part of it stays on the land. */
  residenceH: number;
  /** Flow that just fills the bed, and how far above the dry level the water then stands. */
  bankfullM3s: number;
  bankfullRiseM: number;
  /** Stage at no flow, above the gauge's own zero. */
  zeroM: number;
}

/** Gauges in an order in which upstream comes first. */
export interface River {
  name: string;
  gauges: readonly Gauge[];
  rainGauge: { id: string; name: string };
}

/** The Orvelle and its tributary the Sauvin: invented, steep above, flat and embanked below. */
export const orvelle: River = {
  name: 'orvelle',
  rainGauge: { id: 'orvelle-rain', name: "Pluviomètre de l'Orvelle" },
  gauges: [
    {
      id: 'orvelle-gorge',
      name: "L'Orvelle à la Gorge",
      upstream: [],
      travelH: 0,
      areaKm2: 140,
      runoffShare: 0.55,
      residenceH: 1.2,
      bankfullM3s: 220,
      bankfullRiseM: 2.2,
      zeroM: 0.3,
    },
    {
      id: 'orvelle-mill',
      name: "L'Orvelle au Moulin",
      upstream: ['orvelle-gorge'],
      travelH: 1.5,
      areaKm2: 90,
      runoffShare: 0.5,
      residenceH: 1.8,
      bankfullM3s: 260,
      bankfullRiseM: 2.5,
      zeroM: -0.2,
    },
    {
      id: 'sauvin-bridge',
      name: 'Le Sauvin au Pont',
      upstream: [],
      travelH: 0,
      areaKm2: 110,
      runoffShare: 0.45,
      residenceH: 2.5,
      bankfullM3s: 130,
      bankfullRiseM: 1.8,
      zeroM: 0.1,
    },
    {
      id: 'orvelle-town',
      name: "L'Orvelle en ville",
      upstream: ['orvelle-mill', 'sauvin-bridge'],
      travelH: 2,
      areaKm2: 60,
      runoffShare: 0.5,
      residenceH: 2,
      bankfullM3s: 380,
      bankfullRiseM: 3,
      zeroM: 0.5,
    },
    {
      id: 'orvelle-plain',
      name: "L'Orvelle en plaine",
      upstream: ['orvelle-town'],
      travelH: 4,
      areaKm2: 80,
      runoffShare: 0.35,
      residenceH: 4,
      bankfullM3s: 360,
      bankfullRiseM: 3.2,
      zeroM: 1,
    },
  ],
};
