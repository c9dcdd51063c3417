import { z } from 'zod';
import { ROLES } from './vocabulary.ts';

/**
 * Who is asking, as the gateway established it and every subgraph receives it, signed.
 * A caller without a jurisdiction is the public; it sees what is published and what its own number and code open.
 */
export const callerSchema = z
  .object({
    /** Account id, program id, or `public`. */
    subject: z.string().min(1).max(120),
    kind: z.enum(['PERSON', 'PROGRAM', 'PUBLIC']),
    roles: z.array(z.enum(ROLES)).max(18),
    /** Pack code; absent for the public and for an administrator of the whole platform. */
    jurisdiction: z.string().max(40).optional(),
    /** 12-digit code of the division whose subtree the caller may see. */
    division: z
      .string()
      .regex(/^\d{12}$/)
      .optional(),
    /** Organization code, for whoever acts for a body. */
    organization: z.string().max(80).optional(),
    /** Ids of the grids the caller serves in. */
    grids: z.array(z.string().max(80)).max(50).optional(),
    /** Person id in personnel, for people. */
    person: z.string().max(80).optional(),
    /** Session the token came from, so that a revoked one can be refused. */
    session: z.string().max(80).optional(),
  })
  .strict();
export type Caller = z.infer<typeof callerSchema>;

/** The caller of a request that carried no token. */
export const PUBLIC_CALLER: Readonly<Caller> = Object.freeze<Caller>({
  subject: 'public',
  kind: 'PUBLIC',
  roles: ['PUBLIC'],
});

/** Headers between gateway and subgraphs. */
export const ASSERTION_HEADER = 'x-gridlink-assertion';
export const REQUEST_ID_HEADER = 'x-request-id';
