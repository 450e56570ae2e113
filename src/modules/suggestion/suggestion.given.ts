import { given as who } from '#modules/identity/identity.given.ts'
import type { App } from '#platform/app.ts'
import type { Draft, SuggestionView } from './suggestion.contract.ts'

export const draftOf = (change: Partial<Draft> = {}): Draft => ({
  title: '关于在湖塘镇东升社区增设老年助餐点的建议',
  subject: '东升社区六十岁以上老人占三成，最近的助餐点要走二十五分钟。',
  grounds:
    '东升社区常住老人一千一百余人，其中独居和空巢老人二百三十多人。去年冬天走访四十户，三十一户说一天只做一顿饭。社区用房二楼闲置，具备改造条件。',
  proposal:
    '一、利用社区二楼闲置用房设助餐点。二、由中央厨房统一配餐，按年龄段给予餐补。三、行动不便的老人由志愿者送餐。',
  category: 'civil_affairs',
  confidential: false,
  wishesPublication: true,
  welcomesCosigners: false,
  ...change,
})

/** Everybody whom one suggestion of a county passes through. */
async function cast(app: App) {
  const congress = await who.congress(app)
  const leadUnit = await who.unit(app, { congress, name: '武进区民政局' })
  const coUnit = await who.unit(app, { congress, name: '武进区卫生健康局' })
  const office = await who.post(app, 'deputy_office', { congress })
  const government = await who.post(app, 'gov_office', { congress })
  await who.coordinator(app, congress, 'government', government.organ)
  return {
    congress,
    lead: await who.deputy(app, { congress, name: '沈秋萍' }),
    first: await who.deputy(app, { congress, name: '蒋国梁' }),
    second: await who.deputy(app, { congress, name: '顾雅琴' }),
    office,
    colleague: await who.post(app, 'deputy_office', { congress }),
    government,
    leadUnit,
    coUnit,
    clerk: await who.post(app, 'unit_clerk', { congress, organ: leadUnit }),
    head: await who.post(app, 'unit_head', { congress, organ: leadUnit }),
    coClerk: await who.post(app, 'unit_clerk', { congress, organ: coUnit }),
  }
}
export type Cast = Awaited<ReturnType<typeof cast>>

export const given = { ...who, cast }

/** The view of an answer that has to be a success; anything else tells what it was. */
export async function viewOf(response: Response): Promise<SuggestionView> {
  const body: unknown = await response.json()
  if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(body)}`)
  return body as SuggestionView
}

export const codeOf = async (response: Response): Promise<string> =>
  `${response.status} ${((await response.json()) as { code?: string }).code}`
