import type { FetchNode } from '@apollo/query-planner';
import type { JsonObject } from './json-object.ts';

type Asked = Pick<FetchNode, 'operation' | 'operationName' | 'variableUsages'>;

/** Writes the body of one request; `more` is further variables as JSON text (`"a":1`), already written. */
export type WriteBody = (variables: Readonly<JsonObject>, more?: string) => string;

/** All but the values of variables is written once, when the plan is compiled. */
export function requestBody({ operation, operationName, variableUsages = [] }: Asked): WriteBody {
  const named = operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`;
  const head = `{"query":${JSON.stringify(operation)}${named},"variables":{`;
  const usages = variableUsages.map((name) => ({ name, key: `${JSON.stringify(name)}:` }));
  return (variables, more = '') => {
    let written = more;
    for (const { name, key } of usages) {
      const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
      if (value === undefined) continue;
      written += `${written === '' ? '' : ','}${key}${JSON.stringify(value)}`;
    }
    return `${head}${written}}}`;
  };
}
