import { dayFault, yearsAheadOfEnd } from '#kernel/entered-day.ts'
import { organKindsOf } from '#modules/identity/identity.ts'
import { type Holder, newHolder, proposePerson, type StatedPerson, takeStated } from './holder.ts'
import { addHolder, type HolderRegister } from './holder-register.service.ts'
import type { ImportScope } from './import-scope.ts'
import { readPerson, storedDate } from './person-row.ts'
import type { KnownPost } from './place-import.queries.ts'
import { meaningOf, postRoles } from './roster.form.ts'
import { mayGiveRole } from './roster.policy.ts'
import { demand, propose, type RowDraft, readCell, refuse } from './row-plan.ts'

export type PostWorld = {
  scope: ImportScope
  register: HolderRegister
  newId: () => string
  hmacOf: (idNumber: string) => string
  personOfNumber: Map<string, string>
  units: Map<string, { id: string; name: string; kind: string; starts_on: string; ends_on: string | null }>
  posts: KnownPost[]
  seen: Map<string, number>
}

export function decidePost(world: PostWorld, draft: RowDraft): KnownPost | undefined {
  demand(draft, 'name', 'unit')
  const { cells, number } = draft.row
  const person = readPerson(draft, world.scope)
  const role = readCell(draft, 'role', meaningOf(postRoles)) ?? 'unit_clerk'
  const unit = world.units.get(cells.unit ?? '')
  if (cells.unit !== undefined && !unit) refuse(draft, 'unit_unknown', { value: cells.unit })
  if (unit && unit.ends_on !== null && unit.ends_on <= world.scope.today) refuse(draft, 'unit_ended')
  if (!mayGiveRole(world.scope.role, role)) refuse(draft, 'role_not_yours', { role: cells.role ?? '' })
  else if (unit && !organKindsOf[role].includes(unit.kind)) refuse(draft, 'role_not_here', { role: cells.role ?? '' })
  const stated: StatedPerson = {
    name: person.name ?? null,
    sex: person.sex ?? null,
    born_on: person.born ?? null,
    idHmac: person.idNumber === undefined ? undefined : world.hmacOf(person.idNumber),
    phone: person.phone,
    mail: person.mail,
  }
  const holder = holderOf(world, draft, stated)
  if (!holder || !unit || draft.refusals.length > 0) return undefined
  const known = world.posts.findLast(
    (post) => post.person_id === holder.id && post.organ_id === unit.id && post.role === role && post.ends_on === null,
  )
  const ended = cells.endsOn === undefined ? undefined : endedPost(world, holder.id, unit.id, role, cells.endsOn)
  const post = writtenPost(world, draft, { holder, unitId: unit.id, role, known: known ?? ended })
  if (!post) return undefined
  const key = `${holder.id}/${unit.id}/${role}`
  const before = world.seen.get(key)
  if (before !== undefined) return refuse(draft, 'repeated', { row: before })
  draft.isNew = !known && !ended
  if (draft.isNew) propose(draft, 'unit', null, unit.name)
  if (draft.isNew) propose(draft, 'role', null, cells.role ?? '承办经办人')
  propose(draft, 'title', (known ?? ended)?.title || null, cells.title)
  if (draft.isNew) propose(draft, 'startsOn', null, post.starts_on)
  propose(draft, 'endsOn', (known ?? ended)?.ends_on ?? null, post.ends_on ?? undefined)
  const changesOfPost = draft.changes.length
  proposePerson(draft, holder, stated, world.scope.congress.areaPath)
  if (draft.refusals.length > 0) return undefined
  world.seen.set(key, number)
  takeStated(holder, stated, number)
  if (draft.changes.length > changesOfPost || holder.isNew) holder.isTouched = true
  if (!world.register.byId.has(holder.id)) addHolder(world.register, holder)
  return post
}

const endedPost = (world: PostWorld, personId: string, organId: string, role: string, endsOn: string) =>
  world.posts.findLast(
    (post) =>
      post.person_id === personId &&
      post.organ_id === organId &&
      post.role === role &&
      post.ends_on === storedDate(endsOn),
  )

/** A post needs a person for sure: by ID number, or by the deputy number of this congress. */
function holderOf(world: PostWorld, draft: RowDraft, stated: StatedPerson): Holder | undefined {
  const { number, name } = draft.row.cells
  const byId = stated.idHmac ? world.register.byHmac.get(stated.idHmac) : undefined
  const byNumber = number === undefined ? undefined : world.register.byId.get(world.personOfNumber.get(number) ?? '')
  if (number === undefined && !stated.idHmac) return refuse(draft, 'no_key')
  if (byId && byNumber && byId !== byNumber) return refuse(draft, 'two_persons', { number: number ?? '' })
  const found = byId ?? byNumber
  if (found?.isDead) return refuse(draft, 'died')
  if (found && !byId && name !== found.fields.name)
    return refuse(draft, 'number_other_name', { name: found.fields.name })
  if (found) return !byId && stated.idHmac && found.idHmac ? refuse(draft, 'id_number_differs') : found
  if (!stated.idHmac || name === undefined) return refuse(draft, 'no_key')
  const namesake = world.register.byName.get(name)?.find((other) => other.idHmac === null)
  if (namesake) return refuse(draft, 'same_name_without_id', { name })
  return newHolder(world.newId(), draft.row.number, name)
}

function writtenPost(
  world: PostWorld,
  draft: RowDraft,
  { holder, unitId, role, known }: { holder: Holder; unitId: string; role: string; known: KnownPost | undefined },
): KnownPost | undefined {
  const { cells } = draft.row
  const starts = cells.startsOn === undefined ? undefined : storedDate(cells.startsOn)
  const startsOn = known?.starts_on ?? starts ?? world.scope.today
  const endsOn = cells.endsOn === undefined ? (known?.ends_on ?? null) : storedDate(cells.endsOn)
  if (endsOn !== null && endsOn < startsOn) return refuse(draft, 'ends_before_start')
  const { today } = world.scope
  const fault = dayFault(startsOn, today) ?? (endsOn === null ? undefined : dayFault(endsOn, today, yearsAheadOfEnd))
  if (fault) return refuse(draft, fault, { field: dayFault(startsOn, today) ? 'startsOn' : 'endsOn' })
  return {
    id: known?.id ?? world.newId(),
    person_id: holder.id,
    organ_id: unitId,
    role,
    title: cells.title ?? known?.title ?? '',
    starts_on: startsOn,
    ends_on: endsOn,
  }
}
