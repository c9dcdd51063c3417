import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../settings.ts';
import { keepAccountFiles, serverConfiguration } from './account-files.ts';
import { brokerUsers, rightsOf } from './broker-users.ts';
import { type UserCredentials, writeUserCredentials } from './user-credentials.ts';

/** What a client puts into the line besides its token: its signature, its name and version. */
const BESIDES_THE_TOKEN = 400;
/** Longer than the prefix of any installation, and of any test. */
const LONG_PREFIX = 'gridlink_0123456789abcdef0123456789abcdef';

let folder: string;
let users: UserCredentials;
let configurations: { readonly [name: string]: string };

/** The longest line that a broker of this configuration reads, bytes. */
function controlLineOf(configuration: string): number {
  return Number(/^max_control_line: (\d+)KB$/m.exec(configuration)?.[1]) * 1_024;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gridlink-users-'));
  const files = await keepAccountFiles(folder);
  users = await writeUserCredentials(join(folder, 'users'), {
    accountSeed: files.accountSeedFile,
    prefix: LONG_PREFIX,
  });
  configurations = {
    embedded: serverConfiguration(files, { folder, port: 1, monitoringPort: 2 }),
    deployed: readFileSync(join(projectFolder, 'deploy/nats/server.conf'), 'utf8'),
  };
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('the users of the broker', () => {
  it.each(brokerUsers)('%s has credentials that only their owner reads', (name) => {
    expect(statSync(users[name]).mode & 0o777).toBe(0o600);
  });

  // A line that is too long is refused before its sender is known, so the process would never come up. Half of it stays for what services read next.
  it.each(['embedded', 'deployed'])(
    'have tokens that fill at most half of what the %s broker reads of a line',
    (name) => {
      const longest = Math.max(
        ...brokerUsers.map(
          (user) => /JWT-----\n(\S+)/.exec(readFileSync(users[user], 'utf8'))?.[1]?.length ?? Infinity,
        ),
      );
      expect((longest + BESIDES_THE_TOKEN) / controlLineOf(configurations[name] ?? '')).toBeLessThan(0.5);
    },
  );

  it.each(brokerUsers)('%s may change, empty or remove no domain’s stream', (name) => {
    const { publish } = rightsOf(name, 'gridlink');
    const harmful = publish.filter((subject) => /STREAM\.(UPDATE|PURGE|MSG|RESTORE|\*|>)/.test(subject));
    expect(harmful).toEqual([]);
  });

  it.each(brokerUsers)('%s hears neither everything nor the inboxes of others', (name) => {
    const wide = rightsOf(name, 'gridlink').subscribe.filter((subject) => /^(>|\*|\$|_INBOX\.>)/.test(subject));
    expect(wide).toEqual([]);
  });
});
