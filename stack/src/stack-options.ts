import type { MemberName } from './federation/members.ts';
import { adminPortName, memberNames } from './federation/members.ts';
import type { Announce } from './processes/process-spec.ts';
import { readSettings, type Settings } from './settings.ts';

/** A child that can be addressed by name; `mongodb` and `nats` only when they are embedded. */
export type ProcessName = MemberName | 'mongodb' | 'nats';

export const portNames = [
  ...memberNames,
  ...memberNames.map(adminPortName),
  'mongodb',
  'nats',
  'nats_monitoring',
] as const;
export type PortName = (typeof portNames)[number];

/** What the starter is told while it works. `progress` lines belong to the phase begun last. */
export type StartObserver = {
  readonly phase?: (phase: 'mongodb' | 'nats' | 'members') => void;
  readonly progress?: (line: string) => void;
  readonly announce?: Announce;
};

/** How to start a stack. Everything but the data folder has a default. */
export type StackOptions = {
  readonly dataFolder: string;
  /** Databases are `<prefix>_<service>`. Default `gridlink`. */
  readonly databasePrefix?: string;
  /** First token of every event's subject. Default `gridlink`. */
  readonly eventPrefix?: string;
  /** A running database to use in place of the embedded one. Default: MONGODB_URI, then an embedded one. */
  readonly mongodbUri?: string;
  /** A running broker; `credentials` and `accountSeed` are paths. Default: NATS_URL, then an embedded one. */
  readonly nats?: { readonly url: string; readonly credentials?: string; readonly accountSeed?: string };
  /** Start only these of the five processes. */
  readonly only?: readonly MemberName[];
  /** More environment for every one of the five processes. */
  readonly env?: Readonly<Record<string, string>>;
  readonly preferredPorts?: Partial<Record<PortName, number>>;
  readonly settings?: Settings;
  readonly observer?: StartObserver;
};

/** The operator's settings, with what the caller decides on top. */
export function settingsFor(options: StackOptions): Settings {
  const settings = options.settings ?? readSettings();
  const { mongodbUri, nats } = options;
  return {
    ...settings,
    ...(mongodbUri === undefined ? {} : { MONGODB_URI: mongodbUri }),
    ...(nats === undefined
      ? {}
      : { NATS_URL: nats.url, NATS_CREDENTIALS: nats.credentials, NATS_ACCOUNT_SEED: nats.accountSeed }),
  };
}

/** The ports that the operator set. */
export function fixedPorts(settings: Settings): Partial<Record<PortName, number | undefined>> {
  return {
    gateway: settings.GRIDLINK_PORT_GATEWAY,
    grid: settings.GRIDLINK_PORT_GRID,
    personnel: settings.GRIDLINK_PORT_PERSONNEL,
    tickets: settings.GRIDLINK_PORT_TICKETS,
    dataexchange: settings.GRIDLINK_PORT_DATAEXCHANGE,
    gateway_admin: settings.GRIDLINK_PORT_GATEWAY_ADMIN,
    grid_admin: settings.GRIDLINK_PORT_GRID_ADMIN,
    personnel_admin: settings.GRIDLINK_PORT_PERSONNEL_ADMIN,
    tickets_admin: settings.GRIDLINK_PORT_TICKETS_ADMIN,
    dataexchange_admin: settings.GRIDLINK_PORT_DATAEXCHANGE_ADMIN,
    mongodb: settings.GRIDLINK_PORT_MONGODB,
    nats: settings.GRIDLINK_PORT_NATS,
    nats_monitoring: settings.GRIDLINK_PORT_NATS_MONITORING,
  };
}
