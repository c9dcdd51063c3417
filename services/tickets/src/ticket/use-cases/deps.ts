import type { DossierSigner } from '@gridlink/dossier';
import type { NationalCalendar, Pack, Packs, WorkingCalendar } from '@gridlink/jurisdiction';
import type { AnchorStore } from '../../dossier/persistence/anchor-store.ts';
import type { EvidenceFiles } from '../../evidence/use-cases/deps.ts';
import type { ExceptionRepository } from '../../exception/use-cases/exception-repository.ts';
import type { FieldBatches } from '../../field-batch/use-cases/field-batch-repository.ts';
import type { FigureStore } from '../../figures/use-cases/figure-store.ts';
import type { PeriodReportStore } from '../../figures/use-cases/period-report-store.ts';
import type { GridDirectory } from '../../grid/grid-directory.ts';
import type { GridMap } from '../../grid/grid-map.ts';
import type { ItemLists } from '../../item-list/item-lists.ts';
import type { PlanRepository } from '../../mode-plan/use-cases/plan-repository.ts';
import type { OrganizationDirectory } from '../../organization/organization-directory.ts';
import type { ReplyTemplates } from '../../reply-template/use-cases/reply-template-repository.ts';
import type { ContactSeal } from '../../reporter/contact-seal.ts';
import type { QueryCodes } from '../../reporter/query-code.ts';
import type { RevealLog } from '../../reporter/reveal-log.ts';
import type { TextSeal } from '../../reporter/text-seal.ts';
import type { RevisionRepository } from '../../revision/use-cases/revision-repository.ts';
import type { StandardRepository } from '../../standard/use-cases/standard-repository.ts';
import type { TicketRepository } from './ticket-repository.ts';

/** What the use cases work with. */
export type TicketDeps = {
  readonly tickets: TicketRepository;
  readonly organizations: Pick<OrganizationDirectory, 'units' | 'names'>;
  readonly itemLists: Pick<ItemLists, 'inForce'>;
  readonly grids: Pick<GridDirectory, 'find' | 'places'>;
  readonly gridMap: Pick<GridMap, 'locate' | 'near' | 'isBeyond'>;
  readonly packs: Packs;
  /** The country's holidays and make-up workdays, with the notices they rest on. */
  readonly holidays: NationalCalendar;
  /** The calendar of a pack, made once. */
  readonly calendarOf: (pack: Pack) => WorkingCalendar;
  /** Files handed in as evidence. */
  readonly evidence: Pick<EvidenceFiles, 'find' | 'near' | 'attach' | 'release'>;
  readonly contactSeal: ContactSeal;
  readonly textSeal: TextSeal;
  readonly queryCodes: QueryCodes;
  readonly plans: PlanRepository;
  readonly figures: FigureStore;
  readonly periodReports: PeriodReportStore;
  readonly standards: StandardRepository;
  readonly exceptions: ExceptionRepository;
  readonly revisions: RevisionRepository;
  readonly fieldBatches: FieldBatches;
  readonly replyTemplates: ReplyTemplates;
  readonly reveals: Pick<RevealLog, 'record'>;
  readonly anchors: AnchorStore;
  readonly dossierSigner: DossierSigner;
};

/** The pack of a stored ticket. @throws Error for a jurisdiction whose pack is gone: nothing can be decided without its law */
export function packOf({ packs }: Pick<TicketDeps, 'packs'>, jurisdiction: string): Pack {
  const pack = packs.get(jurisdiction);
  if (!pack) throw new Error(`no pack for jurisdiction ${jurisdiction}`);
  return pack;
}
