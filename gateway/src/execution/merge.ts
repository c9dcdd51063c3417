import { isJsonObject, type JsonObject, setOwn } from './json-object.ts';

/** Puts what a subgraph answered into what is there: objects and lists of the same length field by field, everything else replaces. */
export function merge(target: JsonObject, source: JsonObject): void {
  for (const name of Object.keys(source)) {
    const value = source[name];
    if (value === undefined) continue;
    const known = Object.hasOwn(target, name) ? target[name] : undefined;
    if (known === value) continue;
    if (isJsonObject(known) && isJsonObject(value)) merge(known, value);
    else if (Array.isArray(known) && Array.isArray(value) && known.length === value.length) mergeLists(known, value);
    else setOwn(target, name, value);
  }
}

function mergeLists(target: unknown[], source: readonly unknown[]): void {
  for (const [index, value] of source.entries()) {
    const known = target[index];
    if (known === value) continue;
    if (isJsonObject(known) && isJsonObject(value)) merge(known, value);
    else target[index] = value;
  }
}
