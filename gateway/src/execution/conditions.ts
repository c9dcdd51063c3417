import { type DirectiveNode, type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql';
import type { JsonObject } from './json-object.ts';

/** The value of a Boolean variable in one execution. */
export type ReadBoolean = (variables: Readonly<JsonObject>, name: string) => boolean;

/** Reads Boolean variables: given, or the operation's default. */
export function booleanReader({ variableDefinitions = [] }: OperationDefinitionNode): ReadBoolean {
  const defaults = new Map(
    variableDefinitions.map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue?.kind === Kind.BOOLEAN && defaultValue.value,
    ]),
  );
  return (variables, name) => {
    const given = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return given === undefined ? defaults.get(name) === true : given === true;
  };
}

/** The variables that decide what a document selects. */
export function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(node) {
      const condition = conditionOf(node);
      if (condition?.kind === Kind.VARIABLE) names.add(condition.name.value);
    },
  });
  return [...names];
}

/** Decides @skip and @include once the variables are known. */
export function inclusion(booleanOf: (variable: string) => boolean) {
  return (directives: readonly DirectiveNode[] = []): boolean =>
    directives.every((directive) => {
      const condition = conditionOf(directive);
      if (!condition) return true;
      const value = condition.kind === Kind.VARIABLE ? booleanOf(condition.name.value) : isLiterallyTrue(condition);
      return directive.name.value === 'include' ? value : !value;
    });
}

type Condition = NonNullable<DirectiveNode['arguments']>[number]['value'];

const isLiterallyTrue = (value: Condition): boolean => value.kind === Kind.BOOLEAN && value.value;

function conditionOf({ name, arguments: given }: DirectiveNode): Condition | undefined {
  if (name.value !== 'skip' && name.value !== 'include') return undefined;
  return given?.find((argument) => argument.name.value === 'if')?.value;
}
