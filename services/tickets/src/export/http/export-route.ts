import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EXPORT_FORMATS, EXPORT_ID_HEADER, EXPORT_PATH, type ExportFormat } from '@gridlink/contracts';
import type { HttpAnswer, IdentifiedStream, SubgraphContext } from '@gridlink/subgraph-kit';
import { CSV_MARK, csvLine } from '../../spreadsheet/csv-line.ts';
import { xlsx } from '../../spreadsheet/xlsx.ts';
import {
  type ExportAsked,
  type ExportBegun,
  type ExportDeps,
  exportList,
  type RunningExport,
} from '../use-cases/export-list.ts';
import { exportFailed, exportRunning, noSuchExport, notYoursToExport } from './export-answers.ts';
import { type ListedKind, listedKinds } from './listed-kinds.ts';

type Asked = { readonly list: string; readonly kind: ListedKind; readonly format: ExportFormat };

/** What each path asks for. */
const pathsOf = (kinds: ReadonlyMap<string, ListedKind>): ReadonlyMap<string, Asked> =>
  new Map(
    [...kinds].flatMap(([list, kind]) =>
      EXPORT_FORMATS.map((format) => [`${EXPORT_PATH}/${list}.${format}`, { list, kind, format }] as const),
    ),
  );

const TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** What becomes of an export is told by this: `COMPLETE`, `ABORTED`, `FAILED`, or `REFUSED` where another is at work. */
export type OnExport = (outcome: string) => void;

/** `GET /exports/<list>.<format>`: the whole list of the conditions in the query, as the asker sees it in the graph. */
export function exportRoute(deps: ExportDeps, onExport: OnExport): IdentifiedStream<SubgraphContext> {
  const lists = pathsOf(listedKinds(deps));
  const there = [...lists.keys()].map((path) => path.slice(EXPORT_PATH.length + 1));
  return async ({ path, search }, context, { response }) => {
    const asked = lists.get(path);
    if (!asked) return noSuchExport(there);
    const { list, kind, format } = asked;
    if (!context.mayRead(kind.question)) return notYoursToExport();
    const read = kind.ask(search, context);
    if ('answer' in read) return read.answer;
    const begun = await begin(deps, { ...context, list, format, table: read.table, conditions: read.said });
    if (begun === null) return exportFailed();
    if (begun.kind === 'RUNNING') {
      onExport('REFUSED');
      return exportRunning(begun.other);
    }
    return give(begun.export, { ...asked, response, context, onExport });
  };
}

/** Null where nothing could be begun. */
const begin = (deps: ExportDeps, asked: ExportAsked & Pick<SubgraphContext, 'log'>): Promise<ExportBegun | null> =>
  exportList(deps, asked).catch((error: unknown) => {
    asked.log.error({ error: String(error) }, 'export could not begin');
    return null;
  });

/** Lines as they are sent; a page is one piece. */
async function* csv({ head, pages }: RunningExport): AsyncGenerator<string> {
  yield CSV_MARK + csvLine(head);
  for await (const rows of pages) yield rows.map(csvLine).join('');
}

function contentOf(running: RunningExport, { format, kind }: Asked, at: Date): Readable {
  if (format === 'xlsx') return xlsx({ ...running, name: kind.title, at });
  return Readable.from(csv(running), { objectMode: false });
}

/** Counts in what passes, and lets the end pass only when the record says that it is whole. */
function sealed({ complete }: RunningExport): Transform {
  const digest = createHash('sha256');
  return new Transform({
    transform(chunk: Buffer, _, done) {
      digest.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      complete(digest.digest('hex')).then(() => done(), done);
    },
  });
}

type Out = Asked & {
  readonly response: ServerResponse;
  readonly context: SubgraphContext;
  readonly onExport: OnExport;
};

const fileName = ({ list, format }: Asked, at: Date): string =>
  `attachment; filename="${list}-${at.toISOString().slice(0, 10)}.${format}"`;

async function give(running: RunningExport, out: Out): Promise<HttpAnswer | null> {
  const { response, context, onExport } = out;
  const at = context.now();
  response.writeHead(200, {
    'content-type': TYPES[out.format],
    'content-disposition': fileName(out, at),
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    [EXPORT_ID_HEADER]: running.id,
  });
  try {
    await pipeline(contentOf(running, out, at), sealed(running), response);
    onExport('COMPLETE');
  } catch (error) {
    // The pipeline ends the connection without the end of the file: no reader takes half a list for a whole one.
    const how = isLeaving(error) ? 'ABORTED' : 'FAILED';
    onExport(how);
    if (how === 'FAILED') context.log.error({ error: String(error), export: running.id }, 'export failed');
    await running.stop(how);
  }
  return null;
}

const isLeaving = (error: unknown): boolean =>
  ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE'].includes((error as NodeJS.ErrnoException).code ?? '');
