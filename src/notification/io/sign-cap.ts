import { SignedXml } from 'xml-crypto';
import type { CapSignature } from '../cap/cap-signature.ts';

const XMLDSIG = 'http://www.w3.org/2000/09/xmldsig#';
const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/**
 * Signs CAP documents with the whole of each (CAP 1.2, 3.3.4.1: an enveloped XML Signature), the certificate beside it. RSA with SHA-256 and PKCS #1: the
 * same document has the same signature whenever it is asked for.
 */
export function createCapSigner({ cert, key }: CapSignature): (document: string) => string {
  return (document) => {
    const signing = new SignedXml({
      privateKey: key,
      publicCert: cert,
      signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      canonicalizationAlgorithm: EXCLUSIVE_C14N,
    });
    signing.addReference({
      xpath: '/*',
      transforms: [`${XMLDSIG}enveloped-signature`, EXCLUSIVE_C14N],
      digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
      // The whole document. An id would be an attribute that the schema of CAP does not know.
      uri: '',
      isEmptyUri: true,
    });
    signing.computeSignature(document);
    return signing.getSignedXml();
  };
}
