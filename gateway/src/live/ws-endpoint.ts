import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HttpRequest } from '@gridlink/subgraph-kit';
import { CloseCode, handleProtocols } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { clientAddress } from '../front/client-address.ts';
import type { AllowedOrigins } from '../front/cors.ts';
import { headerOf } from '../front/header.ts';
import { wsConnection } from './ws-connection.ts';
import { createWsPlaces, type WsPlace } from './ws-places.ts';
import { type WsOptions, wsProtocol } from './ws-protocol.ts';

export type WsEndpointOptions = WsOptions & {
  readonly path: string;
  readonly origins: AllowedOrigins;
  readonly heartbeatSeconds: number;
  /** Most connections at one time, in all and of one caller. */
  readonly connections: { readonly total: number; readonly perCaller: number };
};

export type WsEndpoint = {
  /** Takes WebSocket handshakes of a server. */
  attach(server: Server): void;
  stop(): void;
};

const MAX_MESSAGE = 262_144;
const SERVICE_RESTART = 1012;

const refuse = (socket: Duplex, status: string): void =>
  void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);

const isWebSocket = (upgrade: string | undefined): boolean => upgrade?.toLowerCase() === 'websocket';

/** A page of another site may connect only where it may ask at all; what is no browser says no origin. */
function isOriginAllowed({ headers }: IncomingMessage, allowed: AllowedOrigins): boolean {
  const origin = headerOf({ headers }, 'origin');
  if (!origin || allowed.includes('*') || allowed.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === headers.host;
}

/** Subscriptions by WebSocket, on the same address as those by server-sent events. */
export function wsEndpoint(options: WsEndpointOptions): WsEndpoint {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE,
    // Compression keeps hundreds of kilobytes for each connection.
    perMessageDeflate: false,
    handleProtocols,
  });
  const protocol = wsProtocol(options);
  const checks = new Set<() => void>();
  const timer = setInterval(() => {
    for (const check of checks) check();
  }, options.heartbeatSeconds * 1_000);
  timer.unref();

  const wsPlaces = createWsPlaces(options.connections);

  const open = (socket: WebSocket, request: HttpClient, place: WsPlace): void => {
    const connection = wsConnection(socket);
    checks.add(connection.check);
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: connection.send,
        close: (code = 1_000, reason = '') => connection.close(code, reason),
        onMessage: (take) => {
          socket.on('message', (data) => {
            take(String(data)).catch((error: unknown) => {
              options.log.error({ error }, 'a message of a WebSocket was not handled');
              connection.close(CloseCode.InternalServerError, 'Internal server error');
            });
          });
        },
      },
      { request, connection, place },
    );
    socket.on('error', () => socket.terminate());
    socket.once('close', (code, reason) => {
      checks.delete(connection.check);
      place.leave();
      void closed(code, String(reason));
    });
  };

  return {
    attach(server) {
      // Java's client offers HTTP/2 with every first request; whoever is not taken up on an offer is answered as if it had made none.
      Object.assign(server, { shouldUpgradeCallback: ({ headers }: IncomingMessage) => isWebSocket(headers.upgrade) });
      server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        socket.on('error', () => socket.destroy());
        const [path] = (request.url ?? '').split('?');
        if (path !== options.path) return refuse(socket, '404 Not Found');
        if (!isOriginAllowed(request, options.origins)) return refuse(socket, '403 Forbidden');
        const client = { headers: request.headers, remoteAddress: request.socket.remoteAddress ?? '' };
        const place = wsPlaces.arrive(clientAddress(client, options.trustedProxies));
        if (!place) return refuse(socket, '503 Service Unavailable');
        let isOpen = false;
        // A handshake the library refuses ends the socket and tells nobody.
        socket.once('close', () => isOpen || place.leave());
        sockets.handleUpgrade(request, socket, head, (opened) => {
          isOpen = true;
          open(opened, client, place);
        });
      });
    },
    stop() {
      clearInterval(timer);
      for (const socket of sockets.clients) socket.close(SERVICE_RESTART, 'restarting');
    },
  };
}

type HttpClient = Pick<HttpRequest, 'headers' | 'remoteAddress'>;
