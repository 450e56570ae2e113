import type { Files } from './planted-tree.ts'

/** For each rule of .dependency-cruiser.cjs the import that must turn it red: from → to. */
export const brokenWalls: Record<string, [from: string, to: string]> = {
  'no-cycles': ['src/platform/egg.ts', 'src/platform/hen.ts'],
  'no-unresolvable': ['src/platform/lost.ts', 'src/platform/nowhere.ts'],
  'two-doors': ['src/modules/suggestion/burglar.service.ts', 'src/modules/record/record.service.ts'],
  'surfaces-thin': ['src/surfaces/portal/thick.ts', 'src/modules/suggestion/suggestion.service.ts'],
  'guests-by-doors': ['demo/load.ts', 'src/modules/suggestion/suggestion.queries.ts'],
  'pure-is-pure': ['src/modules/suggestion/suggestion.ts', 'src/platform/log.ts'],
  'kernel-alone': ['src/kernel/process.ts', 'node:fs'],
  'kernel-is-shared': ['src/kernel/lonely.ts', 'src/kernel/lonely.ts'],
  'sql-in-queries': ['src/modules/suggestion/inline-sql.service.ts', 'kysely'],
  'workbench-no-server': ['src/surfaces/workbench/server-call.ts', 'src/modules/suggestion/index.ts'],
  'workbench-api-by-type': ['src/surfaces/workbench/api-value.ts', 'src/modules/suggestion/suggestion.api.ts'],
  'workbench-contract-by-type': [
    'src/surfaces/workbench/contract-value.ts',
    'src/modules/suggestion/suggestion.contract.ts',
  ],
  'casework-no-readers': ['src/modules/suggestion/points.service.ts', 'src/modules/stats/index.ts'],
  'program-without-tests': ['src/platform/tested.ts', 'tests/support/bench.ts'],
  'readers-look-down': ['src/modules/stats/page.service.ts', 'src/surfaces/portal/thick.ts'],
  'casework-look-down': ['src/modules/suggestion/reader.service.ts', 'src/modules/search/index.ts'],
  'foundations-look-down': ['src/modules/record/upwards.service.ts', 'src/modules/suggestion/index.ts'],
  'platform-look-down': ['src/platform/knows-module.ts', 'src/modules/record/index.ts'],
  'kernel-look-down': ['src/kernel/page.ts', 'src/platform/log.ts'],
  'foundation-record': ['src/modules/record/rule.service.ts', 'src/modules/rules/index.ts'],
  'foundation-rules': ['src/modules/rules/person.service.ts', 'src/modules/identity/index.ts'],
  'foundation-organisation': ['src/modules/organisation/clock.service.ts', 'src/modules/clock/index.ts'],
  'foundation-numbering': ['src/modules/numbering/clock.service.ts', 'src/modules/clock/index.ts'],
  'foundation-clock': ['src/modules/clock/approval.service.ts', 'src/modules/approval/index.ts'],
  'foundation-approval': ['src/modules/approval/numbering.service.ts', 'src/modules/numbering/index.ts'],
  'foundation-identity': ['src/modules/identity/publication.service.ts', 'src/modules/publication/index.ts'],
  'foundation-publication': ['src/modules/publication/attachment.service.ts', 'src/modules/attachment/index.ts'],
  'foundation-attachment': ['src/modules/attachment/roster.service.ts', 'src/modules/roster/index.ts'],
  'foundation-party': ['src/modules/party/roster.service.ts', 'src/modules/roster/index.ts'],
  'foundation-cosign': ['src/modules/cosign/party.service.ts', 'src/modules/party/index.ts'],
  'foundation-export': ['src/modules/export/party.service.ts', 'src/modules/party/index.ts'],
  'foundation-roster': ['src/modules/roster/station.service.ts', 'src/modules/station/index.ts'],
  'foundation-token': ['src/modules/token/station.service.ts', 'src/modules/station/index.ts'],
  'casework-activity': ['src/modules/activity/ballot.service.ts', 'src/modules/ballot/index.ts'],
  'casework-ballot': ['src/modules/ballot/project.service.ts', 'src/modules/project/index.ts'],
  'casework-interview': ['src/modules/interview/opinion.service.ts', 'src/modules/opinion/index.ts'],
  'casework-lecture': ['src/modules/lecture/wish.service.ts', 'src/modules/wish/index.ts'],
  'casework-legislation': ['src/modules/legislation/opinion.service.ts', 'src/modules/opinion/index.ts'],
  'casework-handover': ['src/modules/handover/opinion.service.ts', 'src/modules/opinion/index.ts'],
  'casework-motion': ['src/modules/motion/topic.service.ts', 'src/modules/topic/index.ts'],
  'casework-opinion': ['src/modules/opinion/wish.service.ts', 'src/modules/wish/index.ts'],
  'casework-oversight': ['src/modules/oversight/handover.service.ts', 'src/modules/handover/index.ts'],
  'casework-privacy': ['src/modules/privacy/topic.service.ts', 'src/modules/topic/index.ts'],
  'casework-project': ['src/modules/project/suggestion.service.ts', 'src/modules/suggestion/index.ts'],
  'casework-rating': ['src/modules/rating/suggestion.service.ts', 'src/modules/suggestion/index.ts'],
  'casework-snapshot': ['src/modules/snapshot/wish.service.ts', 'src/modules/wish/index.ts'],
  'casework-suggestion': ['src/modules/suggestion/opinion.service.ts', 'src/modules/opinion/index.ts'],
  'casework-topic': ['src/modules/topic/motion.service.ts', 'src/modules/motion/index.ts'],
  'casework-wish': ['src/modules/wish/suggestion.service.ts', 'src/modules/suggestion/index.ts'],
}

/** Imports that the walls allow: a rule that is too wide turns this tree red. */
const allowed: [from: string, to: string][] = [
  ['src/server.ts', 'src/surfaces/api/api.ts'],
  ['src/surfaces/api/api.ts', 'src/modules/suggestion/suggestion.api.ts'],
  ['src/surfaces/portal/home.tsx', 'src/modules/suggestion/index.ts'],
  ['src/surfaces/portal/home.tsx', 'src/modules/suggestion/suggestion.ts'],
  ['src/surfaces/portal/home.tsx', 'src/platform/log.ts'],
  ['src/surfaces/workbench/list.tsx', 'src/modules/suggestion/suggestion.ts'],
  ['src/surfaces/portal/home.tsx', 'src/modules/suggestion/suggestion.contract.ts'],
  ['src/surfaces/workbench/list.tsx', 'src/platform/i18n/i18n.ts'],
  ['src/modules/stats/index.ts', 'src/modules/suggestion/index.ts'],
  ['src/modules/opinion/index.ts', 'src/modules/suggestion/index.ts'],
  ['src/modules/suggestion/index.ts', 'src/modules/suggestion/suggestion.service.ts'],
  ['src/modules/suggestion/suggestion.api.ts', 'src/modules/suggestion/suggestion.service.ts'],
  ['src/modules/suggestion/suggestion.service.ts', 'src/modules/suggestion/suggestion.queries.ts'],
  ['src/modules/suggestion/suggestion.service.ts', 'src/modules/suggestion/suggestion.ts'],
  ['src/modules/suggestion/suggestion.service.ts', 'src/modules/record/index.ts'],
  ['src/modules/suggestion/suggestion.queries.ts', 'kysely'],
  ['src/modules/suggestion/suggestion.contract.ts', 'src/modules/clock/clock.ts'],
  ['src/modules/suggestion/suggestion.ts', 'src/modules/clock/clock.ts'],
  ['src/modules/suggestion/suggestion.ts', 'src/kernel/refusal.ts'],
  ['src/modules/suggestion/suggestion.db.test.ts', 'tests/support/bench.ts'],
  ['src/modules/suggestion/suggestion.db.test.ts', 'src/modules/identity/identity.given.ts'],
  ['src/modules/identity/index.ts', 'src/modules/organisation/index.ts'],
  ['src/modules/clock/clock.ts', 'src/kernel/refusal.ts'],
  ['src/modules/record/index.ts', 'src/platform/log.ts'],
  ['src/platform/log.ts', 'src/kernel/refusal.ts'],
]

const specifier = (to: string): string => to.replace(/^src\//, '#').replace(/^tests\//, '#tests/')

const treeOf = (edges: [from: string, to: string][]): Files => {
  const files: Files = {}
  for (const [from, to] of edges) {
    files[from] = `${files[from] ?? ''}import '${specifier(to)}'\n`
    if (to.includes('/') && !to.includes('nowhere')) files[to] ??= ''
  }
  return files
}

export const allowedTree = (): Files => ({
  ...treeOf(allowed),
  'src/surfaces/workbench/client.ts':
    "import type { suggestionApi } from '#modules/suggestion/suggestion.api.ts'\nexport type Client = typeof suggestionApi\n",
})

export const brokenTree = (): Files => ({
  ...treeOf(Object.values(brokenWalls)),
  'src/platform/hen.ts': "import '#platform/egg.ts'\n",
  'src/modules/unheard-of/index.ts': '',
})
