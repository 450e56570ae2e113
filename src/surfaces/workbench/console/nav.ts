import type { Role } from '#kernel/actor.ts'
import type { IconName } from '../frame/icons.tsx'

export type NavEntry = { path: string; word: string; icon: IconName; for: readonly (Role | 'deputy')[] }

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
  { path: '/todo', word: 'todo', icon: 'todo', for: casework },
  { path: '/suggestions', word: 'suggestions', icon: 'suggestion', for: casework },
  { path: '/deputies', word: 'deputies', icon: 'people', for: [...congressSide, 'sysadmin'] },
  { path: '/people', word: 'people', icon: 'card', for: ['deputy_office', 'presidium', 'secadmin'] },
  { path: '/congresses', word: 'congresses', icon: 'congress', for: [...congressSide, 'sysadmin'] },
  { path: '/units', word: 'units', icon: 'unit', for: [...congressSide, 'gov_office', 'sysadmin'] },
  { path: '/imports', word: 'imports', icon: 'upload', for: ['deputy_office', 'presidium', 'sysadmin'] },
  { path: '/accounts', word: 'accounts', icon: 'account', for: ['secadmin', 'sysadmin'] },
  {
    path: '/approvals',
    word: 'approvals',
    icon: 'approval',
    for: ['secadmin', 'sysadmin', 'deputy_office', 'presidium'],
  },
  { path: '/rules', word: 'rules', icon: 'rules', for: [...congressSide, 'gov_office', 'sysadmin', 'secadmin'] },
  { path: '/record', word: 'record', icon: 'record', for: ['auditor'] },
]

export const navOf = (role: Role | 'deputy'): readonly NavEntry[] => entries.filter((entry) => entry.for.includes(role))
