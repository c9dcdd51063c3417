export * from './instruction-events.ts';
export * from './ticket-events.ts';
