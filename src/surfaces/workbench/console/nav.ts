import type { Role } from '#kernel/actor.ts'
import { tendsInstallation } from '#modules/operation/operation.ts'
import type { IconName } from '../frame/icons.tsx'
import { type Identity, useActing } from '../frame/session.ts'

type Shown = Pick<Identity, 'role' | 'level' | 'delegated'>
export type NavEntry = {
  path: string
  word: string
  icon: IconName
  for: readonly (Role | 'deputy')[]
  /** Not for everybody of these roles. */
  only?: (identity: Shown) => boolean
}

const casework: readonly (Role | 'deputy')[] = [
  'deputy',
  'deputy_office',
  'presidium',
  'street_committee',
  'committee',
  'leader',
  'secretariat',
  'gov_office',
  'unit_clerk',
  'unit_head',
  'publisher',
]
const congressSide: readonly Role[] = [
  'deputy_office',
  'presidium',
  'street_committee',
  'committee',
  'leader',
  'secretariat',
]

/** Each page only for whom it concerns; what a role may not see the server refuses in any case. */
const entries: readonly NavEntry[] = [
  // a leader begins with the figures, everybody else with what waits for them
  { path: '/figures', word: 'figures', icon: 'chart', for: ['leader'] },
  { path: '/todo', word: 'todo', icon: 'todo', for: casework },
  { path: '/suggestions', word: 'suggestions', icon: 'suggestion', for: casework },
  {
    path: '/motions',
    word: 'motions',
    icon: 'motion',
    for: ['deputy_office', 'presidium', 'secretariat', 'committee', 'leader'],
  },
  {
    path: '/handovers',
    word: 'handovers',
    icon: 'unit',
    for: ['deputy_office', 'presidium', 'secretariat', 'leader', 'gov_office', 'unit_clerk', 'unit_head'],
  },
  {
    path: '/oversights',
    word: 'oversights',
    icon: 'eye',
    for: [...congressSide, 'gov_office', 'unit_clerk', 'unit_head'],
  },
  {
    path: '/topics',
    word: 'topics',
    icon: 'topic',
    for: congressSide,
  },
  {
    path: '/papers',
    word: 'papers',
    icon: 'print',
    for: ['deputy_office', 'presidium', 'secretariat', 'gov_office', 'unit_clerk', 'unit_head'],
  },
  {
    path: '/figures',
    word: 'figures',
    icon: 'chart',
    for: ['deputy', 'deputy_office', 'presidium', 'committee', 'secretariat', 'gov_office', 'unit_head'],
  },
  { path: '/commitments', word: 'commitments', icon: 'record', for: casework },
  { path: '/deputies', word: 'deputies', icon: 'people', for: congressSide },
  { path: '/people', word: 'people', icon: 'card', for: ['deputy_office', 'presidium', 'secadmin'] },
  { path: '/congresses', word: 'congresses', icon: 'congress', for: [...congressSide, 'sysadmin'] },
  { path: '/units', word: 'units', icon: 'unit', for: [...congressSide, 'gov_office', 'sysadmin'] },
  {
    path: '/fields',
    word: 'fields',
    icon: 'eye',
    for: ['deputy_office', 'committee', 'leader', 'secretariat', 'gov_office'],
  },
  { path: '/imports', word: 'imports', icon: 'upload', for: ['deputy_office', 'presidium', 'sysadmin'] },
  { path: '/accounts', word: 'accounts', icon: 'account', for: ['secadmin'] },
  {
    path: '/approvals',
    word: 'approvals',
    icon: 'approval',
    for: ['secadmin', 'sysadmin', 'auditor', 'leader', 'deputy_office', 'presidium', 'gov_office'],
  },
  {
    path: '/delegations',
    word: 'delegations',
    icon: 'people',
    for: [
      'deputy_office',
      'presidium',
      'secretariat',
      'street_committee',
      'committee',
      'gov_office',
      'unit_clerk',
      'unit_head',
      'secadmin',
    ],
  },
  { path: '/rules', word: 'rules', icon: 'rules', for: [...congressSide, 'gov_office', 'sysadmin', 'secadmin'] },
  { path: '/deliveries', word: 'deliveries', icon: 'bell', for: ['deputy_office', 'presidium', 'sysadmin'] },
  { path: '/calendar', word: 'calendar', icon: 'waiting', for: ['deputy_office', 'gov_office', 'sysadmin'] },
  { path: '/privacy', word: 'privacy', icon: 'account', for: ['deputy_office', 'presidium'] },
  { path: '/record', word: 'record', icon: 'record', for: ['auditor'] },
  { path: '/erasures', word: 'erasures', icon: 'record', for: ['secadmin'] },
  {
    path: '/set-aside',
    word: 'aside',
    icon: 'running',
    for: ['sysadmin'],
    only: ({ role, level }) => tendsInstallation(role, level),
  },
  { path: '/tokens', word: 'tokens', icon: 'link', for: ['sysadmin', 'secadmin', 'auditor'] },
]

// where what can be delegated is done
const pageOfModule: Readonly<Record<string, string>> = {
  suggestion: '/suggestions',
  motion: '/motions',
  handover: '/handovers',
  oversight: '/oversights',
  topic: '/topics',
}

/** The pages of whom one acts as. */
export const useNav = (): readonly NavEntry[] => navOf(useActing())

export function navOf(identity: Shown): readonly NavEntry[] {
  const { role, delegated } = identity
  const own = entries.filter((entry) => entry.for.includes(role ?? 'deputy') && (entry.only?.(identity) ?? true))
  if (!delegated) return own
  const pages = ['/todo', ...delegated.modules.map((name) => pageOfModule[name])]
  return own.filter(({ path }) => pages.includes(path))
}
