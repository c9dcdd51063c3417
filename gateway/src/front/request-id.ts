import { randomUUID } from 'node:crypto';

const USABLE = /^[\w.:-]{1,64}$/;

/** The id a request goes by in answers and logs: the client's own where it is plain, else a new one. */
export const requestIdOf = (given: string | undefined): string => (given && USABLE.test(given) ? given : randomUUID());
