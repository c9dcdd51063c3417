import { saltFor, sealDigest } from '@gridlink/dossier';
import type { Consequence } from './decision.ts';
import { nextId } from './effects.ts';
import type { PrivateNote } from './parts.ts';

/** The chain holds that a note was made and what it said by its digest; the words are the own organization's. */
export const addPrivateNote: Consequence<'addPrivateNote'> = ({ state, command, actor, now, salt: commandSalt }) => {
  const id = nextId('n', state.privateNotes);
  const salt = saltFor(commandSalt, id);
  const row: PrivateNote = {
    id,
    organization: actor.organization ?? '',
    subject: actor.subject,
    words: command.words,
    salt,
    at: now,
  };
  return {
    changes: [{ type: 'ADDED', list: 'privateNotes', row }],
    private: true,
    facts: { note: id, digest: sealDigest(salt, command.words) },
    announcements: [],
  };
};
