import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { columnsIn, defineExport } from '#modules/export/index.ts'
import { type PeopleQuery, type PersonSummary, pageOfPeople, peopleScope } from '#modules/identity/index.ts'
import { type CongressesQuery, type CongressView, pageOfCongresses } from '#modules/organisation/index.ts'
import type { App } from '#platform/app.ts'
import { pageOfImports } from './import.view.ts'
import type { ImportQuery, ImportView } from './roster.contract.ts'
import { kindsKeptBy } from './roster.policy.ts'

type Unpaged<Query> = Omit<Query, 'cursor' | 'limit'>

const notYours = () => new Refusal('forbidden', 'roster.list_not_yours')

/** 人员 as the page lists them: names, mandates and posts. Deputies read the names of colleagues, they take no list. */
export const peopleExport = defineExport<App, Unpaged<PeopleQuery>, PersonSummary>({
  list: 'person',
  approverRoles: ['deputy_office', 'presidium', 'leader', 'secadmin'],
  may: (actor) => {
    if (peopleScope(actor).kind !== 'area') throw notYours()
  },
  page: (app, actor, query, from) => pageOfPeople(app, actor, { ...query, ...from }),
  key: ({ id }) => id,
  title: (say) => say('roster.personSheet.title'),
  columns: (say) =>
    columnsIn<PersonSummary>(say, 'roster.personSheet', [
      ['name', 16, ({ name }) => name],
      [
        'mandates',
        50,
        ({ mandates }) =>
          mandates
            .map((one) => say('roster.personSheet.mandate', { congress: one.congressName, term: one.termNumber }))
            .join(say('roster.personSheet.between')),
      ],
      [
        'posts',
        50,
        ({ posts }) =>
          posts
            .map((post) => `${post.organName} ${say(`identity.roles.${post.role}`)}`)
            .join(say('roster.personSheet.between')),
      ],
      ['diedOn', 14, ({ diedOn }) => diedOn ?? ''],
    ]),
  words: { holds: 'roster.personSheet.holdings' },
})

/** 人大 with the terms in office, for whoever holds a post. */
export const congressExport = defineExport<App, Unpaged<CongressesQuery>, CongressView>({
  list: 'congress',
  approverRoles: ['deputy_office', 'presidium', 'leader', 'secadmin', 'sysadmin'],
  may: ({ acting }: Actor) => {
    if (acting?.kind !== 'post') throw notYours()
  },
  page: (app, _, query, from) => pageOfCongresses(app, { ...query, ...from }),
  key: ({ id }) => id,
  title: (say) => say('roster.congressSheet.title'),
  columns: (say) =>
    columnsIn<CongressView>(say, 'roster.congressSheet', [
      ['name', 36, ({ name }) => name],
      ['level', 16, ({ level }) => say(`organisation.levels.${level}`)],
      ['area', 20, ({ areaName }) => areaName],
      ['term', 10, ({ currentTerm }) => currentTerm?.number ?? ''],
      ['firstSessionOn', 16, ({ currentTerm }) => currentTerm?.firstSessionOn ?? ''],
      ['fullOn', 16, ({ currentTerm }) => currentTerm?.fullOn ?? ''],
      ['seats', 12, ({ currentTerm }) => currentTerm?.seats ?? ''],
    ]),
  words: { level: 'organisation.levels' },
})

/** 以前的导入: which file, what it brought and when. Nothing of the rows themselves. */
export const importExport = defineExport<App, Unpaged<ImportQuery>, ImportView>({
  list: 'import',
  approverRoles: ['deputy_office', 'presidium', 'leader', 'secadmin', 'sysadmin'],
  may: (actor) => {
    if (kindsKeptBy(actor).length === 0) throw notYours()
  },
  page: (app, actor, query, from) => pageOfImports(app, actor, { ...query, ...from }, actor.locale),
  key: ({ id }) => id,
  title: (say) => say('roster.importSheet.title'),
  columns: (say) =>
    columnsIn<ImportView>(say, 'roster.importSheet', [
      ['file', 40, ({ fileName }) => fileName],
      ['kind', 16, ({ kindName }) => kindName],
      ['status', 14, ({ statusName }) => statusName],
      ['rows', 10, ({ counts }) => counts.total],
      ['created', 10, ({ counts }) => counts.create],
      ['changed', 10, ({ counts }) => counts.change],
      ['refused', 10, ({ counts }) => counts.refused],
      ['takenOn', 14, ({ createdAt }) => shanghaiDate(new Date(createdAt))],
      ['appliedOn', 14, ({ appliedAt }) => (appliedAt ? shanghaiDate(new Date(appliedAt)) : '')],
    ]),
  words: { kind: 'roster.kinds', state: 'roster.statuses' },
})
