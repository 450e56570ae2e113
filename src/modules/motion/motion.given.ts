import { shanghaiDate } from '#kernel/clock.ts'
import { agreeTo } from '#modules/cosign/cosign.given.ts'
import { type GivenDeputy, type GivenPost, given as who } from '#modules/identity/identity.given.ts'
import { addSession } from '#modules/organisation/index.ts'
import type { App } from '#platform/app.ts'
import type { Client } from '#tests/support/test-app.ts'
import type { MotionDraft, MotionView } from './motion.contract.ts'
import { saveDeadline } from './session.queries.ts'

export const motionOf = (change: Partial<MotionDraft> = {}): MotionDraft => ({
  title: '关于制定农村生活污水治理规定的议案',
  subject: '请大会制定农村生活污水治理的规定。',
  grounds: '全区一千二百个自然村中，三百多个尚未接管，管护责任没有依据，设施建成后停用的占两成。',
  proposal: '一、明确建设、管护责任主体。二、规定运行经费来源。三、规定公开和监督办法。',
  category: 'environment',
  welcomesCosigners: false,
  ...change,
})

type Wanted = { areaCode?: string; deputies?: number }

/** A congress with its offices, a committee and deputies; a session from today for five days, motions until 18:00 of its third day. */
async function cast(app: App, { areaCode = '320412', deputies = 12 }: Wanted = {}) {
  const congress = await who.congress(app, { areaCode })
  const isTownship = congress.level === 4
  const people: GivenDeputy[] = []
  for (let made = 0; made < deputies; made += 1) people.push(await who.deputy(app, { congress }))
  const [lead, ...others] = people
  if (!lead) throw new Error('a motion has a lead')
  const office: GivenPost = await who.post(app, isTownship ? 'presidium' : 'deputy_office', { congress })
  const secretariat = isTownship ? office : await who.post(app, 'secretariat', { congress })
  return {
    congress,
    lead,
    others,
    office,
    secretariat,
    committee: await who.post(app, 'committee', { congress }),
    sessionId: await session(app, congress),
  }
}
export type Cast = Awaited<ReturnType<typeof cast>>

let made = 0

/** A session of five days that opens today; its deadline for motions is 18:00 of the third day. */
async function session(app: App, congress: { termId: string }, opensInDays = 0): Promise<string> {
  const day = (after: number) =>
    Temporal.PlainDate.from(shanghaiDate(app.clock.now()))
      .add({ days: opensInDays + after })
      .toString()
  made += 1
  const number = made
  return app.db.transaction().execute(async (trx) => {
    const id = await addSession(app, trx, { termId: congress.termId, number, opensOn: day(0), closesOn: day(4) })
    await saveDeadline(trx, id, new Date(`${day(2)}T18:00:00+08:00`))
    return id
  })
}

export const given = { ...who, cast, session }

/** The view of an answer that has to be a success; anything else tells what it was. */
export async function motionIn(response: Response | Promise<Response>): Promise<MotionView> {
  const reply = await response
  const body: unknown = await reply.json()
  if (!reply.ok) throw new Error(`${reply.status} ${JSON.stringify(body)}`)
  return body as MotionView
}

type Hands = { as(actor: GivenDeputy | GivenPost): Client }

/** A motion to which so many of the others have been invited and so many of these have confirmed. */
export async function cosigned(
  site: Hands & { app: App },
  { lead, others }: Cast,
  { invited = others.length, confirmed }: { invited?: number; confirmed: number },
): Promise<MotionView> {
  const id = site.app.ids.uuid()
  const draft = await motionIn(site.as(lead).post('/api/motions', { id, ...motionOf() }))
  const asked = others.slice(0, invited)
  await motionIn(
    site.as(lead).post(`/api/motions/${id}/invitations`, {
      version: draft.version,
      mandateIds: asked.map(({ mandateId }) => mandateId),
    }),
  )
  for (const one of asked.slice(0, confirmed)) {
    await motionIn(site.as(one).post(`/api/motions/${id}/cosign`, agreeTo(draft)))
  }
  return motionIn(site.as(lead).get(`/api/motions/${id}`))
}
