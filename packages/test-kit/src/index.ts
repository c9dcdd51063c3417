export * from './broker-line.ts';
export * from './eventually.ts';
export * from './every-field.ts';
export * from './gateway-identity.ts';
export * from './sent-commands.ts';
export * from './servers.ts';
