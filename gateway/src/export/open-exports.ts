import { type Caller, EXPORT_PATH } from '@gridlink/contracts';
import { type ErrorCode, type HttpAnswer, json, type Logger, type StreamRoutes } from '@gridlink/subgraph-kit';
import { type DocumentNode, Kind, type OperationDefinitionNode, parse } from 'graphql';
import type { GatewayEnvironment } from '../environment.ts';
import { createEvidenceUpstream } from '../evidence/evidence-upstream.ts';
import { fileRoute } from '../evidence/file-route.ts';
import type { EvidenceDeps, EvidenceEndpoints } from '../evidence/open-evidence.ts';
import { preflightRoutes } from '../evidence/open-evidence.ts';
import { createConcurrencyLimiter } from '../limits/concurrency-limiter.ts';
import type { CurrentGraph } from '../supergraph/current-graph.ts';

export type ExportsDeps = EvidenceDeps & {
  readonly graph: CurrentGraph;
  readonly onShieldRefusal: () => void;
};

/** For each list that is given out whole: the question of the graph that shows it. Who may not ask that gets no file of it either. */
const QUESTIONS: Readonly<Record<string, DocumentNode>> = {
  tickets: parse('{ tickets { nodes { id } } }'),
  suggestions: parse('{ suggestions { nodes { id } } }'),
  meetings: parse('{ deliberations { nodes { id } } }'),
};

const LIST = new RegExp(`^${EXPORT_PATH}/([a-z-]+)\\.[a-z]+$`);

const refusal = (status: number, code: ErrorCode, message: string): HttpAnswer =>
  json(status, { errors: [{ message, extensions: { code } }] });

const away = (): HttpAnswer => {
  const message = '暂时无法导出，请稍后重试 (the list cannot be exported now: try again)';
  const answer = refusal(503, 'UPSTREAM_UNAVAILABLE', message);
  return { ...answer, headers: { ...answer.headers, 'retry-after': '5' } };
};

const operationOf = ({ definitions }: DocumentNode): OperationDefinitionNode | undefined =>
  definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);

/** The gateway's fence before lists: the role shields of the graph, on the question that shows the list there. */
async function refusalOf(path: string, caller: Caller, { graph, log, onShieldRefusal }: ExportsDeps) {
  const document = QUESTIONS[LIST.exec(path)?.[1] ?? ''];
  const operation = document && operationOf(document);
  if (!operation) return refusal(404, 'NOT_FOUND', '没有该列表 (no such list)');
  const refused = await graph.newest.shield({ document, operation, variables: {} }, caller);
  if (refused.length === 0) return null;
  onShieldRefusal();
  log.info({ refused, subject: caller.subject }, 'export refused');
  return refusal(403, 'FORBIDDEN', '您的角色不能导出该列表 (your role may not export this list)');
}

/** Whole lists on their way out: `GET /exports/<list>.<format>`, with places of their own, as one may take minutes. */
export function openExports(environment: GatewayEnvironment, deps: ExportsDeps): EvidenceEndpoints {
  const log: Logger = deps.log;
  const upstream = createEvidenceUpstream({
    url: environment.SUBGRAPH_TICKETS_URL,
    sign: deps.sign,
    connections: environment.EXPORTS_AT_ONCE,
    silentMs: environment.SUBGRAPH_TIMEOUT_MS,
  });
  const routes: StreamRoutes = {
    [`GET ${EXPORT_PATH}/*`]: fileRoute({
      upstream,
      verify: deps.verify,
      rate: deps.rate,
      log,
      origins: environment.CORS_ORIGINS,
      trustedProxies: environment.TRUSTED_PROXIES,
      away,
      refuse: ({ path }, caller) => refusalOf(path, caller, deps),
      // Of one caller the service takes one, and says which is at work.
      places: createConcurrencyLimiter({ total: environment.EXPORTS_AT_ONCE, perCaller: 2 }),
    }),
  };
  return { routes: { ...routes, ...preflightRoutes([`${EXPORT_PATH}/*`], environment) }, close: upstream.close };
}
