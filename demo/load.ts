import { shanghaiDate, startOfShanghaiDay } from '#kernel/clock.ts'
import { sweepClocks } from '#modules/clock/index.ts'
import { divisionsOf } from '#modules/organisation/index.ts'
import { putPublishedCongress } from '#modules/publication/index.ts'
import { recordEvent, sealRecord, takeInRows } from '#modules/record/index.ts'
import { keepWords } from '#modules/search/index.ts'
import { followForSuggestions, giveFields, sweepFields } from '#modules/suggestion/index.ts'
import type { App } from '#platform/app.ts'
import { hashPassword } from '#platform/crypto/password-hash.ts'
import { beat } from '#surfaces/api/heartbeat.ts'
import { type AtomicApp, atomicApp } from './atomic-app.ts'
import { type Cast, officerOf, organIdOf } from './cast.ts'
import type { CongressStage } from './congress-stage.ts'
import { committeeFields } from './content/committee-fields.ts'
import {
  analyzeTables,
  findAnyCongress,
  findDemoMarker,
  findPassedWindow,
  lockForLoading,
  startReaderAtEnd,
} from './demo.queries.ts'
import { demoSeed, firstOf, guideAccount, leaderAccount, makeDistrict } from './district.ts'
import type { District } from './district.types.ts'
import { districtCode } from './generator/areas.ts'
import { countiesAround, deputiesOf, joinCounty } from './generator/city.ts'
import { addDays } from './generator/days.ts'
import { seededRandom } from './generator/random.ts'
import { isOfCongress, tellAll } from './generator/tell-all.ts'
import { loadDistrict } from './load-district.ts'
import { inLoadingTransaction, type Loading } from './loading.queries.ts'
import { performAct } from './perform-act.ts'
import { performCongressAct } from './perform-congress-act.ts'

export type DemoLogin = { audience: string; accountName: string; password: string }

/** Of every account of the demo; a demo binds loopback and holds invented people only. */
export const demoPassword = 'Wujin-2026'

/** One account for each kind of person who works with the program. */
export const demoLogins: readonly { audience: string; accountName: string }[] = [
  { audience: '区人大代表 deputy', accountName: guideAccount },
  { audience: '代表工委 deputies’ office', accountName: 'daigongwei1' },
  { audience: '人大常委会领导 leader', accountName: leaderAccount },
  { audience: '区政府办 government office', accountName: 'zhengfuban2' },
  { audience: '承办单位经办人 unit clerk', accountName: 'jiaotong' },
  { audience: '承办单位负责人 unit head', accountName: 'jiaotong.fuze' },
  { audience: '镇人大主席团 presidium', accountName: 'xueyan-rd3' },
  { audience: '系统管理员 system officer', accountName: 'xitong' },
  { audience: '安全管理员 security officer', accountName: 'anquan' },
  { audience: '审计员 auditor', accountName: 'shenji' },
]

type LoadOptions = {
  seed?: string
  /** Only so many of the suggestions, for a test that has no minute to give. */
  storiesMax?: number
  /** A city of so many deputies around the district. */
  deputies?: number
  /** Hears the first day of every month of which the stories are being told, `YYYY-MM-DD`. */
  onMonth?(day: string): void
}

/**
 * Loads the demo district into an empty database, once and whole: a second call, or another program at the same time,
 * finds it there. Returns whom to sign in as.
 */
export async function loadDemo(app: App, options: LoadOptions = {}): Promise<DemoLogin[]> {
  const { seed = demoSeed, storiesMax, deputies, onMonth = () => undefined } = options
  const logins = demoLogins.map((login) => ({ ...login, password: demoPassword }))
  if ((await findDemoMarker(app.db)) || (await findAnyCongress(app.db))) return logins
  const today = shanghaiDate(app.clock.now())
  const whole = makeDistrict(seed, today, await divisionsOf(districtCode))
  const told = storiesMax === undefined ? whole : firstOf(whole, storiesMax)
  const district = deputies === undefined ? told : await growTo(told, deputies)
  // with a salt of the seed: the record holds digests of the hash, and the same seed gives the same record
  const passwordHash = await hashPassword(demoPassword, seededRandom(`${seed}/salt`).bytes(16))
  await inLoadingTransaction(app.db, async ({ trx, about }) => {
    await lockForLoading(trx)
    if (await findDemoMarker(trx)) return
    const { firstSessionOn } = district.congresses.find(({ key }) => key === 'district') ?? { firstSessionOn: today }
    const atomic = atomicApp(app, trx, seed, startOfShanghaiDay(firstSessionOn))
    const cast = await loadDistrict(atomic, district, passwordHash)
    // who holds which office is told at the beginning, not on top of all that happens later
    await takeInRows(atomic)
    await giveAllFields(atomic, cast, firstSessionOn)
    await tellStories(atomic, district, cast, about, onMonth)
    await sayLoaded(atomic, district, cast)
  })
  return logins
}

async function growTo(district: District, deputies: number): Promise<District> {
  let grown = district
  for (const code of countiesAround) {
    if (deputiesOf(grown) >= deputies) break
    grown = joinCounty(grown, await divisionsOf(code), deputies)
  }
  return grown
}

/** The deputies' office says at the first session which committee looks after what. */
async function giveAllFields(app: AtomicApp, cast: Cast, startsOn: string): Promise<void> {
  const office = officerOf(cast, 'daibiaogongwei', 'deputy_office')
  for (const [organKey, given] of Object.entries(committeeFields)) {
    const committeeId = organIdOf(cast, organKey)
    await giveFields(app, office, { committeeId, categories: [...given], unitIds: [], startsOn })
  }
  await sweepFields(app)
}

/** Notices of what happened longer ago would only bury those that matter. */
const noticedDays = 30

/** Day by day: deadlines pass in the night, then people work. */
async function tellStories(
  app: AtomicApp,
  district: District,
  cast: Cast,
  about: Loading['about'],
  onMonth: (day: string) => void,
): Promise<void> {
  const stage: CongressStage = {
    app,
    cast,
    about,
    district,
    stories: new Map(district.stories.map((story) => [story.key, story])),
    caseIds: new Map(),
    ids: new Map(),
  }
  const acts = Map.groupBy(tellAll(district), ({ at }) => at.slice(0, 10))
  const noticedFrom = addDays(district.today, -noticedDays)
  const [first = district.today] = acts.keys()
  for (let day = first; day < district.today; day = addDays(day, 1)) {
    if (day.endsWith('-01')) onMonth(day)
    app.clock.set(new Date(`${day}T00:10:00+08:00`))
    if (day === noticedFrom) await catchUp(app, stage)
    await passNight(app, day >= noticedFrom)
    for (const act of acts.get(day) ?? []) {
      app.clock.set(new Date(act.at))
      const done = isOfCongress(act) ? performCongressAct(stage, act) : performAct(stage, act)
      await done.catch((cause: unknown) => {
        throw new Error(`${act.at}: ${JSON.stringify(act)} could not be done`, { cause })
      })
    }
  }
}

/** What no person does: deadlines, and what follows from them; of late also the notices. */
async function passNight(app: AtomicApp, withNotices: boolean): Promise<void> {
  if (withNotices) return beat(app)
  const windowPasses = await findPassedWindow(app.db, app.clock.now())
  await sweepClocks(app)
  // of what passes in a night only this moves a case; the record is sealed at the end anyway
  if (!windowPasses) return
  await sealRecord(app)
  await followForSuggestions(app)
}

/** The readers of the record begin here: with the words of every case, and without notices of what is past. */
async function catchUp(app: AtomicApp, { district, caseIds, ids }: CongressStage): Promise<void> {
  await sealRecord(app)
  for (const caseId of caseIds.values()) await keepWords(app.db, 'suggestion', caseId)
  for (const { key } of district.motions) {
    const motionId = ids.get(key)
    if (motionId !== undefined) await keepWords(app.db, 'motion', motionId)
  }
  for (const reader of ['notification', 'search']) await startReaderAtEnd(app.db, reader)
}

/** The marker by which a later start knows that nothing is left to do. */
async function sayLoaded(app: AtomicApp, district: District, cast: Cast): Promise<void> {
  const congress = district.congresses.find(({ key }) => key === 'district')
  await putPublishedCongress(app.db, {
    id: cast.districtId,
    name: congress?.name ?? '',
    areaName: '武进区',
    level: 3,
    content: {},
  })
  await recordEvent(app, app.db, {
    type: 'demo.loaded',
    subjectKind: 'congress',
    subjectId: cast.districtId,
    actor: 'system',
    data: { people: district.people.length, mandates: district.mandates.length, stories: district.stories.length },
  })
  await beat(app)
  await analyzeTables(app.db)
}
