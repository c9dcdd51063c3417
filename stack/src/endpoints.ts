import type { MemberName } from './federation/members.ts';
import type { IdentityKeys } from './keys/identity-keys.ts';
import type { UserCredentials } from './servers/nats/user-credentials.ts';

/** Where one process answers. */
export type MemberEndpoint = {
  readonly url: string;
  /** The GraphQL address; at the gateway it is also a page for people. */
  readonly graphql: string;
  readonly port: number;
  /** Where operators ask: /metrics, /ready, /health. */
  readonly admin: string;
  readonly pid: number | undefined;
  readonly log: string;
};

/** Content of `endpoints.json`: everything a script has to know about a running stack. Paths are absolute. */
export type Endpoints = {
  readonly startedAt: string;
  readonly supervisor: number;
  readonly dataFolder: string;
  readonly eventPrefix: string;
  readonly databasePrefix: string;
  readonly members: { readonly [name in MemberName]?: MemberEndpoint };
  readonly mongodb: {
    readonly uri: string;
    readonly kind: string;
    readonly version?: string;
    readonly folder?: string;
    readonly pid: number | undefined;
  };
  readonly nats: {
    readonly url: string;
    readonly kind: string;
    readonly version?: string;
    readonly folder?: string;
    readonly monitoringUrl?: string;
    readonly credentials?: string;
    readonly accountSeed?: string;
    readonly users?: UserCredentials;
    readonly pid: number | undefined;
  };
  readonly keys: IdentityKeys;
  readonly demoAccounts: string;
};
