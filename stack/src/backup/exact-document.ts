import { BSON, type Document } from 'mongodb';

/** Every number, expression and pointer stays of the type it was stored as. */
const AS_STORED = {
  promoteValues: false,
  promoteLongs: false,
  promoteBuffers: false,
  bsonRegExp: true,
  useBigInt64: false,
} as const;

const OBJECT = 3;
const ARRAY = 4;

/** One element of a document as a value, by a document that holds it alone. */
function valueAt(raw: Uint8Array, nameOffset: number, end: number): unknown {
  // Type, name and value are consecutive: the type lies in the byte before the name.
  const element = raw.subarray(nameOffset - 1, end);
  const alone = Buffer.alloc(element.length + 5);
  alone.writeInt32LE(alone.length, 0);
  alone.set(element, 4);
  return Object.values(BSON.deserialize(alone, AS_STORED))[0];
}

/** A document as a Map, whose keys keep their order whatever they look like. */
function asMap(raw: Uint8Array): Map<string, unknown> {
  const elements = [...BSON.onDemand.parseToElements(raw)];
  return new Map(
    elements.map(([type, nameOffset, nameLength, offset, length]) => {
      const name = Buffer.from(raw.buffer, raw.byteOffset + nameOffset, nameLength).toString('utf8');
      const inner = raw.subarray(offset, offset + length);
      if (type === OBJECT) return [name, asMap(inner)];
      if (type === ARRAY) return [name, [...asMap(inner).values()]];
      return [name, valueAt(raw, nameOffset, offset + length)];
    }),
  );
}

/**
 * A document that the driver writes byte for byte as it was read. Objects of JavaScript put keys that look like numbers first, so a
 * document that does not come out the same is given as Maps.
 */
export function exactDocument(raw: Uint8Array): Document {
  const document = BSON.deserialize(raw, AS_STORED);
  return Buffer.compare(BSON.serialize(document), raw) === 0 ? document : asMap(raw);
}
