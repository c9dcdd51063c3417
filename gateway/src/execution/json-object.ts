/** Part of a subgraph's answer: what JSON calls an object. */
export type JsonObject = Record<string, unknown>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names every object has anyway. A client may choose them as aliases, so for these it has to be asked whose they are. */
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

export const isInherited = (name: string): boolean => INHERITED.has(name);

/** Reads a property that is the object's own; chosen once per name because nearly all names need no question. */
export const ownReader = (name: string): ((from: JsonObject) => unknown) =>
  isInherited(name) ? (from) => (Object.hasOwn(from, name) ? from[name] : undefined) : (from) => from[name];

/** Sets a property of the object's own, `__proto__` as well. */
export function setOwn(to: JsonObject, name: string, value: unknown): void {
  if (!isInherited(name)) to[name] = value;
  else Object.defineProperty(to, name, { value, enumerable: true, configurable: true, writable: true });
}
