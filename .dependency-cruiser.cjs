/** Import boundaries of the house style; `pnpm boundaries` fails on any of them. */
module.exports = {
  forbidden: [
    {
      name: 'services-never-import-each-other',
      comment:
        'Services share wire contracts and plumbing, never each other. What crosses goes by the graph or by events.',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'gateway-knows-no-service',
      comment: 'The gateway knows the composed schema only.',
      severity: 'error',
      from: { path: '^gateway/src' },
      to: { path: '^services/' },
    },
    {
      name: 'packages-know-nobody-above',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(services|gateway|stack|demo|bench|drills|tests)/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'No GraphQL, database, broker, framework, clock or random inside the domain: they are arguments.',
      severity: 'error',
      from: { path: '/domain/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^(node_modules/(\\.pnpm/)?(graphql|mongoose|mongodb|nats|@apollo|pino|dataloader)|packages/(event-bus|subgraph-kit|test-kit)/|fs$|http$|net$)',
      },
    },
    {
      name: 'domain-looks-at-nothing-outside',
      severity: 'error',
      from: { path: '^(services/[^/]+/src/[^/]+)/domain/', pathNot: '\\.test\\.ts$' },
      to: { path: '/(use-cases|graphql|persistence|events)/' },
    },
    {
      name: 'use-cases-know-no-graph',
      severity: 'error',
      from: { path: '/use-cases/', pathNot: '\\.test\\.ts$' },
      to: { path: '(/graphql/|node_modules/(\\.pnpm/)?(graphql|@apollo))' },
    },
    {
      name: 'one-file-knows-the-broker',
      comment:
        'The NATS client is behind packages/event-bus; dataexchange mints credentials, tools and tests look at the broker itself.',
      severity: 'error',
      from: { path: '^(services|gateway)/', pathNot: '(^services/dataexchange/src/feed/|\\.test\\.ts$|/test/)' },
      to: { path: 'node_modules/(\\.pnpm/)?nats@' },
    },
    {
      name: 'test-kit-is-for-tests',
      severity: 'error',
      from: { pathNot: '(\\.test\\.ts$|/test/|^packages/test-kit/|^tests/|^bench/|^drills/)' },
      to: { path: '^packages/test-kit/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(\\.tsbuild|/dist/|/page/assets/)' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
