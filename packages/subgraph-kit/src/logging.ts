import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** JSON lines on standard output: time, level, service, message, and the request's id where there is one. */
export const createLogger = (service: string, level: string): Logger =>
  pino({
    level,
    base: { service, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    // Whatever a careless line carries, these never reach a log.
    redact: {
      paths: ['password', '*.password', 'token', '*.token', 'phone', '*.phone', 'idNumber', '*.idNumber'],
      censor: '***',
    },
  });
