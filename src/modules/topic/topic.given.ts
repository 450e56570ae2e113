import { given as who } from '#modules/identity/identity.given.ts'
import type { App } from '#platform/app.ts'
import type { TopicDraft, TopicView } from './topic.contract.ts'

export const topicOf = (change: Partial<TopicDraft> = {}): TopicDraft => ({
  title: '关于老旧小区加装电梯后续维护的研究',
  background: '三年来加装电梯一百二十台，维保费用由谁承担没有统一做法。',
  direction: '维保资金怎样筹集，物业和业主怎样分担。',
  category: 'construction',
  claimsMax: null,
  openUntil: null,
  ...change,
})

/** A congress with two offices and three deputies, and the congress next door. */
async function cast(app: App) {
  const congress = await who.congress(app)
  const nextDoor = await who.congress(app, { areaCode: '320411' })
  return {
    congress,
    nextDoor,
    office: await who.post(app, 'deputy_office', { congress }),
    colleague: await who.post(app, 'deputy_office', { congress }),
    committee: await who.post(app, 'committee', { congress }),
    otherCommittee: await who.post(app, 'committee', { congress }),
    first: await who.deputy(app, { congress }),
    second: await who.deputy(app, { congress }),
    third: await who.deputy(app, { congress }),
    neighbour: await who.deputy(app, { congress: nextDoor }),
    neighbourOffice: await who.post(app, 'deputy_office', { congress: nextDoor }),
    clerk: await who.post(app, 'unit_clerk', { congress }),
  }
}

export const given = { ...who, cast }

/** The view of an answer that has to be a success; anything else tells what it was. */
export async function topicIn(response: Response): Promise<TopicView> {
  const body: unknown = await response.json()
  if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(body)}`)
  return body as TopicView
}
