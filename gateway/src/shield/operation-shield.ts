/** The gateway decides before planning what each subgraph decides again before executing: one implementation, the kit's. */
export { createOperationShield, type OperationShield } from '@gridlink/subgraph-kit';
