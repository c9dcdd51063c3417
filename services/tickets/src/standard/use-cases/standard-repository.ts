import type { Standard } from '../domain/standard.ts';

/** A version without its conditions. */
export type StandardHead = Omit<Standard, 'conditions'>;

export type StandardRepository = {
  /** The version in force in a place (all its divisions, highest first): that of the nearest division above which has one. */
  inForce(jurisdiction: string, areas: readonly string[], now: Date): Promise<Standard | null>;
  /** The newest version of a division, in force or to come. */
  newest(jurisdiction: string, division: string): Promise<Standard | null>;
  version(jurisdiction: string, division: string, version: number): Promise<Standard | null>;
  /** All versions of a division, newest first, without their conditions. */
  versions(jurisdiction: string, division: string): Promise<readonly StandardHead[]>;
  /** False when another version took the number meanwhile. */
  add(standard: Standard): Promise<boolean>;
};
