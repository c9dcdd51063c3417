import type { WebSocket } from 'ws';

/** A client's WebSocket as far as the protocol above it needs one. */
export type WsConnection = {
  /** Sends a text; resolves once the system has taken it. A client that leaves too much lying is cut off. */
  send(text: string): Promise<void>;
  /** Asks for a sign of life; a client that gave none since the last time is cut off. */
  check(): void;
  close(code: number, reason: string): void;
};

const MOST_LYING = 1_048_576;

export function wsConnection(socket: WebSocket): WsConnection {
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });
  return {
    send: (text) =>
      new Promise((resolve) => {
        if (socket.bufferedAmount > MOST_LYING) socket.terminate();
        if (socket.readyState !== socket.OPEN) return resolve();
        // A connection that breaks meanwhile is told by its own event.
        socket.send(text, () => resolve());
      }),
    check() {
      if (!isAlive) return socket.terminate();
      isAlive = false;
      socket.ping();
    },
    close: (code, reason) => socket.close(code, reason),
  };
}
