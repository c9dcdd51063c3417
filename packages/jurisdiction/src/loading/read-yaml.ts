import { readFileSync } from 'node:fs';
import { CORE_SCHEMA, load } from 'js-yaml';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { describePath, type PackProblem } from './problem.ts';

/** What a file held, or all that is wrong with it. */
export type Outcome = { readonly value: unknown } | { readonly problems: readonly PackProblem[] };

/** The line of the value at a path, or of the nearest thing around it when the value itself is missing. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number | null {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return null;
}

function check(
  schema: z.ZodType,
  document: Document,
  at: { readonly file: string; readonly lines: LineCounter },
): Outcome {
  const result = schema.safeParse(document.toJS());
  if (result.success) return { value: result.data };
  return {
    problems: result.error.issues.map(({ path, message }) => ({
      file: at.file,
      line: lineOf(document, at.lines, path),
      path: describePath(path),
      message,
    })),
  };
}

/** What is wrong with a text and where, by the reader that knows of lines. */
function examined(text: string, file: string, schema: z.ZodType): Outcome {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length === 0) return check(schema, document, { file, lines });
  return {
    problems: document.errors.map(({ message, linePos }) => ({
      file,
      line: linePos?.[0].line ?? null,
      path: '',
      message: message.split(' at line')[0] ?? message,
    })),
  };
}

/** What aliases repeat is named by an anchor first; only the other reader counts how much they would come to. */
const ANCHOR = /&\S/;

/** The value of a sound text, by the quick reader; undefined where anything is wrong or may be too much. */
function quickly(text: string, schema: z.ZodType): { readonly value: unknown } | undefined {
  if (ANCHOR.test(text)) return undefined;
  try {
    const { success, data } = schema.safeParse(load(text, { schema: CORE_SCHEMA }));
    return success ? { value: data } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads one YAML file through its schema. Never throws: what cannot be read at all is a problem like any other.
 * @param file the name problems are reported under
 */
export function readYaml(path: string, file: string, schema: z.ZodType): Outcome {
  try {
    const text = readFileSync(path, 'utf8');
    return quickly(text, schema) ?? examined(text, file, schema);
  } catch (error) {
    // A file that is a folder, or aliases that would blow up to gigabytes.
    return {
      problems: [{ file, line: null, path: '', message: error instanceof Error ? error.message : String(error) }],
    };
  }
}
