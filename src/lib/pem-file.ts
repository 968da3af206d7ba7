/** PEM text, and the file to read it from anew. */
export interface PemFile {
  file: string;
  pem: string;
}

/** A certificate and the key that belongs to it. */
export interface Sealed {
  cert: PemFile;
  key: PemFile;
}
