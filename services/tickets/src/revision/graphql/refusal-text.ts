import type { UserError } from '@gridlink/subgraph-kit';
import type { RevisionRefusal } from '../domain/revision.ts';

/** A refusal in words. */
export function revisionError({ kind }: RevisionRefusal): UserError {
  switch (kind) {
    case 'JURISDICTION_NEEDED':
      return { code: kind, field: ['jurisdiction'], message: '请指明已配置的法域', article: null };
    case 'DRY_RUN_NEEDED':
      return { code: kind, field: ['dryRun'], message: '请先按现行规则试算并等待完成，再正式重算', article: null };
  }
}
