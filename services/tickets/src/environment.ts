import { readFileSync } from 'node:fs';
import { subgraphEnvironment } from '@gridlink/subgraph-kit';
import { z } from 'zod';
import { personalDataKey } from './reporter/personal-data-key.ts';

export const environmentSchema = subgraphEnvironment.extend({
  /** Seals reporters' contacts; 32 bytes, base64, in place or as a file. The same on every replica. */
  PERSONAL_DATA_KEY: personalDataKey,
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
});
export type Environment = z.infer<typeof environmentSchema>;
