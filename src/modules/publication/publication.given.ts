import type { App } from '#platform/app.ts'
import { queryRaw } from '#platform/db/raw.ts'
import { type PublicPage, putPage, putPublishedCongress, removePage, savePageSteps } from './publication.queries.ts'
import { bigramsOf, type PublicContent, type PublicStep } from './publication.ts'

const states = ['awaiting_evaluation', 'tracking', 'closed', 'closed', 'closed', 'rehandling', 'oversight']
const categories = ['transport', 'education', 'health', 'environment', 'civil_affairs', 'agriculture', 'construction']
const units = [
  '武进区交通运输局',
  '武进区教育局',
  '武进区卫生健康局',
  '武进区生态环境局',
  '武进区民政局',
  '武进区农业农村局',
  '武进区住房和城乡建设局',
]
const places = ['湖塘镇', '牛塘镇', '前黄镇', '礼嘉镇', '雪堰镇', '嘉泽镇', '湟里镇', '洛阳镇', '遥观镇', '横林镇']
const things = [
  '公交站台',
  '老年助餐点',
  '农村道路',
  '污水管网',
  '校门口信号灯',
  '村卫生室',
  '路灯',
  '充电桩',
  '河道护栏',
]
const acts = ['增设', '改造', '规范', '修缮', '延长', '加强管理']

const contentOf = (index: number, rare: boolean): PublicContent => {
  const pick = (words: readonly string[], step: number) => words[Math.floor(index / step) % words.length] ?? ''
  const [place, thing, act] = [pick(places, 1), pick(things, 10), pick(acts, 90)]
  return {
    title: `关于在${place}${act}${thing}的建议`,
    subject: `${place}的${thing}不能满足需要，群众反映第${index}次。`,
    grounds: `走访${place}${(index % 90) + 10}户，多数住户希望尽快${act}${thing}。${rare ? '附近还有鼋头渚码头。' : ''}`,
    proposal: `一、由主管部门牵头${act}${thing}。\n二、明年六月底前完成，并向代表反馈。`,
    answers: [
      { unitName: '武进区交通运输局', body: `已列入计划，年内${act}${thing}。`, class: 'B', sentOn: '2026-02-10' },
    ],
  }
}

const textOf = ({ title, subject, grounds, proposal }: PublicContent, number: string) =>
  bigramsOf([title, subject, grounds, proposal, number].join('\n'))

/** One published page, as release() leaves it. */
async function page(
  app: App,
  {
    steps = [],
    ...wanted
  }: Partial<Omit<PublicPage, 'content'>> & { content?: Partial<PublicContent>; steps?: readonly PublicStep[] } = {},
): Promise<PublicPage> {
  const content = { ...contentOf(0, false), ...(wanted.title && { title: wanted.title }), ...wanted.content }
  const number = wanted.number ?? '武人建〔2026〕1号'
  const made: PublicPage = {
    id: app.ids.uuid(),
    caseKind: 'suggestion',
    congressName: '常州市武进区人民代表大会',
    areaName: '武进区',
    category: 'transport',
    state: 'closed',
    unitNames: '武进区交通运输局',
    proposedOn: '2026-01-15',
    publishedAt: app.clock.now(),
    bigrams: textOf(content, number),
    ...wanted,
    number,
    title: content.title,
    content,
  }
  await app.db.transaction().execute(async (trx) => {
    await putPage(trx, made)
    await savePageSteps(trx, made.id, steps)
  })
  return made
}

const withdrawn = (app: App, id: string) => app.db.transaction().execute((trx) => removePage(trx, id))

const rowsAtOnce = 1000
const minute = 60_000

/** Thousands of pages, one a minute back from `newest`; one in `rareEvery` holds the word 鼋头渚. */
async function pages(
  app: Pick<App, 'ids' | 'db'>,
  { count, newest, rareEvery = 5000 }: { count: number; newest: Date; rareEvery?: number },
): Promise<void> {
  for (let from = 0; from < count; from += rowsAtOnce) {
    const rows = Array.from({ length: Math.min(rowsAtOnce, count - from) }, (_, offset) => {
      const index = from + offset
      const content = contentOf(index, index % rareEvery === rareEvery - 1)
      const number = `武人建〔2026〕${index + 1}号`
      return {
        id: app.ids.uuid(),
        case_kind: 'suggestion',
        congress_name: '常州市武进区人民代表大会',
        area_name: '武进区',
        number,
        title: content.title,
        category: categories[index % categories.length] ?? 'other',
        state: states[index % states.length] ?? 'closed',
        unit_names: `${units[index % units.length]}${index % rareEvery === rareEvery - 1 ? '、武进区档案馆' : ''}`,
        proposed_on: `${2026 - (index % 3)}-01-15`,
        published_at: new Date(newest.getTime() - index * minute),
        content: JSON.stringify(content),
        bigrams: textOf(content, number),
      }
    })
    await app.db.insertInto('published_page').values(rows).execute()
  }
  await app.db.transaction().execute((trx) => queryRaw(trx, 'analyze published_page', []))
}

/** What the portal shows of the congress whose pages they are. */
const congress = (app: App, { id }: { id: string }) =>
  app.db
    .transaction()
    .execute((trx) =>
      putPublishedCongress(trx, { id, name: '常州市武进区人民代表大会', areaName: '武进区', level: 3, content: {} }),
    )

export const publicationGiven = { page, withdrawn, pages, congress }
