import { TICKET_STAGES } from '@gridlink/contracts';
import { type HolidayNotice, type Pack, stageLabel } from '@gridlink/jurisdiction';

type Reason = Pack['loop']['declineReasons'][number];

const reason = (pack: Pack, { code, label, article }: Reason) => ({
  code,
  label,
  article: article === null ? null : pack.cite(article),
});

/** Names and reasons a client needs to offer a jurisdiction's commands. */
export const rulesOf = (pack: Pack, holidayNotices: readonly HolidayNotice[]) => ({
  jurisdiction: pack.code,
  stages: TICKET_STAGES.map((stage) => ({ stage, label: stageLabel(pack, stage) })),
  declineReasons: pack.loop.declineReasons.map((entry) => reason(pack, entry)),
  transferReasons: pack.loop.transferReasons.map((entry) => reason(pack, entry)),
  transferDeclineReasons: pack.loop.transferDeclineReasons.map((entry) => reason(pack, entry)),
  appealReasons: pack.loop.appealReasons.map((entry) => reason(pack, entry)),
  redactionReasons: pack.loop.redactionReasons.map((entry) => reason(pack, entry)),
  redactionDeclineReasons: pack.loop.redactionDeclineReasons.map((entry) => reason(pack, entry)),
  returnReasons: pack.loop.returnReasons.map((entry) => reason(pack, entry)),
  mediationKinds: pack.loop.mediation.kinds.map((entry) => reason(pack, entry)),
  legalRoutes: pack.loop.mediation.thenRoutes.map((entry) => reason(pack, entry)),
  suspensionReasons: pack.loop.suspensionReasons.map((entry) => reason(pack, entry)),
  holidayNotices,
});
