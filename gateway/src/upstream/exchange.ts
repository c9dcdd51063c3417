import type { Dispatcher } from 'undici';
import { BodyTooLarge } from './body-too-large.ts';

export type Exchange = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Longest answer taken, bytes. */
  readonly limitBytes: number;
  /** Fires when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
};

export type RawAnswer = { readonly status: number; readonly body: Buffer };

type Handler = Dispatcher.DispatchHandler;
type Controller = Dispatcher.DispatchController;

/**
 * Posts a body and takes the whole answer, by undici's dispatch: its `request` builds a stream for every answer, which costs about as
 * much as the rest of the exchange. Rejects with undici's errors, BodyTooLarge or an AbortError; the connection is dropped then.
 */
export function exchange(dispatcher: Dispatcher, asked: Exchange): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { path, headers, body, signal } = asked;
    if (signal.aborted) return reject(aborted());
    const answer = new AnswerHandler(asked, { resolve, reject });
    dispatcher.dispatch({ path, method: 'POST', headers, body }, answer);
  });
}

const aborted = (): DOMException => new DOMException('nobody waits for it', 'AbortError');

type Waiting = { readonly resolve: (answer: RawAnswer) => void; readonly reject: (error: unknown) => void };

/** A class because undici calls methods of what it is given, and one object an exchange is all that is wanted. */
class AnswerHandler implements Handler {
  readonly #limit: number;
  readonly #signal: AbortSignal;
  readonly #waiting: Waiting;
  readonly #chunks: Buffer[] = [];
  #controller: Controller | undefined;
  #status = 0;
  #size = 0;

  constructor({ limitBytes, signal }: Exchange, waiting: Waiting) {
    this.#limit = limitBytes;
    this.#signal = signal;
    this.#waiting = waiting;
    signal.addEventListener('abort', this.#onAbort);
  }

  readonly #onAbort = (): void => {
    this.#controller?.abort(aborted());
  };

  onRequestStart(controller: Controller): void {
    this.#controller = controller;
    if (this.#signal.aborted) this.#onAbort();
  }

  onResponseStart(_controller: Controller, status: number): void {
    this.#status = status;
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > this.#limit) controller.abort(new BodyTooLarge(`more than ${this.#limit} bytes`));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#signal.removeEventListener('abort', this.#onAbort);
    const [first] = this.#chunks;
    const body = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks, this.#size);
    this.#waiting.resolve({ status: this.#status, body });
  }

  onResponseError(_controller: Controller, error: unknown): void {
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#waiting.reject(error);
  }
}
