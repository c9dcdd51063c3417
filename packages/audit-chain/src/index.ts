export * from './audit-entry.ts';
export * from './checkpoint.ts';
export * from './verify-chain.ts';
