import { unlessTaken } from '@gridlink/event-bus';
import { createNewestFirstLists } from '@gridlink/subgraph-kit';
import type { Db } from 'mongodb';
import { type ListExport, stateAt } from '../domain/list-export.ts';
import type { ExportLog } from '../use-cases/export-log.ts';

type ExportDocument = Omit<ListExport, 'id'> & { readonly _id: string };

/** Which export an account has at work: one document an account, so that there is one. */
type Place = { readonly _id: string; readonly export: string; readonly heldUntil: Date };

const toExport = ({ _id, ...rest }: ExportDocument): ListExport => ({ id: _id, ...rest });

/** Places by account. Taking one is a single guarded write: of two that come at once one is first. */
function createPlaces(db: Db, find: ExportLog['find']) {
  const places = db.collection<Place>('exports_at_work');

  const insert = (place: Place): Promise<boolean> => unlessTaken(places.insertOne(place));

  return {
    /** Takes the place where nobody is in it, or a process died in it; answers whose it is now, and who was there before. */
    async take(place: Place, now: Date): Promise<{ readonly holder: string; readonly before: string | null }> {
      if (await insert(place)) return { holder: place.export, before: null };
      const there = await places.findOne({ _id: place._id });
      // It has just been left: whoever came first has it, and this one may come again.
      if (!there) return { holder: (await insert(place)) ? place.export : '', before: null };
      const other = await find(there.export);
      const isHeld = other ? stateAt(other, now) === 'RUNNING' : there.heldUntil > now;
      if (isHeld) return { holder: there.export, before: null };
      const { matchedCount } = await places.replaceOne({ _id: place._id, export: there.export }, place);
      return { holder: matchedCount === 1 ? place.export : '', before: there.export };
    },
    leave: (subject: string, id: string) => places.deleteOne({ _id: subject, export: id }),
  };
}

/** Exports in MongoDB, a document each; nothing here forgets one. */
export function createExportLog(db: Db, now: () => Date): ExportLog & { ensureIndexes(): Promise<void> } {
  const exports = db.collection<ExportDocument>('exports');
  const newest = createNewestFirstLists<ExportDocument>(exports, now);
  const find = async (id: string): Promise<ListExport | null> => {
    const found = await exports.findOne({ _id: id });
    return found ? toExport(found as ExportDocument) : null;
  };
  const places = createPlaces(db, find);
  const end: ExportLog['end'] = async ({ id, subject }, how) => {
    const { matchedCount } = await exports.updateOne({ _id: id, state: 'RUNNING' }, { $set: how });
    await places.leave(subject, id);
    return matchedCount === 1;
  };

  return {
    find,
    end,
    async begin({ id, ...started }) {
      const at = now();
      const { subject, heldUntil } = started;
      const { holder, before } = await places.take({ _id: subject, export: id, heldUntil }, at);
      if (holder !== id) return { kind: 'RUNNING', other: await find(holder) };
      if (before !== null) await end({ id: before, subject }, { state: 'FAILED', endedAt: at, sha256: null });
      await exports.insertOne({ _id: id, ...started, rows: 0, state: 'RUNNING', endedAt: null, sha256: null });
      return { kind: 'BEGUN' };
    },
    async advance(id, rows, heldUntil) {
      const { matchedCount } = await exports.updateOne({ _id: id, state: 'RUNNING' }, { $set: { rows, heldUntil } });
      return matchedCount === 1;
    },
    async list(of, page) {
      const asked = 'subject' in of ? { subject: of.subject } : { jurisdiction: of.jurisdiction, areas: of.area };
      return (await newest({ filter: asked, by: 'startedAt', page })).map(toExport);
    },
    async ensureIndexes() {
      await exports.createIndexes([
        { name: 'of-an-account', key: { subject: 1, startedAt: -1, _id: -1 } },
        { name: 'of-an-area', key: { jurisdiction: 1, areas: 1, startedAt: -1, _id: -1 } },
      ]);
    },
  };
}
