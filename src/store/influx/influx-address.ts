/** Where an InfluxDB is. 1.x needs the database only; 2.x also the organisation and a token. */
export interface InfluxAddress {
  url: string;
  database: string;
  org: string | null;
  token: string | null;
}
