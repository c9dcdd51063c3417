import type { JWK } from 'jose';
import { followFile } from './followed-file.ts';

/** Public keys that may change while the process runs: `keys` is another array then. */
export type PublicKeySet = {
  readonly keys: JWK[];
  /** Looks for a change at once; asked when somebody names a key that is not there. */
  lookAgain?(): void;
};

/**
 * The key set that lies in a file, as the file is now: a key added to it counts at once, one taken out of it within a second, without
 * a restart. `read` throws for content that is no key set; a file that has become one is reported once and the keys before it stay.
 */
export function keySetFile(path: string, read: (text: string) => JWK[]): PublicKeySet {
  const file = followFile(path, read);
  return {
    get keys() {
      return file.content();
    },
    lookAgain: () => file.lookAgain(),
  };
}
