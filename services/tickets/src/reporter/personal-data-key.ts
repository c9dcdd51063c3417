import { readFileSync } from 'node:fs';
import { z } from 'zod';

const KEY_BYTES = 32;
const BASE64_KEY = /^[A-Za-z0-9+/_-]{43}=?$/;

/** The 32-byte key of personal data, base64, in place or as the path of a file. */
export const personalDataKey = z.string().transform((value, context) => {
  try {
    const text = BASE64_KEY.test(value.trim()) ? value : readFileSync(value, 'utf8');
    const key = Buffer.from(text.trim(), 'base64');
    if (key.length === KEY_BYTES) return key;
    context.addIssue({ code: 'custom', message: `a key has ${KEY_BYTES} bytes, this one ${key.length}` });
  } catch (error) {
    context.addIssue({
      code: 'custom',
      message: `neither a base64 key nor a readable file: ${(error as Error).message}`,
    });
  }
  return z.NEVER;
});
