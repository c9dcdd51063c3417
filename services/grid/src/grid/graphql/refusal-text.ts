import type { Pack } from '@gridlink/jurisdiction';
import type { UserError } from '@gridlink/subgraph-kit';
import { boundaryText } from '../../boundary/boundary-text.ts';
import type { GridStatus } from '../domain/grid.ts';
import type { NormFinding } from '../domain/norms.ts';
import type { GridRefusal, Overlap } from '../domain/refusal.ts';

type Worded = { readonly field: string; readonly message: string; readonly article?: string | null };

/** A refusal in words, with the field it is about and, where the law refuses, the article. */
export function gridError(pack: Pack, refusal: GridRefusal): UserError {
  const { field, message, article } = worded(pack, refusal);
  return {
    code: refusal.kind === 'BOUNDARY' ? refusal.boundary.kind : refusal.kind,
    field: [field],
    message,
    article: article ? pack.cite(article) : null,
  };
}

/** A norm's warning in words. */
export function normText(pack: Pack, { measure, value, min, max, article }: NormFinding): string {
  const source = article === null ? '运行方设定的标准' : pack.cite(article);
  return `规模提醒：${measure === 'HOUSEHOLDS' ? '户数' : '人数'} ${value} 不在 ${min} 到 ${max} 之间（${source}）`;
}

const FIELDS = {
  externalId: '来源编号',
  name: '名称',
  reason: '原因',
  hostUnit: '依托单位',
  households: '户数',
  residents: '人数',
  kind: '类型',
  division: '所在区划',
} as const;

const STATUSES: Readonly<Record<GridStatus, string>> = { DRAFT: '草案', PUBLISHED: '已公布', RETIRED: '已撤销' };

/** To a tenth of a square metre below a hundred, whole ones above. */
const metres = (value: number): string => (value < 100 ? value.toFixed(1) : String(Math.round(value)));

const overlapText = ({ code, name, squareMetres }: Overlap): string =>
  `${name}（${code}）重叠 ${metres(squareMetres)} 平方米`;

function worded(pack: Pack, refusal: GridRefusal): Worded {
  switch (refusal.kind) {
    case 'BOUNDARY':
      return { field: 'boundary', message: boundaryText(refusal.boundary) };
    case 'OUTSIDE_TERRITORY':
      return {
        field: 'boundary',
        message: `网格有 ${metres(refusal.squareMetres)} 平方米超出所在区划 ${refusal.territory} 的边界`,
        article: pack.grids.drawnBy.article,
      };
    case 'OVERLAPS':
      return {
        field: 'boundary',
        message: `与已公布的同级网格重叠：${refusal.grids.map(overlapText).join('；')}`,
        article: pack.grids.oneDivision.article,
      };
    case 'TEXT_LENGTH':
      return {
        field: refusal.field,
        message: `${FIELDS[refusal.field]}须为 1 到 ${refusal.most} 个字，不得含控制字符或不可见字符`,
      };
    case 'FIGURE_RANGE':
      return { field: refusal.field, message: `${FIELDS[refusal.field]}须为 0 到 ${refusal.most}` };
    case 'FIXED_CHANGED':
      return {
        field: refusal.field,
        message: `网格编码由区划和类型构成，${FIELDS[refusal.field]}不能变更；请撤销后另行划分`,
        article: pack.grids.coding.article,
      };
    default:
      return divisionWords(refusal) ?? exclusiveWords(pack, refusal) ?? statusWords(refusal);
  }
}

function divisionWords(refusal: GridRefusal): Worded | undefined {
  switch (refusal.kind) {
    case 'DIVISION_UNKNOWN':
      return { field: 'division', message: `区划 ${refusal.division.slice(0, 20)} 不存在，请先导入区划` };
    case 'DIVISION_LEVEL':
      return {
        field: 'division',
        message: `网格须归属社区（村）或乡镇（街道），${refusal.division} 的层级为 ${refusal.level}`,
      };
    case 'DIVISION_ELSEWHERE':
      return { field: 'division', message: `区划 ${refusal.division} 不属于该法域` };
    case 'OUT_OF_REACH':
      return { field: 'division', message: `区划 ${refusal.division} 不在您的管辖范围内` };
    case 'CODES_EXHAUSTED':
      return { field: 'division', message: `区划 ${refusal.division} 该类型的网格编码已用尽` };
    default:
      return undefined;
  }
}

function exclusiveWords(pack: Pack, refusal: GridRefusal): Worded | undefined {
  const { article } = pack.grids.exclusive.dualManagement;
  switch (refusal.kind) {
    case 'EXCLUSIVE_MISSING':
      return { field: 'exclusive', message: '专属网格须写明类别、依托单位和主管部门职能', article };
    case 'EXCLUSIVE_UNWANTED':
      return { field: 'exclusive', message: '只有专属网格才有依托单位和主管部门' };
    case 'CATEGORY_UNKNOWN':
      return {
        field: 'exclusive',
        message: `专属网格类别 ${refusal.category.slice(0, 40)} 不在 ${refusal.known.join('、')} 之内`,
      };
    case 'FUNCTION_UNKNOWN':
      return { field: 'exclusive', message: `部门职能 ${refusal.functions.join('、').slice(0, 200)} 不存在` };
    default:
      return undefined;
  }
}

function statusWords(refusal: GridRefusal): Worded {
  switch (refusal.kind) {
    case 'WRONG_STATUS':
      return {
        field: 'id',
        message: `网格的状态为“${STATUSES[refusal.status]}”，须为“${STATUSES[refusal.wanted]}”才能进行此操作`,
      };
    case 'CHANGE_NEEDS_PUBLICATION':
      return { field: 'publish', message: '已公布网格的变更须随公布一并进行（importGrids，publish 为真）' };
    case 'REPEATED_IN_BATCH':
      return { field: 'externalId', message: `来源编号 ${refusal.externalId} 在本批中重复` };
    default:
      throw new Error(`no words for ${refusal.kind}`);
  }
}
