export * from './deliberation-events.ts';
export * from './instruction-events.ts';
export * from './notification-events.ts';
export * from './suggestion-events.ts';
export * from './ticket-events.ts';
