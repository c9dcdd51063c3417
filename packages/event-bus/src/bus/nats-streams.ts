import { type JetStreamManager, NatsError, nanos, RetentionPolicy, StorageType, type StreamInfo } from 'nats';
import { domainSubjects, streamName } from './subjects.ts';

export type StreamSettings = {
  readonly prefix: string;
  /** 1 for a single broker, 3 for a cluster. */
  readonly replicas: number;
  /** Events older than this are gone from the broker; the owner's log in its database keeps them. */
  readonly maxAgeDays: number;
};

const DAY_MS = 86_400_000;
export const JETSTREAM_STREAM_NOT_FOUND = 10059;
const JETSTREAM_NAME_IN_USE = 10058;

export const hasJetStreamCode = (error: unknown, code: number): boolean =>
  error instanceof NatsError && error.api_error?.err_code === code;

/** The domain's stream, created when it is not there; two replicas may race, either wins. */
export async function ensureStream(
  manager: JetStreamManager,
  settings: StreamSettings,
  domain: string,
): Promise<StreamInfo> {
  const name = streamName(settings.prefix, domain);
  try {
    return await manager.streams.info(name);
  } catch (error) {
    if (!hasJetStreamCode(error, JETSTREAM_STREAM_NOT_FOUND)) throw error;
  }
  try {
    return await manager.streams.add({
      name,
      subjects: [domainSubjects(settings.prefix, domain)],
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      num_replicas: settings.replicas,
      max_age: nanos(settings.maxAgeDays * DAY_MS),
      duplicate_window: nanos(120_000),
    });
  } catch (error) {
    if (!hasJetStreamCode(error, JETSTREAM_NAME_IN_USE)) throw error;
    return manager.streams.info(name);
  }
}
