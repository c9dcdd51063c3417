import type { Canary } from './canaries.ts';
import { type Form, formsOf } from './forms.ts';

/** One text out of one place, such as a log line or a document's field. */
export type Text = { readonly place: string; readonly text: string };

export type Sighting = { readonly canary: Canary; readonly how: string; readonly place: string; readonly text: string };

const SHOWN = 160;

/** Looks for every canary in every form. */
export function createWatcher(canaries: readonly Canary[]): (text: Text) => Sighting[] {
  const forms = canaries.flatMap(formsOf);
  const stands = (text: string, { parts }: Form): boolean => parts.every((part) => text.includes(part));
  return ({ place, text }) =>
    forms
      .filter((form) => stands(text, form))
      .map(({ canary, how, parts: [part = ''] }) => {
        const at = Math.max(0, text.indexOf(part) - SHOWN / 2);
        return { canary, how, place, text: text.slice(at, at + SHOWN) };
      });
}
