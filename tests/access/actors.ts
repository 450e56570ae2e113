import type { Actor } from '#kernel/actor.ts'
import { given } from '#modules/suggestion/suggestion.given.ts'
import type { App } from '#platform/app.ts'

/** Everybody who knocks at every door of the program. */
export const actorNames = [
  'anonymous',
  // signed in, acting as nobody
  'unposted',
  // sponsors of the cases in question
  'lead',
  'cosigner',
  // deputies of this congress, and of the county next door
  'stranger',
  'neighbour',
  'office',
  'neighbourOffice',
  'government',
  // of a township below the county
  'presidium',
  // of the unit that answers, of the one that adds its opinion, of one that is not concerned
  'clerk',
  'head',
  'coClerk',
  'otherClerk',
  'committee',
  'stationClerk',
  'auditor',
  'sysadmin',
  'secadmin',
  // a program that acts as a post of the office, with every scope there is
  'token',
] as const
export type ActorName = (typeof actorNames)[number]

export const signedIn: readonly ActorName[] = actorNames.filter((name) => !['anonymous', 'token'].includes(name))
/** Those who act as a mandate or a post. */
export const acting: readonly ActorName[] = signedIn.filter((name) => name !== 'unposted')
export const deputies: readonly ActorName[] = ['lead', 'cosigner', 'stranger', 'neighbour']
/** Those who can never do what only a deputy does. */
export const notDeputies: readonly ActorName[] = signedIn.filter((name) => !deputies.includes(name))

export type Actors = Awaited<ReturnType<typeof makeActors>>

/** One county with its offices and units, a township below it, and the county next door. */
export async function makeActors(app: App) {
  const congress = await given.congress(app)
  const township = await given.congress(app, { areaCode: '320412100' })
  const nextDoor = await given.congress(app, { areaCode: '320411' })
  const leadUnit = await given.unit(app, { congress, name: '武进区民政局' })
  const coUnit = await given.unit(app, { congress, name: '武进区卫生健康局' })
  const government = await given.post(app, 'gov_office', { congress })
  await given.coordinator(app, congress, 'government', government.organ)
  const unposted: Actor = { ...(await given.person(app, { name: '未定岗' })), acting: null, locale: 'zh-CN' }
  return {
    places: { congress, township, nextDoor, leadUnit, coUnit },
    /** A second person of the office: who redacts does not release. */
    colleague: await given.post(app, 'deputy_office', { congress }),
    unposted,
    lead: await given.deputy(app, { congress }),
    cosigner: await given.deputy(app, { congress }),
    stranger: await given.deputy(app, { congress }),
    neighbour: await given.deputy(app, { congress: nextDoor }),
    office: await given.post(app, 'deputy_office', { congress }),
    neighbourOffice: await given.post(app, 'deputy_office', { congress: nextDoor }),
    government,
    presidium: await given.post(app, 'presidium', { congress: township }),
    clerk: await given.post(app, 'unit_clerk', { congress, organ: leadUnit }),
    head: await given.post(app, 'unit_head', { congress, organ: leadUnit }),
    coClerk: await given.post(app, 'unit_clerk', { congress, organ: coUnit }),
    otherClerk: await given.post(app, 'unit_clerk', { congress }),
    committee: await given.post(app, 'committee', { congress }),
    stationClerk: await given.post(app, 'station_clerk', { congress }),
    auditor: await given.post(app, 'auditor', { congress }),
    sysadmin: await given.post(app, 'sysadmin', { congress }),
    secadmin: await given.post(app, 'secadmin', { congress }),
    token: await given.post(app, 'deputy_office', { congress }),
  }
}
