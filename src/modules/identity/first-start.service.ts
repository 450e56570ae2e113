import type { Role } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { addOrgan, createCongress, findAreaByCode, importAreas, startTerm } from '#modules/organisation/index.ts'
import { type Recording, recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import type { Env } from '#platform/env.ts'
import { countAccounts, holdFirstStart } from './account.queries.ts'
import { findWaitingOfficers } from './activation.queries.ts'
import { issueActivation } from './activation.service.ts'
import { officerRoles } from './identity.ts'
import { addAccount, addPerson } from './person.service.ts'
import { addPost } from './post.service.ts'

/** The settings that say which congress this is. */
export type FirstStart = Partial<
  Pick<Env, 'MINSHENG_COUNTY' | 'MINSHENG_CONGRESS' | 'MINSHENG_TERM' | 'MINSHENG_SEATS' | 'MINSHENG_FIRST_SESSION'>
>

/** The three officers (三员): what each account is called, and the code of its first sign-in. */
export type OfficerSlip = { role: Role; accountName: string; code: string }

/**
 * Production's first start: areas, the congress with its term in office, and three accounts of three persons who are
 * still to give their names. The codes are nowhere stored: print them on the console, once. Undefined when there is an
 * account already; a second program that begins at the same time waits for the first. Refuses `organisation.unknown_county`; throws a sentence that names the settings that are missing.
 */
export function firstStart(app: App, settings: FirstStart): Promise<OfficerSlip[] | undefined> {
  return app.db.transaction().execute(async (trx) => {
    await holdFirstStart(trx)
    if ((await countAccounts(trx)) > 0) return undefined
    const wanted = complete(settings)
    await importAreas(app, trx, wanted.countyCode)
    const area = await findAreaByCode(trx, wanted.countyCode)
    if (!area) throw new Refusal('invalid', 'organisation.unknown_county', { code: wanted.countyCode })
    const congressId = await createCongress(app, trx, {
      areaId: area.id,
      name: wanted.congressName,
      shortName: `${area.name}人大`,
    })
    await startTerm(app, trx, {
      congressId,
      number: wanted.termNumber,
      firstSessionOn: wanted.firstSessionOn,
      seats: wanted.seats,
    })
    const organId = await addOrgan(app, trx, {
      code: `${wanted.countyCode}-operations`,
      name: '平台运行管理',
      shortName: '平台运行',
      kind: 'operations',
      system: 'platform',
      congressId,
      areaId: area.id,
      startsOn: wanted.firstSessionOn,
    })
    const slips: OfficerSlip[] = []
    for (const role of officerRoles) slips.push(await openOfficer(app, trx, organId, wanted.firstSessionOn, role))
    await recordEvent(app, trx, {
      type: 'congress.opened',
      subjectKind: 'congress',
      subjectId: congressId,
      actor: 'system',
      data: { countyCode: wanted.countyCode, termNumber: wanted.termNumber },
      areaPath: area.path,
    })
    return slips
  })
}

function complete(settings: FirstStart) {
  const {
    MINSHENG_COUNTY: countyCode,
    MINSHENG_CONGRESS: congressName,
    MINSHENG_TERM: termNumber,
    MINSHENG_SEATS: seats,
    MINSHENG_FIRST_SESSION: firstSessionOn,
  } = settings
  if (countyCode && congressName && termNumber && seats && firstSessionOn) {
    return { countyCode, congressName, termNumber, seats, firstSessionOn }
  }
  const names = Object.entries({
    MINSHENG_COUNTY: countyCode,
    MINSHENG_CONGRESS: congressName,
    MINSHENG_TERM: termNumber,
    MINSHENG_SEATS: seats,
    MINSHENG_FIRST_SESSION: firstSessionOn,
  })
  const missing = names.flatMap(([name, value]) => (value ? [] : [name])).join(', ')
  throw new Error(
    `首次启动须设置：${missing}（见 .env.example）。\n` +
      `The first start in production needs: ${missing} (see .env.example).`,
  )
}

/**
 * New codes for the officers who have not used theirs, when the console that showed them is gone; the old ones stop
 * working. Whoever runs this runs the machine. Refuses `identity.officers_active`.
 */
export function renewOfficerCodes(app: Recording & Pick<App, 'db' | 'wall'>): Promise<OfficerSlip[]> {
  return app.db.transaction().execute(async (trx) => {
    const waiting = await findWaitingOfficers(trx, officerRoles)
    if (waiting.length === 0) throw new Refusal('conflict', 'identity.officers_active')
    const slips: OfficerSlip[] = []
    for (const { accountId, accountName, role } of waiting) {
      const code = await issueActivation(app, trx, { accountId, kind: 'activation', madeBy: null })
      slips.push({ role: role as Role, accountName, code })
      const event = { type: 'account.slip_printed', subjectKind: 'account', subjectId: accountId } as const
      await recordEvent(app, trx, { ...event, actor: 'system' })
    }
    return slips
  })
}

const officerNames = { sysadmin: '系统管理员', secadmin: '安全管理员', auditor: '审计员' } as const

async function openOfficer(
  app: App,
  trx: Trx,
  organId: string,
  startsOn: string,
  role: keyof typeof officerNames,
): Promise<OfficerSlip> {
  const personId = await addPerson(app, trx, { name: officerNames[role] })
  const accountId = await addAccount(app, trx, { personId, name: role })
  await addPost(app, trx, { personId, organId, role, startsOn })
  const code = await issueActivation(app, trx, { accountId, kind: 'activation', madeBy: null })
  return { role, accountName: role, code }
}

/** What the console shows, once. */
export const printSlips = (slips: readonly OfficerSlip[]): string =>
  [
    '',
    '  请将下列激活码分别交给三位不同的人员，30 日内使用。激活码不会再次显示。',
    '  Hand these codes to three different persons. They work for 30 days and are not shown again.',
    '',
    ...slips.map(({ role, accountName, code }) => {
      const name = officerNames[role as keyof typeof officerNames] ?? role
      return `    ${name}　${accountName.padEnd(10)}${code}`
    }),
    '',
  ].join('\n')
