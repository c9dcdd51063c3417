import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { type IdentifiedStream, json, type SubgraphContext } from '@gridlink/subgraph-kit';
import type { Whereabouts } from '../../ticket/domain/ticket.ts';
import type { EvidenceFile } from '../domain/evidence-file.ts';
import type { EvidenceDeps } from '../use-cases/deps.ts';
import { giverOf } from '../use-cases/giver-of.ts';
import { CutShort } from '../use-cases/measured.ts';
import { takeIn } from '../use-cases/take-in.ts';
import { refusalAnswer, storeAway, wrongNumber } from './answers.ts';
import { announcedIn, proofIn } from './upload-headers.ts';

const whereabouts = ({ takenAt, point }: Whereabouts) => ({ takenAt, ...point });

/** What the uploader is told; `uri` is what commands take as evidence. */
const receipt = ({ id, name, type, size, sha256, pixels, claimed, recorded, expiresAt }: EvidenceFile) => ({
  id,
  uri: `evidence:${id}`,
  name,
  type,
  size,
  sha256,
  pixels,
  claimed: whereabouts(claimed),
  recorded: whereabouts(recorded),
  expiresAt,
});

/**
 * A request's body as a stream of its own: to stop reading it does not end the connection, on which the answer has to go out. It fails
 * with CutShort when its sender leaves.
 */
function inletOf(request: IncomingMessage): PassThrough {
  const inlet = new PassThrough();
  request.once('close', () => {
    if (!request.complete) inlet.destroy(new CutShort());
  });
  return request.pipe(inlet);
}

/** `POST /evidence`: one file is the body, its facts are headers. `onOutcome` is told `KEPT`, the refusal's kind or `FAILED`. */
export function uploadRoute(
  deps: EvidenceDeps,
  onOutcome: (outcome: string) => void,
): IdentifiedStream<SubgraphContext> {
  return async (request, { caller, scope, now, log }) => {
    const announced = announcedIn(request.headers, now());
    if ('answer' in announced) return announced.answer;
    const found = await giverOf(deps, { caller, scope }, proofIn(request.headers));
    if (found === null) return wrongNumber();
    let inlet: PassThrough | undefined;
    const open = (): PassThrough => {
      inlet = inletOf(request.content());
      return inlet;
    };
    try {
      const taken = await takeIn(deps, { ...found, announced: announced.value, now: now(), open });
      onOutcome(taken.kind === 'KEPT' ? taken.kind : taken.refusal.kind);
      return taken.kind === 'KEPT' ? json(201, receipt(taken.file)) : refusalAnswer(taken.refusal);
    } catch (error) {
      onOutcome('FAILED');
      log.error({ error: String(error) }, 'evidence could not be stored');
      return storeAway();
    } finally {
      inlet?.destroy();
    }
  };
}
