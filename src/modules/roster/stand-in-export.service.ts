import { Refusal } from '#kernel/refusal.ts'
import { columnsIn, defineExport } from '#modules/export/index.ts'
import { listStandIns, type StandInQuery, type StandInView } from '#modules/identity/index.ts'
import type { App } from '#platform/app.ts'

type StandInExportQuery = Omit<StandInQuery, 'cursor' | 'limit'>

/** 代理授权清单 as the reader sees it. */
export const standInExport = defineExport<App, StandInExportQuery, StandInView>({
  list: 'stand_in',
  // the security officer lists those of the area, every other post its own
  approverRoles: ['secadmin', 'sysadmin', 'auditor'],
  approvedBy: 'unread',
  may: ({ acting }) => {
    if (acting?.kind !== 'post') throw new Refusal('forbidden', 'identity.stand_in_posts_only')
  },
  page: (app, actor, query, from) => listStandIns(app, actor, { ...query, ...from }),
  title: (say) => say('identity.stand_in_export.title'),
  key: ({ id }) => id,
  columns: (say) =>
    columnsIn<StandInView>(say, 'identity.stand_in_export', [
      ['organ', 28, ({ organName }) => organName],
      ['role', 18, ({ role }) => say(`identity.roles.${role}`)],
      ['for', 12, ({ forPerson }) => forPerson.name],
      ['by', 12, ({ byPerson }) => byPerson.name],
      [
        'powers',
        50,
        ({ powers }) =>
          powers.map((power) => say(`identity.powers.${power}`)).join(say('identity.stand_in_export.between')),
      ],
      [
        'cases',
        14,
        ({ caseIds }) =>
          caseIds
            ? say('identity.stand_in_export.only', { count: caseIds.length })
            : say('identity.stand_in_export.every_case'),
      ],
      ['from', 14, ({ startsOn }) => startsOn],
      ['until', 14, ({ lastOn }) => lastOn],
      ['state', 12, ({ state }) => say(`identity.stand_in_states.${state}`)],
    ]),
  words: { state: 'identity.stand_in_states', box: 'identity.stand_in_boxes' },
})
