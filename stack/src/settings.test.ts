import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readSettings } from './settings.ts';

describe('readSettings', () => {
  it('names every bad variable at once', () => {
    const bad = { GRIDLINK_MONGO: 'oracle', GRIDLINK_PORT_GATEWAY: '70000', GRIDLINK_MONGO_CACHE: 'much' };
    expect(() => readSettings(bad)).toThrow(/GRIDLINK_MONGO:[\s\S]*GRIDLINK_MONGO_CACHE:[\s\S]*GRIDLINK_PORT_GATEWAY:/);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readSettings({ MONGODB_URI: '', GRIDLINK_DEMO: '' })).toMatchObject({ GRIDLINK_DEMO: 'on' });
  });

  it.each([
    [{ GRIDLINK_CACHE: '/c' }, '/c'],
    [{ XDG_CACHE_HOME: '/x' }, join('/x', 'gridlink')],
    [{ GRIDLINK_CACHE: '/c', XDG_CACHE_HOME: '/x' }, '/c'],
  ])('finds the cache folder by %j', (environment, folder) => {
    expect(readSettings(environment).cacheFolder).toBe(folder);
  });
});
