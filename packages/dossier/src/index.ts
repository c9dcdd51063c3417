export * from './anchor.ts';
export * from './chain.ts';
export * from './dossier.ts';
export * from './merkle.ts';
export * from './seals.ts';
export * from './signer.ts';
export * from './verify.ts';
