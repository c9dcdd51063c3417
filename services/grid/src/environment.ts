import { subgraphEnvironment } from '@gridlink/subgraph-kit';
import type { z } from 'zod';

/** The grid service reads nothing beyond what every subgraph does. */
export const environmentSchema = subgraphEnvironment;
export type Environment = z.infer<typeof environmentSchema>;
