import type { Draft } from '../corpus/line.ts';
import { breadth } from './breadth.ts';
import { cursors } from './cursors.ts';
import { depth } from './depth.ts';
import { directives } from './directives.ts';
import { fragments } from './fragments.ts';
import { httpRequests } from './http.ts';
import { operators } from './operators.ts';
import { overlap } from './overlap.ts';
import { probing } from './probing.ts';
import { brokenHttp } from './raw.ts';
import { values } from './values.ts';
import { variables } from './variables.ts';

/** Requests of ill will and of bad luck, by what they try. */
export const hostileDocuments: readonly Draft[] = [
  ...depth,
  ...breadth,
  ...fragments,
  ...directives,
  ...variables,
  ...values,
  ...probing,
  ...overlap,
  ...operators,
  ...cursors,
  ...httpRequests,
  ...brokenHttp,
];
