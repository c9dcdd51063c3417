import { readFileSync } from 'node:fs';
import { signingKeySetSchema } from '@gridlink/dossier';
import { jsonOrPath, subgraphEnvironment } from '@gridlink/subgraph-kit';
import { z } from 'zod';
import { personalDataKey } from './reporter/personal-data-key.ts';

const evidenceEnvironment = {
  /** How often this replica removes files that no ticket came for; 0 leaves that to others. */
  EVIDENCE_INTERVAL_MS: z.coerce.number().int().min(0).max(3_600_000).default(60_000),
  /** An object store for evidence; without it evidence lies in the database. */
  EVIDENCE_S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  EVIDENCE_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{2,62}$/)
    .optional(),
  EVIDENCE_S3_REGION: z.string().min(1).default('us-east-1'),
  EVIDENCE_S3_KEY_ID: z.string().min(1).optional(),
  EVIDENCE_S3_SECRET: z.string().min(1).optional(),
};

const NEEDED_BY_S3 = ['EVIDENCE_S3_BUCKET', 'EVIDENCE_S3_KEY_ID', 'EVIDENCE_S3_SECRET'] as const;

const plainEnvironment = subgraphEnvironment.extend({
  ...evidenceEnvironment,
  /** Seals reporters' contacts; 32 bytes, base64, in place or as a file. The same on every replica. */
  PERSONAL_DATA_KEY: personalDataKey,
  /** Signs dossiers and day anchors: a set of Ed25519 private JWKs, one or more for each jurisdiction, in place or as a file. */
  DOSSIER_KEYS: jsonOrPath.pipe(signingKeySetSchema),
  /**
   * Sets this process's clock ahead, to rehearse what happens when limits pass. Never in production: a production process with it does
   * not start.
   */
  REHEARSAL_CLOCK_AHEAD_MINUTES: z.coerce
    .number()
    .int()
    .min(0)
    .max(525_600)
    .default(0)
    .refine((minutes) => minutes === 0 || process.env.NODE_ENV !== 'production', 'not in production'),
  /** How often this replica looks for days to be anchored; 0 leaves that to others. */
  ANCHOR_INTERVAL_MS: z.coerce.number().int().min(0).max(3_600_000).default(60_000),
  /** How often this replica looks for reminders and lateness; 0 leaves that to others. */
  ALARM_INTERVAL_MS: z.coerce.number().int().min(0).max(60_000).default(1_000),
  /** Whether this replica writes notifications, or leaves that to others. */
  NOTIFICATIONS: z.enum(['here', 'elsewhere']).default('here'),
  /** How long a notification is kept. */
  NOTIFICATION_RETENTION_DAYS: z.coerce.number().int().min(1).max(3_660).default(90),
  /** How often this replica looks for messages to send; 0 leaves that to others. */
  DELIVERY_INTERVAL_MS: z.coerce.number().int().min(0).max(60_000).default(1_000),
  /** Whether webhooks may lie in private networks, as those of a government's intranet do. */
  WEBHOOK_PRIVATE_ADDRESSES: z.enum(['refuse', 'allow']).default('refuse'),
  /** Whether webhooks may be called without TLS, on a developer's machine. */
  WEBHOOK_PLAIN_HTTP: z
    .enum(['refuse', 'allow'])
    .default('refuse')
    .refine((plain) => plain === 'refuse' || process.env.NODE_ENV !== 'production', 'not in production'),
  /** So many failures in a row switch a webhook off. */
  WEBHOOK_DISABLE_AFTER: z.coerce.number().int().min(1).max(1_000).default(50),
  /** Where mail is handed in: `smtps://name:word@host:465`, in place or as the path of a file. Without it there is no mail. */
  SMTP_URL: z
    .string()
    .transform((value) => (/^smtps?:/.test(value) ? value : readFileSync(value, 'utf8').trim()))
    .pipe(z.string().regex(/^smtps?:\/\/./, 'must begin with smtp:// or smtps://'))
    .optional(),
  /** Whose name mail bears. */
  EMAIL_FROM: z.email().default('gridlink@localhost.localdomain'),
  /** Domains whose mailboxes may be mailed, subdomains with them: the institutions' own, separated by commas. */
  EMAIL_DOMAINS: z
    .string()
    .default('')
    .transform((text) => text.split(',').map((domain) => domain.trim().toLowerCase()))
    .transform((domains) => domains.filter((domain) => domain !== '')),
  /** How often this replica counts changed tickets into the figures; 0 leaves it to others. */
  FIGURES_INTERVAL_MS: z.coerce.number().int().min(0).max(60_000).default(500),
});

export const environmentSchema = plainEnvironment.superRefine((environment, context) => {
  if (environment.EVIDENCE_S3_ENDPOINT === undefined) return;
  for (const name of NEEDED_BY_S3.filter((each) => environment[each] === undefined))
    context.addIssue({ code: 'custom', path: [name], message: 'is needed with EVIDENCE_S3_ENDPOINT' });
});
export type Environment = z.infer<typeof environmentSchema>;
