/**
 * How a file travels from a client over the gateway to where it is kept: as the body of one request, its facts in headers. What is not
 * listed here does not cross the gateway.
 */
export const EVIDENCE_PATH = '/evidence';

/** What an uploader says about a file. Names and places may be Chinese: they are percent-encoded. */
export const EVIDENCE_HEADERS = {
  name: 'evidence-name',
  takenAt: 'evidence-taken-at',
  longitude: 'evidence-longitude',
  latitude: 'evidence-latitude',
  /** Coordinate system of the two; GCJ02 unless said. */
  system: 'evidence-coordinates',
  /** Number and query code of the report it belongs to, by which a reporter without an account may hand it in. */
  ticket: 'evidence-ticket',
  queryCode: 'evidence-query-code',
} as const;

/** Headers of a request about a file that the gateway hands on, all of them signed. The digest is that of RFC 9530. */
export const EVIDENCE_REQUEST_HEADERS: readonly string[] = [
  'content-length',
  'content-digest',
  'range',
  'if-none-match',
  'if-range',
  ...Object.values(EVIDENCE_HEADERS),
];

/** Headers of an answer that reach the client. */
export const EVIDENCE_ANSWER_HEADERS: readonly string[] = [
  'content-type',
  'content-length',
  'content-range',
  'content-disposition',
  'content-security-policy',
  'accept-ranges',
  'etag',
  'retry-after',
];
