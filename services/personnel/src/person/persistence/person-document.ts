import { Schema } from 'mongoose';
import type { Person, StoredPerson } from '../domain/person.ts';

export type PersonDocument = Omit<Person, 'id'> & {
  readonly _id: string;
  readonly version: number;
  readonly sequence: number;
  readonly sealedPhone: string;
  readonly sealedIdNumber: string;
  /** Keyed hash of the identity number. */
  readonly idFingerprint: string;
};

export const personSchema = new Schema<PersonDocument>(
  {
    _id: String,
    version: Number,
    sequence: Number,
    jurisdiction: String,
    division: String,
    areas: [String],
    name: String,
    birthDate: String,
    nationality: String,
    education: String,
    health: String,
    employment: String,
    backgrounds: [String],
    vetting: {
      type: new Schema(
        {
          criminalRecord: Boolean,
          openCriminalCase: Boolean,
          detained: Boolean,
          dismissedFromPublicOffice: Boolean,
          listedAsDishonest: Boolean,
          attested: [String],
        },
        { _id: false },
      ),
    },
    registeredAt: Date,
    sealedPhone: String,
    sealedIdNumber: String,
    idFingerprint: String,
  },
  { versionKey: false },
);

export const personOf = ({ _id, idFingerprint: _, ...rest }: PersonDocument): StoredPerson => ({ id: _id, ...rest });
