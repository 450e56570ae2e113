import { given as who } from '#modules/identity/identity.given.ts'
import { publicationGiven } from '#modules/publication/publication.given.ts'
import type { App } from '#platform/app.ts'
import type { RequestView } from './privacy.contract.ts'

/** A county whose pages the portal shows, its office with two people, a deputy, and the county next door. */
async function cast(app: App) {
  const congress = await who.congress(app)
  const nextDoor = await who.congress(app, { areaCode: '320411' })
  await publicationGiven.congress(app, congress)
  return {
    congress,
    office: await who.post(app, 'deputy_office', { congress }),
    colleague: await who.post(app, 'deputy_office', { congress }),
    deputy: await who.deputy(app, { congress }),
    clerk: await who.post(app, 'unit_clerk', { congress }),
    auditor: await who.post(app, 'auditor', { congress }),
    neighbourOffice: await who.post(app, 'deputy_office', { congress: nextDoor }),
  }
}

export const given = { ...who, cast }

/** The view of an answer that has to be a success; anything else tells what it was. */
export async function requestIn(response: Response): Promise<RequestView> {
  const body: unknown = await response.json()
  if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(body)}`)
  return body as RequestView
}
