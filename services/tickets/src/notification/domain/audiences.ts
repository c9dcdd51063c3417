import type { TicketVerb } from '@gridlink/contracts';
import type { Addressee } from './addressees.ts';
import type { ToldOf } from './addressing.ts';
import type { NotificationKind } from './notification.ts';

/** Who is told of an event, or why nobody is. */
export type Audience =
  | (ToldOf<Addressee> & {
      /** Its desks are in the jurisdiction that the event names, not in the ticket's. */
      readonly elsewhere?: true;
    })
  | { readonly nobody: string };

type Told = Exclude<Audience, { nobody: string }>;

const work = (tell: readonly Addressee[], unless?: Addressee): Told => to('WORK', tell, unless);
const progress = (tell: readonly Addressee[], unless?: Addressee): Audience => to('PROGRESS', tell, unless);
const deadline = (tell: readonly Addressee[], unless?: Addressee): Audience => to('DEADLINE', tell, unless);

function to(kind: NotificationKind, tell: readonly Addressee[], unless?: Addressee): Told {
  return { kind, tell, ...(unless === undefined ? {} : { unless }) };
}

/** Who is told of what. A new verb does not compile until it is placed here. */
export const AUDIENCES: Readonly<Record<TicketVerb, Audience>> = {
  reported: work(['HOLDER', 'GRID']),
  accepted: { nobody: 'the center that accepted it goes on with it, and the reporter reads it under the number' },
  declined: to('OUTCOME', ['CONCERNED'], 'HOLDER'),
  located: work(['HOLDER', 'GRID']),
  escalated: work(['RECEIVER']),
  'assigned-down': work(['RECEIVER']),
  'handed-over': work(['RECEIVER']),
  dispatched: work(['UNITS'], 'HOLDER'),
  'reported-in': progress(['HOLDER'], 'DOER'),
  returned: progress(['HOLDER', 'LEAD'], 'DOER'),
  refused: progress(['HOLDER']),
  progressed: progress(['HOLDER', 'LEAD'], 'DOER'),
  completed: progress(['HOLDER', 'LEAD'], 'DOER'),
  'milestone-completed': progress(['HOLDER'], 'DOER'),
  'time-requested': deadline(['HOLDER'], 'DOER'),
  'time-decided': deadline(['NAMED'], 'HOLDER'),
  // The unit itself or its center ends a suspension: each hears of it.
  resumed: deadline(['NAMED', 'HOLDER']),
  merged: to('OUTCOME', ['CONCERNED']),
  whistled: work(['CALLED'], 'HOLDER'),
  // It opens by itself, because bodies passed the matter on: whoever is over them hears of it.
  'joint-case-opened': work(['MEMBERS', 'HOLDER', 'SUPERIOR']),
  'consultation-opened': work(['INVITED'], 'HOLDER'),
  'opinion-given': progress(['HOLDER'], 'DOER'),
  'consultation-decided': work(['UNITS'], 'HOLDER'),
  'mediation-started': progress(['HOLDER'], 'DOER'),
  'mediation-ended': progress(['HOLDER']),
  guided: progress(['HOLDER'], 'DOER'),
  'field-check-requested': work(['CHECKED_GRID']),
  'field-checked': progress(['HOLDER']),
  'emergency-declared': to('EMERGENCY', ['ALARMED', 'CONCERNED', 'GRID', 'SUPERIOR']),
  'stood-down': to('EMERGENCY', ['ALARMED', 'CONCERNED', 'GRID', 'SUPERIOR']),
  'fed-back': progress(['HOLDER', 'CHECKER']),
  verified: to('OUTCOME', ['CONCERNED']),
  reworked: work(['UNITS', 'HOLDER']),
  // E07: who closed it is told that it is open again, before anybody has dispatched it anew.
  supplemented: progress(['HOLDER', 'UNITS']),
  reopened: work(['LAST_UNITS', 'HOLDER']),
  succeeded: work(['RECEIVER']),
  // The law's time is another: whoever works on the matter, and whoever has given it to them, plans anew.
  'deadlines-recomputed': deadline(['UNITS', 'HOLDER']),
  reminded: deadline(['NAMED']),
  late: deadline(['NAMED', 'OVER_NAMED']),
  explained: deadline(['OVER_NAMED']),
  supervised: to('SUPERVISION', ['TARGET', 'HOLDER']),
  'supervision-answered': to('SUPERVISION', ['ORDERED_BY']),
  'supervision-settled': to('SUPERVISION', ['TARGET', 'HOLDER']),
  'supervision-failed': to('SUPERVISION', ['TARGET', 'HOLDER', 'ORDERED_BY']),
  // The inspection body alone: whom it is about has heard that the supervision failed, and learns the rest from the inspectors.
  referred: to('SUPERVISION', ['RECEIVER']),
  appealed: to('APPEAL', ['REVIEWER']),
  'appeal-reviewed': to('APPEAL', ['NAMED', 'HOLDER'], 'REVIEWER'),
  'appealed-further': to('APPEAL', ['REVIEWER']),
  'decline-appealed': to('APPEAL', ['REVIEWER', 'NAMED']),
  'decline-appeal-decided': to('APPEAL', ['NAMED', 'HOLDER'], 'REVIEWER'),
  // The center verifies, or has it verified: it looks at the photo before it believes it.
  'evidence-doubted': progress(['HOLDER']),
  'transfer-offered': { ...work(['RECEIVER']), elsewhere: true },
  transferred: to('OUTCOME', ['CONCERNED']),
  'transfer-declined': work(['HOLDER']),
  'transfer-completed': progress(['HOLDER']),
  'redaction-requested': { ...work(['RECEIVER']), elsewhere: true },
  'redaction-answered': progress(['HOLDER']),
  voided: to('OUTCOME', ['CONCERNED']),
};
