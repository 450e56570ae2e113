import type { Acting, Actor, Role } from '#kernel/actor.ts'
import { type GivenCongress, type GivenOrgan, organisationGiven } from '#modules/organisation/organisation.given.ts'
import type { OrganKind } from '#modules/organisation/organisation.ts'
import type { App } from '#platform/app.ts'
import { hashPassword } from '#platform/crypto/password-hash.ts'
import { contactVersion } from './contact.service.ts'
import type { MandateStatus } from './identity.ts'
import { organKindsOf } from './identity.ts'
import { insertMandate } from './mandate.queries.ts'
import { addAccount, addPerson, type NewPerson } from './person.service.ts'
import { insertPost } from './post.queries.ts'
import { startSession } from './session.service.ts'

export const givenPassword = 'Given-Words-2026'

// once a process: 22 ms for each of hundreds of accounts would be most of a test's time
let hash: Promise<string> | undefined
const passwordHash = () => (hash ??= hashPassword(givenPassword))

let made = 0
const surnames = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王', '冯', '陈', '褚', '卫']
const givenNames = ['建国', '秀英', '志强', '桂兰', '文斌', '晓燕', '国平', '丽华', '海涛', '春梅', '永康']

export type GivenPerson = { personId: string; accountId: string; name: string; accountName: string }

/** A person with an account and the password `givenPassword`. */
async function person(
  app: App,
  wanted: Partial<NewPerson> & { mustChangePassword?: boolean; isActivated?: boolean } = {},
): Promise<GivenPerson> {
  made += 1
  const name = wanted.name ?? `${surnames[made % surnames.length]}${givenNames[made % givenNames.length]}`
  const accountName = `user${made}`
  const stored = wanted.isActivated === false ? undefined : await passwordHash()
  return app.db.transaction().execute(async (trx) => {
    const personId = await addPerson(app, trx, { ...wanted, name })
    const mustChangePassword = wanted.mustChangePassword ?? false
    const accountId = await addAccount(app, trx, {
      personId,
      name: accountName,
      passwordHash: stored,
      mustChangePassword,
    })
    return { personId, accountId, name, accountName }
  })
}

/** Signed-in shape and who it is: can be given to `as()` and to any use case that wants an Actor. */
export type GivenDeputy = Actor & GivenPerson & { acting: Acting & { kind: 'mandate' }; mandateId: string }
export type GivenPost = Actor & GivenPerson & { acting: Acting & { kind: 'post' }; postId: string; organ: GivenOrgan }

type WantedDeputy = { congress?: GivenCongress; name?: string; person?: GivenPerson; status?: MandateStatus }

/** A deputy in office of the congress, by default of 武进区. */
async function deputy(app: App, wanted: WantedDeputy = {}): Promise<GivenDeputy> {
  const at = wanted.congress ?? (await organisationGiven.congress(app))
  const who = wanted.person ?? (await person(app, wanted.name === undefined ? {} : { name: wanted.name }))
  made += 1
  const number = String(made).padStart(5, '0')
  const mandateId = app.ids.uuid()
  await app.db.transaction().execute((trx) =>
    insertMandate(trx, {
      id: mandateId,
      person_id: who.personId,
      congress_id: at.id,
      term_id: at.termId,
      number,
      constituency_id: null,
      delegation_id: null,
      status: wanted.status ?? 'active',
      started_on: '2022-01-06',
    }),
  )
  const acting = {
    kind: 'mandate' as const,
    id: mandateId,
    congressId: at.id,
    congressLevel: at.level,
    termId: at.termId,
    areaPath: at.areaPath,
  }
  return { ...who, acting, locale: 'zh-CN', mandateId }
}

type WantedPost = {
  congress?: GivenCongress
  organ?: GivenOrgan
  name?: string
  person?: GivenPerson
  title?: string
}

const sharedKinds: readonly OrganKind[] = ['deputy_office', 'gov_office', 'operations', 'presidium', 'leadership']

/** A post in force: in the congress's one office of that kind, or in a new unit, unless an organ is given. */
async function post(app: App, role: Role, wanted: WantedPost = {}): Promise<GivenPost> {
  const at = wanted.congress ?? (await organisationGiven.congress(app))
  const kind = (organKindsOf[role][0] ?? 'unit') as OrganKind
  const organ =
    wanted.organ ??
    (sharedKinds.includes(kind)
      ? await organisationGiven.theOrgan(app, kind, at)
      : await organisationGiven.organ(app, { congress: at, kind }))
  const who = wanted.person ?? (await person(app, wanted.name === undefined ? {} : { name: wanted.name }))
  const postId = app.ids.uuid()
  await app.db.transaction().execute((trx) =>
    insertPost(trx, {
      id: postId,
      person_id: who.personId,
      organ_id: organ.id,
      role,
      title: wanted.title ?? '',
      starts_on: '2022-01-06',
    }),
  )
  const acting = {
    kind: 'post' as const,
    id: postId,
    role,
    organId: organ.id,
    congressId: organ.congressId,
    congressLevel: organ.congressLevel,
    areaPath: organ.areaPath,
  }
  return { ...who, acting, locale: 'zh-CN', postId, organ }
}

/** An open session of this actor; its token is the value of the session cookie. */
const token = (app: App, actor: Pick<Actor, 'accountId' | 'acting'>): Promise<string> =>
  app.db.transaction().execute(async (trx) => {
    const { accountId, acting } = actor
    return (await startSession(app, trx, { accountId, acting, device: 'test', source: 'local' })).token
  })

/** Everything of who and where that a test can begin with. */
export const given = { ...organisationGiven, person, deputy, post, token, contactVersion }
