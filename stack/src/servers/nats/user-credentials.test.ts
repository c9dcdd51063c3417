import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keepAccountFiles } from './account-files.ts';
import { brokerUsers, rightsOf } from './broker-users.ts';
import { type UserCredentials, writeUserCredentials } from './user-credentials.ts';

/** What the broker reads of a line before it knows who is there, less what a client puts besides its token. */
const CONTROL_LINE = 4_096 - 400;

let folder: string;
let users: UserCredentials;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gridlink-users-'));
  const { accountSeedFile } = await keepAccountFiles(folder);
  users = await writeUserCredentials(join(folder, 'users'), { accountSeed: accountSeedFile, prefix: 'elevenchars' });
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('the users of the broker', () => {
  it.each(brokerUsers)('%s has credentials that only their owner reads', (name) => {
    expect(statSync(users[name]).mode & 0o777).toBe(0o600);
  });

  it.each(brokerUsers)('%s has a token that fits the broker’s control line', (name) => {
    const token = /JWT-----\n(\S+)/.exec(readFileSync(users[name], 'utf8'))?.[1] ?? '';
    expect([token.length > 200, token.length < CONTROL_LINE]).toEqual([true, true]);
  });

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
