export * from './composition/compose-supergraph.ts';
export * from './composition/descriptions.ts';
export * from './composition/service-schemas.ts';
export { environmentSchema, type GatewayEnvironment } from './environment.ts';
export { type GatewayOptions, type RunningGateway, startGateway } from './service.ts';
