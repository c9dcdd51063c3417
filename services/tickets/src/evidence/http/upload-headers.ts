import type { IncomingHttpHeaders } from 'node:http';
import { EVIDENCE_HEADERS, textFlaw } from '@gridlink/contracts';
import { COORDINATE_SYSTEMS, type CoordinateSystem, toGcj02 } from '@gridlink/geo-index';
import type { HttpAnswer } from '@gridlink/subgraph-kit';
import type { Whereabouts } from '../../ticket/domain/ticket.ts';
import type { NumberAndCode } from '../../ticket/use-cases/ticket-by-number.ts';
import type { Announced } from '../domain/evidence-file.ts';
import { headerProblem } from './answers.ts';

type Read<T> = { readonly value: T } | { readonly answer: HttpAnswer };

const NAME_MOST = 200;
/** RFC 9530; other digests may stand beside it. */
const DIGEST = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):\s*(?:,|$)/;
const SIZE = /^[1-9]\d{0,11}$/;

const value = <T>(given: T): Read<T> => ({ value: given });
const wrong = (header: string, message: string): { readonly answer: HttpAnswer } => ({
  answer: headerProblem(header, message),
});

const one = (headers: IncomingHttpHeaders, name: string): string | undefined => {
  const given = headers[name];
  return Array.isArray(given) ? given[0] : given;
};

function nameIn(headers: IncomingHttpHeaders): Read<string> {
  const header = EVIDENCE_HEADERS.name;
  const given = one(headers, header);
  if (given === undefined)
    return wrong(header, `请在 ${header} 中给出文件名（百分号编码） (name the file, percent-encoded)`);
  try {
    const name = decodeURIComponent(given).trim();
    if (textFlaw(name, { most: NAME_MOST }) === undefined) return value(name);
  } catch {
    // Not percent-encoded: said below.
  }
  return wrong(
    header,
    `文件名应为 1 至 ${NAME_MOST} 个可见字符，百分号编码 (1 to ${NAME_MOST} visible characters, percent-encoded)`,
  );
}

function takenAtIn(headers: IncomingHttpHeaders, now: Date): Read<Date | null> {
  const header = EVIDENCE_HEADERS.takenAt;
  const given = one(headers, header);
  if (given === undefined) return value(null);
  const instant = new Date(given);
  if (Number.isNaN(instant.getTime()) || !/T.*(Z|[+-]\d\d:\d\d)$/.test(given))
    return wrong(header, '应为带时区的 ISO 8601 时刻 (an ISO 8601 instant with its zone)');
  return instant > now ? wrong(header, '拍摄时刻不能晚于现在 (it cannot be taken after now)') : value(instant);
}

const isSystem = (given: string): given is CoordinateSystem =>
  (COORDINATE_SYSTEMS as readonly string[]).includes(given);

function pointIn(headers: IncomingHttpHeaders): Read<Whereabouts['point']> {
  const given = [EVIDENCE_HEADERS.longitude, EVIDENCE_HEADERS.latitude].map((name) => one(headers, name));
  if (given.every((text) => text === undefined)) return value(null);
  const [longitude = Number.NaN, latitude = Number.NaN] = given.map((text) =>
    text?.trim() ? Number(text) : Number.NaN,
  );
  if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90))
    return wrong(EVIDENCE_HEADERS.longitude, '经度和纬度应当同时给出，单位为度 (give both, in degrees)');
  const system = one(headers, EVIDENCE_HEADERS.system) ?? 'GCJ02';
  if (!isSystem(system))
    return wrong(EVIDENCE_HEADERS.system, `坐标系应为 ${COORDINATE_SYSTEMS.join('、')} (one of these)`);
  return value(toGcj02({ longitude, latitude }, system));
}

function digestIn(headers: IncomingHttpHeaders): Read<string> {
  const [, digest] = DIGEST.exec(one(headers, 'content-digest') ?? '') ?? [];
  return digest === undefined
    ? wrong('content-digest', '请给出 content-digest: sha-256=:<base64>: (give the content’s digest, RFC 9530)')
    : value(Buffer.from(digest, 'base64').toString('hex'));
}

function sizeIn(headers: IncomingHttpHeaders): Read<number> {
  const given = one(headers, 'content-length') ?? '';
  return SIZE.test(given)
    ? value(Number(given))
    : wrong('content-length', '请给出 content-length，不为 0 (give the content’s length)');
}

/** The report that the uploader has the query code of; null where the request names none. */
export function proofIn(headers: IncomingHttpHeaders): NumberAndCode | null {
  const [code, queryCode] = [one(headers, EVIDENCE_HEADERS.ticket), one(headers, EVIDENCE_HEADERS.queryCode)];
  return code === undefined || queryCode === undefined ? null : { code, queryCode };
}

/** What an uploader says of a file before its first byte, or the answer to what cannot be understood. */
export function announcedIn(headers: IncomingHttpHeaders, now: Date): Read<Announced> {
  const size = sizeIn(headers);
  if ('answer' in size) return size;
  const sha256 = digestIn(headers);
  if ('answer' in sha256) return sha256;
  const name = nameIn(headers);
  if ('answer' in name) return name;
  const takenAt = takenAtIn(headers, now);
  if ('answer' in takenAt) return takenAt;
  const point = pointIn(headers);
  if ('answer' in point) return point;
  const claimed = { takenAt: takenAt.value, point: point.value };
  return value({ name: name.value, size: size.value, sha256: sha256.value, claimed });
}
