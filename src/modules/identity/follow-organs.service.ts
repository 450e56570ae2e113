import type { Role } from '#kernel/actor.ts'
import { followRecord, recordEvent, type SealedEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { lockPerson } from './person.queries.ts'
import { findPostsIn, findPostsOf, insertPost, type PostRow } from './post.queries.ts'
import { savePostEnding } from './post.service.ts'
import { powerImage } from './power-image.queries.ts'

/** Who held a post in an organ that was merged holds it in the one that took it over, from the day of the merger. */
export const followForPosts = (app: App): Promise<number> =>
  followRecord(app, 'identity', async (trx, events) => {
    for (const event of events) if (event.type === 'organ.merged') await movePosts(app, trx, event)
  })

async function movePosts(app: App, trx: Trx, { subjectId, data }: SealedEvent): Promise<void> {
  const { intoId, effectiveOn } = data
  if (typeof intoId !== 'string' || typeof effectiveOn !== 'string') return
  for (const post of await findPostsIn(trx, subjectId, effectiveOn)) {
    await lockPerson(trx, post.person_id)
    await movePost(app, trx, post, intoId, effectiveOn)
  }
}

async function movePost(app: App, trx: Trx, post: PostRow, intoId: string, effectiveOn: string): Promise<void> {
  // ISO dates sort as text; a post that was granted after that day moves with its first day
  const from = post.starts_on > effectiveOn ? post.starts_on : effectiveOn
  await savePostEnding(app, trx, 'system', post, { endsOn: from })
  const held = await findPostsOf(trx, [post.person_id])
  const hasIt = held.some(
    (one) => one.organ_id === intoId && one.role === post.role && (one.ends_on === null || one.ends_on > from),
  )
  if (hasIt) return
  const id = app.ids.uuid()
  await insertPost(trx, {
    id,
    person_id: post.person_id,
    organ_id: intoId,
    role: post.role as Role,
    title: post.title,
    starts_on: from,
    ...(post.ends_on === null ? {} : { ends_on: post.ends_on }),
  })
  await recordEvent(app, trx, {
    type: 'post.moved',
    subjectKind: 'post',
    subjectId: id,
    actor: 'system',
    data: { personId: post.person_id, organId: intoId, role: post.role, startsOn: from, earlierPostId: post.id },
    after: await powerImage(trx, 'post', id),
  })
}
