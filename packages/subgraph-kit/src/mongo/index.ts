export * from './connect.ts';
export { type DatabaseClock, startDatabaseClock } from './database-clock.ts';
