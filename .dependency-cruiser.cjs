// The walls. What each rule is for stands in docs/architecture.md; tests/architecture.test.ts breaks every one of them.
// Regular expressions in one array are joined, so a backreference allows no capturing group before it.

/** A tier may use what stands below it, never what stands above. A module that is in no tier fails the check. */
const tiers = {
  surfaces: [],
  readers: ['audit', 'dossier', 'notification', 'operation', 'paper', 'search', 'stats'],
  casework: [
    'activity',
    'ballot',
    'handover',
    'interview',
    'lecture',
    'legislation',
    'motion',
    'opinion',
    'oversight',
    'privacy',
    'project',
    'rating',
    'snapshot',
    'suggestion',
    'topic',
    'wish',
  ],
  foundations: [
    'approval',
    'attachment',
    'clock',
    'cosign',
    'export',
    'identity',
    'numbering',
    'organisation',
    'party',
    'publication',
    'record',
    'roster',
    'rules',
    'station',
    'token',
  ],
  platform: [],
  kernel: [],
}

/** Foundations build on each other in this order only; those of one line do not know each other. */
const foundationOrder = [
  ['record'],
  ['organisation'],
  ['numbering', 'clock', 'approval'],
  ['rules'],
  ['identity'],
  ['publication', 'attachment', 'party', 'export', 'cosign'],
  ['roster', 'token'],
  ['station'],
]

/** Which case may call which. Written down so that it stays short and without circles. */
const caseworkMayUse = {
  opinion: ['suggestion'],
  wish: ['opinion'],
  snapshot: ['opinion'],
  interview: ['suggestion'],
  project: ['ballot'],
  topic: ['suggestion'],
  motion: ['suggestion'],
  oversight: ['suggestion'],
  handover: ['suggestion'],
  privacy: ['suggestion'],
}

const modules = (names) => `^src/modules/(?:${names.join('|')})/`
const tierPath = (tier) => (tiers[tier].length > 0 ? modules(tiers[tier]) : `^src/${tier}/`)
const pureDoor = '^src/modules/([^/]+)/\\1\\.ts$'
const pure = '^src/modules/([^/]+)/[^./]+\\.ts$'
const readers = tiers.readers.join('|')

const tierRules = Object.keys(tiers).flatMap((tier, level, names) =>
  level === 0
    ? []
    : [
        {
          name: `${tier}-look-down`,
          severity: 'error',
          from: { path: tierPath(tier) },
          to: { path: [...names.slice(0, level).map(tierPath), '^src/server\\.ts$'] },
        },
      ],
)

const foundationRules = foundationOrder.flatMap((line, level) =>
  line.flatMap((module) => {
    const closed = foundationOrder
      .slice(level)
      .flat()
      .filter((other) => other !== module)
    if (closed.length === 0) return []
    const to = { path: modules(closed) }
    return [{ name: `foundation-${module}`, severity: 'error', from: { path: modules([module]) }, to }]
  }),
)

const caseworkRules = tiers.casework.map((module) => ({
  name: `casework-${module}`,
  severity: 'error',
  from: { path: modules([module]) },
  to: { path: modules(tiers.casework), pathNot: modules([module, ...(caseworkMayUse[module] ?? [])]) },
}))

module.exports = {
  tiers,
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'two-doors',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/' },
      to: {
        path: '^src/modules/',
        pathNot: ['^src/modules/$1/', '/index\\.ts$', '\\.given\\.ts$', pureDoor],
      },
    },
    {
      name: 'surfaces-thin',
      severity: 'error',
      from: { path: '^src/surfaces/' },
      to: { path: '^src/modules/', pathNot: ['/index\\.ts$', '\\.(?:api|contract)\\.ts$', pureDoor] },
    },
    {
      // The wiring and the demo district come in as a guest does.
      name: 'guests-by-doors',
      severity: 'error',
      from: { path: '^demo/|^src/[^/]+\\.ts$' },
      to: { path: '^src/modules/', pathNot: ['/index\\.ts$', '\\.given\\.ts$', pureDoor] },
    },
    {
      name: 'pure-is-pure',
      severity: 'error',
      from: { path: pure, pathNot: '/index\\.ts$' },
      to: { pathNot: ['^src/kernel/', '^src/modules/$1/(?!index\\.ts)[^./]+\\.ts$', pureDoor] },
    },
    {
      name: 'kernel-alone',
      severity: 'error',
      from: { path: '^src/kernel/[^.]+\\.ts$' },
      to: { pathNot: '^src/kernel/' },
    },
    {
      // What only one folder uses is not shared: it belongs to that folder.
      name: 'kernel-is-shared',
      severity: 'error',
      from: { pathNot: '^src/kernel/|^tests/|\\.test\\.ts$' },
      module: { path: '^src/kernel/[^.]+\\.ts$', numberOfDependentsLessThan: 2 },
    },
    {
      name: 'sql-in-queries',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.queries\\.ts$|^src/platform/db/' },
      to: { path: '(?:^|/)node_modules/(?:kysely|pg)/' },
    },
    {
      name: 'workbench-no-server',
      severity: 'error',
      from: { path: '^src/surfaces/workbench/' },
      to: {
        path: '\\.(?:service|queries|jobs|policy)\\.ts$|/modules/[^/]+/index\\.ts$|^src/platform/(?!i18n)',
      },
    },
    {
      name: 'workbench-api-by-type',
      severity: 'error',
      from: { path: '^src/surfaces/workbench/' },
      to: {
        path: '\\.api\\.ts$|^src/surfaces/(?:api|portal)/',
        dependencyTypesNot: ['type-only'],
        couldNotResolve: false,
      },
    },
    {
      // The zod shapes of the API would bring the server's code along; what both sides need stands in the pure file.
      name: 'workbench-contract-by-type',
      severity: 'error',
      from: { path: '^src/surfaces/workbench/' },
      to: { path: '\\.contract\\.ts$', dependencyTypesNot: ['type-only'], couldNotResolve: false },
    },
    {
      name: 'casework-no-readers',
      severity: 'error',
      from: { path: `^src/modules/(?!${readers})` },
      to: { path: `^src/modules/(?:${readers})/` },
    },
    {
      // Only tests stand on the test bench, and only the server loads the demo district.
      name: 'program-without-tests',
      severity: 'error',
      from: { path: '^(?:src|demo)/', pathNot: '\\.(?:test|given)\\.ts$' },
      to: { path: '^tests/|\\.(?:test|given)\\.ts$' },
    },
    ...tierRules,
    ...foundationRules,
    ...caseworkRules,
  ],
  options: {
    // Without it the edges of `import type` stay invisible.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
}
