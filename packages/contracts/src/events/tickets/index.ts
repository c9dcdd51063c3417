export * from './ticket-events.ts';
