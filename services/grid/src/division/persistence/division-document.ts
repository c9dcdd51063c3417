import { DIVISION_LEVELS, type DivisionLevel, type MultiPolygon } from '@gridlink/contracts';
import { type Connection, type Model, Schema } from 'mongoose';

export type DivisionDocument = {
  readonly _id: string;
  readonly name: string;
  readonly nameGrams: readonly string[];
  readonly level: DivisionLevel;
  readonly parent: string | null;
  readonly areas: readonly string[];
  readonly jurisdictions: readonly string[];
  readonly boundary: MultiPolygon | null;
  readonly version: number;
  /** When the boundary changed last; absent without a boundary. */
  readonly movedAt?: Date;
};

const schema = new Schema<DivisionDocument>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    nameGrams: { type: [String], required: true },
    level: { type: String, enum: DIVISION_LEVELS, required: true },
    parent: { type: String, default: null },
    areas: { type: [String], required: true },
    jurisdictions: { type: [String], required: true },
    boundary: { type: Schema.Types.Mixed, default: null },
    version: { type: Number, required: true },
    movedAt: { type: Date },
  },
  { collection: 'divisions', strict: 'throw', strictQuery: 'throw', versionKey: false },
);

export type DivisionModel = Model<DivisionDocument>;

export const divisionModel = (connection: Connection): DivisionModel =>
  connection.model<DivisionDocument>('Division', schema);

/** Every index is named after the query it serves. */
export async function ensureDivisionIndexes(model: DivisionModel): Promise<void> {
  await model.collection.createIndexes([
    { name: 'children', key: { parent: 1, _id: 1 } },
    { name: 'below_by_level', key: { areas: 1, level: 1, _id: 1 } },
    { name: 'by_level', key: { level: 1, _id: 1 } },
    { name: 'of_jurisdiction', key: { jurisdictions: 1, _id: 1 } },
    { name: 'of_jurisdiction_by_level', key: { jurisdictions: 1, level: 1, _id: 1 } },
    { name: 'by_name', key: { nameGrams: 1, _id: 1 } },
    { name: 'moved', key: { movedAt: 1, _id: 1, version: 1 }, sparse: true },
  ]);
}
