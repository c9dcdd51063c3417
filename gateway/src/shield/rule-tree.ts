export { readRuleTree, rulesFromAccess } from '@gridlink/subgraph-kit';
