import { get } from 'node:http';
import { connect } from 'node:net';

const PATIENCE_MS = 1_000;

/** True when somebody accepts a TCP connection on the loopback port. */
export function acceptsConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: PATIENCE_MS });
    const settle = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', settle(true));
    socket.once('error', settle(false));
    socket.once('timeout', settle(false));
  });
}

/** True when the address answers 200. */
export async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}

/** True when the process of that pid answers 200 there. Each time on a new connection: two processes may share the port. */
export function answersAs(url: string, pid: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: PATIENCE_MS }, (response) => {
      response.resume();
      resolve(response.statusCode === 200 && response.headers['x-process'] === String(pid));
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}
