import { hash } from 'node:crypto';

/** How long an assertion is good for, seconds; long enough for a slow plan, too short to be of use to a thief. */
export const LIFETIME_SECONDS = 30;
/** How far two machines' clocks may be apart. */
export const CLOCK_TOLERANCE_SECONDS = 5;
export const ISSUER = 'gridlink-gateway';
/** Says what the token is for, so that no other token of the same key can stand in for one (RFC 8725, 3.11). */
export const TYPE = 'gridlink-assertion+jwt';
export const ALGORITHM = 'EdDSA';

/** What is signed of a request's body; the operation and its variables are in there, so they are bound with it. */
export const digest = (body: string | Buffer): string => hash('sha256', body, 'base64url');
