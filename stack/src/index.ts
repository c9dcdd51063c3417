export type { Endpoints, MemberEndpoint } from './endpoints.ts';
export { type MemberName, memberNames, type ServiceName, serviceNames } from './federation/members.ts';
export type { ProcessEvent } from './processes/process-spec.ts';
export { AlreadyRunningError } from './run-lock.ts';
export type { Stack } from './running-stack.ts';
export { brokerUsers, durables } from './servers/nats/broker-users.ts';
export { readSettings } from './settings.ts';
export type { ProcessName, StackOptions, StartObserver } from './stack-options.ts';
export { startStack } from './start-stack.ts';
