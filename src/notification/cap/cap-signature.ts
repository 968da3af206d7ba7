/** What signs CAP documents, PEM text. */
export interface CapSignature {
  cert: string;
  key: string;
}
