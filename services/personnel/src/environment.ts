import { readFileSync } from 'node:fs';
import { currentPrivateKey, publicKeySet, subgraphEnvironment } from '@gridlink/subgraph-kit';
import { z } from 'zod';
import { PERSONAL_DATA_KEY_BYTES } from './personal-data/personal-data-cipher.ts';

const MIN_ADMIN_PASSWORD = 10;

/** The content of a file, without the newline an editor leaves at its end. */
const fileContent = z.string().transform((path, context) => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    context.addIssue({ code: 'custom', message: `not a readable file: ${(error as Error).message}` });
    return z.NEVER;
  }
});

const base64Key = (value: string): Buffer | undefined => {
  const key = /^[A-Za-z0-9+/]+=*$/.test(value.trim()) ? Buffer.from(value.trim(), 'base64') : undefined;
  return key?.length === PERSONAL_DATA_KEY_BYTES ? key : undefined;
};

/** A 32-byte key in base64, in place or as the path of a file that holds it. */
const personalDataKey = z.string().transform((value, context) => {
  const inPlace = base64Key(value);
  if (inPlace) return inPlace;
  try {
    const read = base64Key(readFileSync(value, 'utf8'));
    if (read) return read;
    context.addIssue({ code: 'custom', message: `the file must hold ${PERSONAL_DATA_KEY_BYTES} bytes in base64` });
  } catch {
    context.addIssue({
      code: 'custom',
      message: `neither ${PERSONAL_DATA_KEY_BYTES} bytes in base64 nor a readable file`,
    });
  }
  return z.NEVER;
});

const password = z.string().min(MIN_ADMIN_PASSWORD);

export const environmentSchema = subgraphEnvironment.extend({
  /** Ed25519 private key (JWK) access tokens are signed with; a file is read again when it has changed. */
  TOKEN_KEY: currentPrivateKey,
  TOKEN_ISSUER: z.url(),
  /** Public keys published besides: those before a rotation, whose tokens are still good, and the next one. A file is followed. */
  TOKEN_PREVIOUS_KEYS: publicKeySet.optional(),
  PERSONAL_DATA_KEY: personalDataKey,
  /** Password of the first administrator, used once when there is none. The file wins. */
  ADMIN_PASSWORD_FILE: fileContent.pipe(password).optional(),
  ADMIN_PASSWORD: password.optional(),
});
export type PersonnelEnvironment = z.infer<typeof environmentSchema>;
