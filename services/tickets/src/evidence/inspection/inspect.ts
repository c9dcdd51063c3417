import { toGcj02 } from '@gridlink/geo-index';
import type { EvidenceType } from '@gridlink/jurisdiction';
import exifr from 'exifr';
import { fileTypeFromBuffer } from 'file-type';
import { imageSize } from 'image-size';
import type { Whereabouts } from '../../ticket/domain/ticket.ts';
import type { Pixels } from '../domain/evidence-file.ts';

/** As much of a file as is looked at: its kind, its size as a picture and its camera's notes all stand near its beginning. */
export const HEAD_BYTES = 524_288;

/** Photos of phones by their container's general name. */
const SAME_KIND: Readonly<Record<string, EvidenceType>> = { 'image/heif': 'image/heic' };

/** The kind of a file by its bytes; null for none that is known. */
export async function typeOf(head: Buffer): Promise<string | null> {
  const mime = (await fileTypeFromBuffer(head))?.mime;
  return mime === undefined ? null : (SAME_KIND[mime] ?? mime);
}

/** Width and height as a picture's header states them; null when it states none. Nothing is decoded. */
export function pixelsOf(head: Buffer): Pixels | null {
  try {
    const { width, height } = imageSize(head);
    return width > 0 && height > 0 ? { width, height } : null;
  } catch {
    return null;
  }
}

const NOTES = [
  'DateTimeOriginal',
  'OffsetTimeOriginal',
  'GPSLatitude',
  'GPSLongitude',
  'GPSLatitudeRef',
  'GPSLongitudeRef',
];
const NOTHING: Whereabouts = { takenAt: null, point: null };

type Notes = {
  readonly DateTimeOriginal?: unknown;
  readonly OffsetTimeOriginal?: unknown;
  readonly latitude?: unknown;
  readonly longitude?: unknown;
};

/** When and where a picture says that it was taken: the camera's notes in it (EXIF). Damaged notes are no notes. */
export async function recordedIn(head: Buffer): Promise<Whereabouts> {
  try {
    const notes: Notes | undefined = await exifr.parse(head, { pick: NOTES, reviveValues: false });
    return notes ? { takenAt: instantOf(notes), point: pointOf(notes) } : NOTHING;
  } catch {
    return NOTHING;
  }
}

const CAMERA_TIME = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/;
const OFFSET = /^[+-]\d\d:\d\d$/;
/** A camera that does not say in which zone its clock is set. */
const CHINA = '+08:00';

function instantOf({ DateTimeOriginal: time, OffsetTimeOriginal: offset }: Notes): Date | null {
  const [, year, month, day, clock] = CAMERA_TIME.exec(String(time)) ?? [];
  if (!clock) return null;
  const zone = typeof offset === 'string' && OFFSET.test(offset) ? offset : CHINA;
  const instant = new Date(`${year}-${month}-${day}T${clock}${zone}`);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

const isDegrees = (value: unknown, most: number): value is number =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= most;

/** Cameras write what the satellites say. */
function pointOf({ longitude, latitude }: Notes): Whereabouts['point'] {
  if (!isDegrees(longitude, 180) || !isDegrees(latitude, 90) || (longitude === 0 && latitude === 0)) return null;
  return toGcj02({ longitude, latitude }, 'WGS84');
}
